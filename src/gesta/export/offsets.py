"""Code points of a text as the UTF-16 units that tools in Java and JavaScript count."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

_LAST_OF_PLANE = 0xFFFF


def utf16(text: str) -> Callable[[int], int]:
    """From a code point of the text to its UTF-16 unit; a letter beyond the Basic Multilingual Plane is two."""
    if text.isascii() or all(ord(letter) <= _LAST_OF_PLANE for letter in text):
        return lambda at: at
    units = [0, *accumulate(1 + (ord(letter) > _LAST_OF_PLANE) for letter in text)]
    return units.__getitem__
