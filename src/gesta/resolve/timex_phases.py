"""Parts of a longer time: "early 2019", "the end of last week", "later in the year", "the second half of March"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gesta.resolve.timex_nodes import CalendarDate, Duration, Found, Moment, Phase, Reference, Repeated, Shift
from gesta.resolve.timex_tokens import DASHES, UNITS, Words, low

_PHASES: dict[str, Phase | None] = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "close": "late",
    "earlier": "earlier",
    "later": None,
}
_NOUNS = frozenset({"beginning", "start", "end", "middle", "close"})
_SHARES: dict[str, Phase] = {
    "first": "first half", "early": "first half", "second": "second half", "latter": "second half",
    "later": "second half", "last": "second half", "late": "second half",
}  # fmt: skip
_WEEKS: dict[str, Phase] = {
    "first": "week 1",
    "second": "week 2",
    "third": "week 3",
    "last": "last week",
    "final": "last week",
}
_TOLD_UNITS = frozenset({"day", "week", "month", "year", "decade"})
Longest = Callable[[Words, int], Found | None]


def phased(words: Words, at: int, longest: Longest) -> Found | None:
    """ "early 2019", "mid-October", "the end of last week", "late on Monday", "earlier this month", "early Friday"."""
    start = at + 1 if low(words, at) == "the" else at
    share = _share(words, start)
    if share is not None:
        return _within(words, share[1], share[0], longest)
    if low(words, start) not in _PHASES:
        return _ending(words, start)
    phase = _PHASES[low(words, start)]
    noun = low(words, start) in _NOUNS
    after = start + 1
    if noun != (low(words, after) == "of"):
        return None
    if not noun and low(words, after) == "in" and low(words, after + 1) == "the":
        told = _told(words, after + 2, phase)
        return told or _within(words, after + 1, phase, longest)
    if noun or low(words, after) in ("on", "in", "at") or low(words, after) in DASHES:
        after += 1
    if low(words, after) == "the" and low(words, after + 1) in UNITS and noun:
        return _told(words, after + 1, phase)
    return _within(words, after, phase, longest)


def _share(words: Words, at: int) -> tuple[Phase, int] | None:
    """ "the second half of", "the latter part of", "the first week of", and the index after."""
    noun = low(words, at + 1)
    if low(words, at + 2) != "of":
        return None
    phase = _SHARES.get(low(words, at)) if noun in ("half", "part") else None
    phase = phase or (_WEEKS.get(low(words, at)) if noun == "week" else None)
    return (phase, at + 3) if phase is not None else None


def _ending(words: Words, at: int) -> Found | None:
    """ "month's end", "year's end"."""
    unit = UNITS.get(low(words, at))
    if unit in ("month", "year") and low(words, at + 1) == "'" and low(words, at + 3) == "end":
        return Found(Moment(Shift(unit, 0, "told"), phase="late"), at + 4)
    return None


def _told(words: Words, at: int, phase: Phase | None) -> Found | None:
    """ "in the year", "of the month": the one that the narrative is in."""
    unit = UNITS.get(low(words, at))
    if unit is None or unit not in _TOLD_UNITS or low(words, at).endswith("s"):
        return None
    return Found(Moment(Shift(unit, 0, "told"), phase=phase), at + 1)


def _within(words: Words, at: int, phase: Phase | None, longest: Longest) -> Found | None:
    """The phase of the time that begins at the index."""
    found = longest(words, at)
    if found is None or found.last is not None or isinstance(found.moment.base, (Duration, Repeated, Reference)):
        return None
    if found.moment.base is None:
        return Found(replace(found.moment, phase=phase), found.end, found.weak) if found.moment.part else None
    if phase == "earlier" and found.moment.day_level:
        return Found(found.moment, found.end)
    year_only = isinstance(found.moment.base, CalendarDate) and found.moment.base.month is None
    weak = found.weak and not (year_only and low(words, at).isdecimal())
    return Found(replace(found.moment, phase=phase), found.end, weak and not found.moment.day_level)
