"""What may have been meant by an id that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_MOST = 3


def nearest_words(given: str, known: Iterable[str]) -> str:
    """ "; did you mean a, b or c?", empty where nothing is near."""
    return meant(get_close_matches(given[:100], known, _MOST))


def meant(near: Sequence[str]) -> str:
    """ "; did you mean a, b or c?" of the first few, empty for none."""
    if not near:
        return ""
    *first, last = near[:_MOST]
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
