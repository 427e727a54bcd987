"""Finds the time expressions of a sentence: small ones joined into "Monday, 3 May 2021, at about 6 p.m." and ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gesta.resolve import timex_atoms, timex_clock, timex_relative
from gesta.resolve.calendars import HOLIDAYS, UNDATED_HOLIDAYS
from gesta.resolve.numbers import ORDINALS, SMALL, TENS
from gesta.resolve.timex_atoms import Found
from gesta.resolve.timex_nodes import CalendarDate, Cue, Duration, Expression, Moment, Phase, Shift
from gesta.resolve.timex_tokens import (
    DASHES,
    MONTHS,
    PARTS,
    PLURAL_WEEKDAYS,
    SEASON_NAMES,
    SHORT_WEEKDAYS,
    UNITS,
    VAGUE,
    WEEKDAYS,
    Words,
    glued,
    low,
    tokenise,
)

_RULES: tuple[Callable[[Words, int], Found | None], ...] = (
    timex_atoms.numeric_date,
    timex_atoms.day_month,
    timex_atoms.month_day,
    timex_atoms.month_alone,
    timex_atoms.decade,
    timex_clock.clock,
    timex_atoms.bare_year,
    timex_atoms.weekday,
    timex_atoms.day_alone,
    timex_clock.part_of_day,
    timex_atoms.season,
    timex_atoms.holiday,
    timex_relative.deictic,
    timex_relative.turned,
    timex_relative.counted,
    timex_relative.long_unit,
    timex_relative.day_before,
    timex_relative.repeated,
    timex_relative.weekend,
)
_STARTERS = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(SHORT_WEEKDAYS)
    | frozenset(PLURAL_WEEKDAYS)
    | frozenset(PARTS)
    | frozenset(SEASON_NAMES)
    | frozenset(UNITS)
    | frozenset(VAGUE)
    | frozenset(ORDINALS)
    | frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(name.split()[0].split("'")[0].split("-")[0] for name in (*HOLIDAYS, *UNDATED_HOLIDAYS))
    | frozenset(
        "the a an this that last past next today yesterday tomorrow tonight now right recent currently recently every "
        "everyday each per half daily nightly weekly monthly yearly annually hourly early late mid beginning start end "
        "middle close earlier later wee small twentieth nineteenth eighteenth xmas norouz newroz ' previous "
        "following".split()
    )
)
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
_LINKS_DATE = frozenset({"", ",", "on", "of", "the", "on the", "of the", "the night of", "from"})
_LINKS_CLOCK = frozenset(
    {"", ",", "at", "at about", "at around", "around", "about", "at approximately", "before", "after", "by", "("}
    | {"shortly before", "shortly after", "just before", "just after"}
)
_LINKS_PART = frozenset({"", ",", "in", "during", "at", "at about", "around", "in the", "on", "of"})
MAX_TOKENS = 2000
"""A sentence longer than this is read only so far: no report has one, and the work stays bounded."""


def expressions(text: str, start: int, end: int) -> tuple[Expression, ...]:
    """Every time expression of ``text[start:end]`` (a sentence), in order, none overlapping another."""
    words = tokenise(text, start, end)[:MAX_TOKENS]
    joined = _joined(words, _atoms(words))
    return _ranges(words, [piece for piece in joined if not piece[1].weak])


_Piece = tuple[int, Found]


def _atoms(words: Words) -> list[_Piece]:
    """The longest small expression at each token, left to right."""
    found: list[_Piece] = []
    at = 0
    while at < len(words):
        best = _at(words, at)
        if best is None:
            at += 1
        else:
            found.append((at, best))
            at = best.end
    return found


def _at(words: Words, at: int) -> Found | None:
    word = words[at].low
    if not (word in _STARTERS or word[0].isdecimal() or word.endswith("long")):
        return None
    if glued(words, at) and at and words[at - 1].low in ("$", "£", "€", "#", "@", "/"):
        return None
    best = _phased(words, at) or _longest(words, at)
    if best is None or best.end >= len(words) or words[best.end].low not in ("%", "percent"):
        return best
    return None


def _longest(words: Words, at: int) -> Found | None:
    best: Found | None = None
    for rule in _RULES:
        found = rule(words, at)
        if found is not None and (best is None or (found.end, not found.weak) > (best.end, not best.weak)):
            best = found
    return best


def _phased(words: Words, at: int) -> Found | None:
    """ "early 2019", "mid-October", "the end of last week", "late on Monday", "earlier this month", "early Friday"."""
    start = at + 1 if low(words, at) == "the" else at
    if low(words, start) not in _PHASES:
        return None
    phase = _PHASES[low(words, start)]
    after = start + 1
    noun = low(words, start) in ("beginning", "start", "end", "middle", "close")
    if noun != (low(words, after) == "of"):
        return None
    if noun or low(words, after) in ("on", "in", "at") or low(words, after) in DASHES:
        after += 1
    if low(words, after) == "the" and low(words, after + 1) in UNITS and noun:
        unit = UNITS[low(words, after + 1)]
        if unit in ("week", "month", "year"):
            return Found(Moment(Shift(unit, 0, "told"), phase=phase), after + 2)
        return None
    found = _longest(words, after)
    if found is None or found.moment.base is None or isinstance(found.moment.base, Duration):
        return None
    if phase == "earlier" and found.moment.day_level:
        return Found(found.moment, found.end)
    year_only = isinstance(found.moment.base, CalendarDate) and found.moment.base.month is None
    weak = found.weak and not (year_only and low(words, after).isdecimal())
    return Found(replace(found.moment, phase=phase), found.end, weak and not found.moment.day_level)


def _joined(words: Words, atoms: list[_Piece]) -> list[_Piece]:
    """Neighbouring pieces that tell one time made one."""
    joined: list[_Piece] = []
    for piece in atoms:
        while joined:
            link = _link(words, joined[-1][1].end, piece[0])
            moment = None if link is None else _join(joined[-1][1].moment, link, piece[1].moment)
            if moment is None:
                break
            weak = joined[-1][1].weak and piece[1].weak and moment.clock is None
            piece = (joined.pop()[0], Found(moment, piece[1].end, weak))
        joined.append(piece)
    return joined


def _link(words: Words, end: int, start: int) -> str | None:
    """The words between two pieces, None when more than three."""
    return None if start - end > 3 else " ".join(token.low for token in words[end:start])


def _join(first: Moment, link: str, second: Moment) -> Moment | None:
    """One moment out of two when each tells what the other leaves open."""
    dates = _join_dates(first, link, second)
    if dates is not None:
        return dates
    narrowing = second if first.base is not None else first
    day = first if first.base is not None else second
    if narrowing.base is not None and not (first.base is None or second.base is None):
        return None
    if day.base is None:
        if first.clock and second.part and not second.clock and link in _LINKS_PART | {"in the"}:
            return replace(first, part=second.part)
        return replace(second, part=first.part) if first.part and second.clock and link in _LINKS_CLOCK else None
    if not day.day_level or (day.clock and narrowing.clock):
        return None
    if link not in (_LINKS_DATE if day is second else _LINKS_CLOCK if narrowing.clock else _LINKS_PART):
        return None
    if day.part and narrowing.part and day.part != narrowing.part:
        return None
    return replace(day, part=day.part or narrowing.part, clock=day.clock or narrowing.clock)


def _join_dates(first: Moment, link: str, second: Moment) -> Moment | None:
    """ "Thursday, September 29", "9 May (Monday)", "Thursday last week", "September 29 of last year"."""
    a, b = first.base, second.base
    if not isinstance(a, CalendarDate):
        return None
    if isinstance(b, Shift) and b.unit == "week" and a.weekday is not None and a.day is None:
        return replace(second, base=replace(b, weekday=a.weekday)) if link in ("", "of", "in") else None
    if not isinstance(b, CalendarDate) or link not in ("", ",", "(", "the", ", the"):
        return None
    if first.clock and second.clock:
        return None
    named, dated = (a, b) if a.weekday is not None else (b, a)
    if named.day is not None or named.month is not None or named.year is not None or named.weekday is None:
        return None
    if dated.weekday is not None or dated.day is None or dated.until is not None:
        return None
    base = replace(dated, weekday=named.weekday)
    return Moment(base, first.part or second.part, first.clock or second.clock, first.phase or second.phase)


def _ranges(words: Words, pieces: list[_Piece]) -> tuple[Expression, ...]:
    """Expressions of the pieces; "from A to B", "between A and B", "A - B" as one."""
    found: list[Expression] = []
    at = 0
    while at < len(pieces):
        start, first = pieces[at]
        if at + 1 < len(pieces) and _is_range(words, pieces[at], pieces[at + 1]):
            last = pieces[at + 1][1]
            found.append(Expression(words[start].start, words[last.end - 1].end, first.moment, last.moment))
            at += 2
            continue
        found.append(
            Expression(words[start].start, words[first.end - 1].end, first.moment, cue=_cue(words, start, first.end))
        )
        at += 1
    return tuple(found)


def _is_range(words: Words, first: _Piece, last: _Piece) -> bool:
    link = _link(words, first[1].end, last[0])
    opening = low(words, first[0] - 1)
    dated = all(
        piece[1].moment.base is not None and isinstance(piece[1].moment.base, (CalendarDate, Shift))
        for piece in (first, last)
    )
    clocks = first[1].moment.clock is not None and last[1].moment.clock is not None
    if not (dated or clocks):
        return False
    if opening == "from" or link in DASHES:
        return link in ("to", "until", "till", "through", "up to", "to the", "until the") or link in DASHES
    return (opening == "between" and link == "and") or link == "through"


def _cue(words: Words, start: int, end: int) -> Cue | None:
    """ "since" and "until" before the expression, but not before "Thursday's attack"."""
    possessive = low(words, end) == "'" and low(words, end + 1) == "s"
    before = low(words, start - 1)
    if possessive or before not in ("since", "until", "till"):
        return None
    return "since" if before == "since" else "until"
