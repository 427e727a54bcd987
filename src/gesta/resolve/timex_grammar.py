"""Finds the time expressions of a sentence: small ones joined into "Monday, 3 May 2021, at about 6 p.m." and ranges."""

from __future__ import annotations

from collections.abc import Callable

from gesta.resolve import timex_atoms, timex_clock, timex_dates, timex_relative, timex_vague, timex_years
from gesta.resolve.calendar_feasts import HOLIDAYS, UNDATED_HOLIDAYS
from gesta.resolve.numbers import ORDINALS, SMALL, TENS
from gesta.resolve.timex_join import Piece, joined
from gesta.resolve.timex_nodes import Expression, Found
from gesta.resolve.timex_phases import phased
from gesta.resolve.timex_tokens import (
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
    timex_dates.numeric_date,
    timex_dates.day_month,
    timex_dates.month_day,
    timex_dates.month_alone,
    timex_atoms.decade,
    timex_clock.clock,
    timex_years.bare_year,
    timex_atoms.weekday,
    timex_dates.day_alone,
    timex_clock.part_of_day,
    timex_atoms.season,
    timex_atoms.holiday,
    timex_atoms.fiscal,
    timex_relative.deictic,
    timex_relative.turned,
    timex_relative.counted,
    timex_relative.long_unit,
    timex_relative.day_before,
    timex_relative.repeated,
    timex_relative.weekend,
    timex_vague.reference,
    timex_vague.bare_unit,
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
        "following former formerly lately recent recently current nowadays future these at present modern those all "
        "one tmr tmrw tomo tdy chinese tet deepavali hanukah chanukah pesach fiscal financial fy".split()
    )
)
_OPENERS = frozenset("the a an this that these those all '".split())
"""Words that begin time expressions, and many more phrases that are none."""
_TELLING = (
    (_STARTERS - _OPENERS)
    | frozenset(f"{unit}s" for unit in UNITS)
    | frozenset("time times period periods moment moments eve turn century centuries".split())
)
"""What stands near the opener of a time expression, unless a figure does."""
_NEAR = 5
"""Words after the opener in which it stands; none was more than three away in 1,400 articles."""
MAX_TOKENS = 2000
"""A sentence longer than this is read only so far: no report has one, and the work stays bounded."""


def expressions(text: str, start: int, end: int) -> tuple[Expression, ...]:
    """Every time expression of ``text[start:end]`` (a sentence), in order, none overlapping another."""
    words = tokenise(text, start, end)[:MAX_TOKENS]
    return joined(words, _atoms(words))


def _atoms(words: Words) -> list[Piece]:
    """The longest small expression at each token, left to right."""
    found: list[Piece] = []
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
    if word in _OPENERS and not any(
        each.low in _TELLING or each.low[0].isdecimal() for each in words[at + 1 : at + 1 + _NEAR]
    ):
        return None
    if (glued(words, at) and at and words[at - 1].low in ("$", "£", "€", "#", "@", "/")) or _in_decimal(words, at):
        return None
    best = phased(words, at, _longest) or _longest(words, at)
    if best is None or best.end >= len(words) or words[best.end].low not in ("%", "percent"):
        return best
    return None


def _in_decimal(words: Words, at: int) -> bool:
    """True for the 5 of "1.5"."""
    return (
        low(words, at - 1) in (".", ",")
        and glued(words, at - 1)
        and glued(words, at)
        and low(words, at - 2).isdecimal()
    )


def _longest(words: Words, at: int) -> Found | None:
    best: Found | None = None
    for rule in _RULES:
        found = rule(words, at)
        if found is not None and (best is None or (found.end, not found.weak) > (best.end, not best.weak)):
            best = found
    return best
