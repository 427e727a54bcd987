"""The smallest document that breaks the same."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from gesta.evaluate.fuzz.case import Case

_TRIES = 1000


def smallest(case: Case, breaks: Callable[[Case], bool], tries: int = _TRIES) -> Case:
    """The case with all taken out that it breaks without, as far as so many tries go (delta debugging, Zeller 1999)."""
    pieces = 2
    for plain in ({"published": None}, {"charset": None}):
        smaller = msgspec.structs.replace(case, **plain)
        if smaller != case and breaks(smaller):
            case = smaller
    while tries > 0 and len(case.content) > 1:
        size = -(-len(case.content) // pieces)
        for start in range(0, len(case.content), size):
            tries -= 1
            cut = _without(case, start, start + size)
            if cut is not None and breaks(cut):
                case, pieces = cut, max(2, pieces - 1)
                break
            if tries <= 0:
                return case
        else:
            if size == 1:
                return case
            pieces = min(len(case.content), pieces * 2)
    return case


def _without(case: Case, start: int, end: int) -> Case | None:
    """The case without these bytes; None where no text would be left of a text."""
    smaller = msgspec.structs.replace(case, content=case.content[:start] + case.content[end:])
    if case.form == "text":
        try:
            return smaller if smaller.text else None
        except UnicodeDecodeError:
            return None
    return smaller
