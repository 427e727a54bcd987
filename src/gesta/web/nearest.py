"""What may have been meant by an id that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 3


def nearest_words(given: str, known: Iterable[str]) -> str:
    """ "; did you mean a, b or c?", empty where nothing is near."""
    near = get_close_matches(given[:100], known, _MOST)
    if not near:
        return ""
    *first, last = near
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
