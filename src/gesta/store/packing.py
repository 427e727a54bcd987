"""Texts and records as bytes: UTF-8, compressed."""

from __future__ import annotations

import zlib

from gesta.store.errors import StoreError

_LEVEL = 6
"""A record shrinks to a seventh in under a millisecond; a higher level takes three times as long for two per cent."""
_LARGEST = 1 << 29
"""Half a gigabyte: a record of the longest text that is taken in stays far below; a file from elsewhere may lie."""


def pack(content: bytes) -> bytes:
    """The content compressed."""
    return zlib.compress(content, _LEVEL)


def unpack(packed: bytes) -> bytes:
    """The content again; raises StoreError where it is damaged or unfolds beyond reason."""
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(packed, _LARGEST)
    except zlib.error as fault:
        raise StoreError(f"the project is damaged: a record cannot be unpacked ({fault})") from fault
    if not opened.eof:
        raise StoreError("the project is damaged: a record is cut short or larger than any that Gesta writes")
    return content


def pack_text(text: str) -> bytes:
    """The text compressed; half surrogate pairs are kept as they are."""
    return pack(text.encode("utf-8", "surrogatepass"))


def unpack_text(packed: bytes) -> str:
    """The text again."""
    return unpack(packed).decode("utf-8", "surrogatepass")
