"""Incidents over time, by group of types: bars of one unit, and beside them what is known less exactly than a bar.

The same rules as those of ``gesta plot time``, over the columns of an atlas.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesta.api.atlas import NO_DAY, Atlas, Mask
from gesta.api.groups import GROUPS
from gesta.plots.days import UNITS, Days, Unit, after
from gesta.plots.times import A_YEAR, FAR, most_near, unit_of

MOST_BARS = 120
"""Of a longer span, which only years can be, the stretch with most incidents is shown."""
_EPOCH = date(1970, 1, 1).toordinal()
_Whole = NDArray[np.int64]


class BarGroup(msgspec.Struct, frozen=True):
    """A group of types that has incidents in a bar."""

    key: str
    label: str


class Bar(msgspec.Struct, frozen=True):
    """The days from ``start`` to ``end``, both inclusive; ``counts``: of each group, in their order."""

    start: str
    end: str
    counts: tuple[int, ...]


class VagueSpan(msgspec.Struct, frozen=True):
    """So many incidents that lie somewhere in these days; ``precision``: the unit that holds each of them."""

    start: str
    end: str
    precision: Unit
    count: int


class Timeline(msgspec.Struct, frozen=True):
    """Each of ``total`` incidents once: in a bar, in a vague span, or in one of the four numbers.

    ``longer``: those whose days no one year holds, or with an open bound; ``undated``: of which no day is told;
    ``earlier``, ``later``: the few that lie so far from all others that they would leave them no room.
    """

    unit: Unit
    groups: tuple[BarGroup, ...]
    bars: tuple[Bar, ...]
    vague: tuple[VagueSpan, ...]
    longer: int
    undated: int
    earlier: int
    later: int
    total: int


class _Span(NamedTuple):
    """Numbers of the first and the last bar."""

    first: int
    last: int


def count_timeline(atlas: Atlas, selected: Mask, by: Unit | None = None) -> Timeline:
    """Where each of the rows selected stands in time; ``by`` None takes the unit that the span asks for."""
    rows = atlas.by_day[selected[atlas.by_day]]
    total = len(rows)
    undated = int((atlas.begins[rows] == "").sum())
    rows = rows[atlas.first[rows] != NO_DAY]
    first, last = (column[rows].astype(np.int64) for column in (atlas.first, atlas.last))
    span = _days(first, last)
    unit = by or unit_of(span)
    begins, ends = _numbers(first, unit), _numbers(last, unit)
    shown = _shown(span, unit, begins[begins == ends])
    is_earlier, is_later = (ends < shown.first, begins > shown.last) if shown else (begins < begins, begins < begins)
    is_inside = ~(is_earlier | is_later)
    exact = is_inside & (begins == ends)
    groups, bars = _bars(begins[exact], atlas.group[rows[exact]], shown, unit)
    vague = _vague(first[is_inside & ~exact], last[is_inside & ~exact], unit)
    earlier, later = int(is_earlier.sum()), int(is_later.sum())
    told = int(exact.sum()) + sum(each.count for each in vague) + earlier + later
    return Timeline(unit, groups, bars, vague, total - told - undated, undated, earlier, later, total)


def _days(first: _Whole, last: _Whole) -> Days | None:
    """The days that the bars cover: those of all incidents, or of nearly all where the rest is far away.

    They come in the order of their first days, then their last.
    """
    is_short = last - first < A_YEAR
    first, last = first[is_short], last[is_short]
    if not len(first):
        return None
    whole = Days(date.fromordinal(int(first[0])), date.fromordinal(int(last.max())))
    most = most_near(len(first))
    # the greatest last day of every run of so many, from what the runs have in common and what they have not
    left_out = len(first) - most
    core = last[left_out:most].max(initial=0)
    heads = np.append(np.maximum.accumulate(last[:left_out][::-1])[::-1], 0)
    tails = np.insert(np.maximum.accumulate(last[most:]), 0, 0)
    ends = np.maximum(np.maximum(heads, tails), core)
    starts = first[: left_out + 1]
    run = int(np.argmin(ends - starts))
    dense = Days(date.fromordinal(int(starts[run])), date.fromordinal(int(ends[run])))
    return dense if dense.length * FAR < whole.length else whole


def _numbers(days: _Whole, unit: Unit) -> _Whole:
    """The number of the unit that each day is in; one more for the next."""
    if unit == "day":
        return days
    if unit == "week":
        return (days - 1) // 7
    return (days - _EPOCH).astype("datetime64[D]").astype(f"datetime64[{unit[0].upper()}]").astype(np.int64)


def _number(day: date, unit: Unit) -> int:
    return int(_numbers(np.array([day.toordinal()]), unit)[0])


def _shown(span: Days | None, unit: Unit, exact: _Whole) -> _Span | None:
    """The bars that are shown."""
    if span is None:
        return None
    first, last = _number(span.first, unit), _number(span.last, unit)
    if last - first < MOST_BARS:
        return _Span(first, last)
    inside = np.sort(exact[(exact >= first) & (exact <= last)])
    if not len(inside):
        return _Span(first, first + MOST_BARS - 1)
    counts = np.searchsorted(inside, inside + MOST_BARS) - np.arange(len(inside))
    first = min(int(inside[np.argmax(counts)]), last - MOST_BARS + 1)
    return _Span(first, first + MOST_BARS - 1)


def _bars(
    numbers: _Whole, groups: NDArray[np.uint8], shown: _Span | None, unit: Unit
) -> tuple[tuple[BarGroup, ...], tuple[Bar, ...]]:
    if shown is None:
        return (), ()
    size = shown.last - shown.first + 1
    places = (numbers - shown.first) * len(GROUPS) + groups
    table = np.bincount(places, minlength=size * len(GROUPS)).reshape(size, len(GROUPS))
    there = np.flatnonzero(table.any(axis=0)).tolist()
    told = tuple(BarGroup(GROUPS[place].key, GROUPS[place].label) for place in there)
    bars = []
    begin = _first_day(shown.first, unit)
    for counts in table[:, there].tolist():
        following = after(begin, unit)
        bars.append(Bar(begin.isoformat(), (following - timedelta(days=1)).isoformat(), tuple(counts)))
        begin = following
    return told, tuple(bars)


def _first_day(number: int, unit: Unit) -> date:
    if unit == "day":
        return date.fromordinal(number)
    if unit == "week":
        return date.fromordinal(number * 7 + 1)
    return date(1970 + number, 1, 1) if unit == "year" else date(1970 + number // 12, number % 12 + 1, 1)


def _vague(first: _Whole, last: _Whole, unit: Unit) -> tuple[VagueSpan, ...]:
    """The days that the unit does not hold, by the finest one that does."""
    found: list[VagueSpan] = []
    for coarse in UNITS[UNITS.index(unit) + 1 :]:
        begins = _numbers(first, coarse)
        holds = begins == _numbers(last, coarse)
        for number, count in zip(*np.unique(begins[holds], return_counts=True), strict=True):
            begin = _first_day(int(number), coarse)
            end = after(begin, coarse) - timedelta(days=1)
            found.append(VagueSpan(begin.isoformat(), end.isoformat(), coarse, int(count)))
        first, last = first[~holds], last[~holds]
    return tuple(found)
