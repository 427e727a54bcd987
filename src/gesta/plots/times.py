"""Incidents over time, by type; those known less exactly than a bar are told apart from it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Protocol

from gesta.errors import UsageError
from gesta.model.terms import ConceptId
from gesta.model.values import When
from gesta.plots.days import UNITS, Days, Unit, after, bin_of, bins, days, fits

_LONGEST: Mapping[Unit, int] = {"day": 62, "week": 550, "month": 2900}
"""Days for which a unit is taken where none is asked for: about two months by day, 78 weeks, 96 months."""
_MOST_BINS = 1000
"""More bars than that are narrower than a dot of the picture."""
_SHORTEST: Mapping[Unit, int] = {"day": 1, "week": 7, "month": 28, "year": 365}
A_YEAR = 366
_NEARLY_ALL, FAR = 0.95, 3
"""The axis leaves out up to one incident in twenty where that makes it three times as short: one event of 1760 that a
report recalls would press all others into one bar."""


class Timed(Protocol):
    """What a plot of time asks of an incident."""

    @property
    def type(self) -> ConceptId: ...
    @property
    def label(self) -> str: ...
    @property
    def when(self) -> When: ...


@dataclass(frozen=True, slots=True)
class Series:
    """One type with its incidents in each bin. ``type`` None: all the types that have no series of their own."""

    type: ConceptId | None
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """So many incidents that lie somewhere in these days."""

    days: Days
    count: int


@dataclass(frozen=True, slots=True)
class TimeData:
    """What a plot of time shows. ``bins``: the first day of each; ``end``: the day after the last bin.

    ``looser``: incidents known only to a coarser unit, by unit; ``longer``: those whose days no one year holds, or with
    an open bound; ``unknown``: those of which no day is told; ``earlier``, ``later``: the few that lie so far from all
    others that they would leave them no room. All of them are in no series.
    """

    unit: Unit
    bins: tuple[date, ...]
    end: date | None
    series: tuple[Series, ...]
    looser: Mapping[Unit, tuple[Cell, ...]]
    longer: int
    unknown: int
    earlier: int
    later: int

    @property
    def placed(self) -> int:
        """Incidents in the bars."""
        return sum(sum(each.counts) for each in self.series)

    @property
    def total(self) -> int:
        """All incidents."""
        loose = sum(cell.count for row in self.looser.values() for cell in row)
        return self.placed + loose + self.longer + self.unknown + self.earlier + self.later


def count_times(incidents: Iterable[Timed], by: Unit | None, most_types: int) -> TimeData:
    """Where each incident stands in time; ``by`` None takes the unit that the span asks for."""
    told = [(each.type, each.label, each.when, days(each.when)) for each in incidents]
    known = [(type_, label, span) for type_, label, _, span in told if span is not None]
    unknown = sum(when.start is None and when.end is None for _, _, when, _ in told)
    whole = _span([span for _, _, span in known])
    unit = by or unit_of(whole)
    first_days = _bins(whole, unit)
    end = after(first_days[-1], unit) if first_days else None
    earlier = [each for each in known if first_days and each[2].last < first_days[0]]
    later = [each for each in known if end and each[2].first >= end]
    inside = [each for each in known if end is None or (each[2].last >= first_days[0] and each[2].first < end)]
    exact = [each for each in inside if fits(each[2], unit)]
    looser = _looser([span for *_, span in inside], unit)
    loose = sum(len(spans) for spans in looser.values())
    return TimeData(
        unit,
        first_days,
        end,
        _series(exact, first_days, unit, most_types),
        {coarse: _cells(spans, coarse) for coarse, spans in looser.items()},
        len(told) - unknown - len(earlier) - len(later) - len(exact) - loose,
        unknown,
        len(earlier),
        len(later),
    )


def _span(told: Sequence[Days]) -> Days | None:
    """The days that the bars cover: those of all incidents, or of nearly all where the rest is far away."""
    near = sorted(each for each in told if each.length <= A_YEAR)
    if not near:
        return None
    whole = Days(near[0].first, max(each.last for each in near))
    dense = min(_runs(near, most_near(len(near))), key=lambda run: (run.length, run.first))
    return dense if dense.length * FAR < whole.length else whole


def _runs(near: Sequence[Days], most: int) -> Iterator[Days]:
    """The days that each run of so many neighbours covers; in one pass, with the ends that may still be the latest."""
    ends: deque[tuple[int, date]] = deque()
    for place, each in enumerate(near):
        while ends and ends[-1][1] <= each.last:
            ends.pop()
        ends.append((place, each.last))
        start = place - most + 1
        if start >= 0:
            while ends[0][0] < start:
                ends.popleft()
            yield Days(near[start].first, ends[0][1])


def most_near(count: int) -> int:
    """How many of so many incidents the axis must have room for."""
    return ceil(count * _NEARLY_ALL)


def unit_of(span: Days | None) -> Unit:
    """The unit that bars over these days take."""
    length = span.length if span else 0
    return next((unit for unit in UNITS if length <= _LONGEST.get(unit, length)), "year")


def _bins(span: Days | None, unit: Unit) -> tuple[date, ...]:
    if span is None:
        return ()
    if span.length // _SHORTEST[unit] > _MOST_BINS:
        raise UsageError(
            f"from {span.first} to {span.last} are more than {_MOST_BINS} {unit}s; count by a longer unit, or ask for "
            "less with --since and --until"
        )
    return tuple(bins(span, unit))


def _looser(told: Sequence[Days], unit: Unit) -> dict[Unit, list[Days]]:
    """The days that the unit does not hold, by the finest one that does."""
    coarser = UNITS[UNITS.index(unit) + 1 :]
    found: dict[Unit, list[Days]] = {}
    for each in told:
        rung = None if fits(each, unit) else next((coarse for coarse in coarser if fits(each, coarse)), None)
        if rung is not None:
            found.setdefault(rung, []).append(each)
    return {coarse: found[coarse] for coarse in coarser if coarse in found}


def _cells(spans: Sequence[Days], unit: Unit) -> tuple[Cell, ...]:
    counts = Counter(bin_of(each.first, unit) for each in spans)
    return tuple(Cell(Days(first, after(first, unit) - timedelta(days=1)), counts[first]) for first in sorted(counts))


def _series(
    exact: Sequence[tuple[ConceptId, str, Days]], first_days: Sequence[date], unit: Unit, most: int
) -> tuple[Series, ...]:
    """The types with most incidents, the most frequent first, then all others together."""
    labels = {type_: label for type_, label, _ in sorted(exact, key=lambda each: each[:2], reverse=True)}
    frequent = Counter(type_ for type_, *_ in exact)
    ordered = sorted(frequent, key=lambda type_: (-frequent[type_], type_))
    named = ordered if len(ordered) <= most + 1 else ordered[:most]
    counts = Counter((type_ if type_ in named else None, bin_of(span.first, unit)) for type_, _, span in exact)
    series = [Series(type_, labels[type_], tuple(counts[type_, day] for day in first_days)) for type_ in named]
    if len(named) < len(ordered):
        others = f"{len(ordered) - len(named)} other types"
        series.append(Series(None, others, tuple(counts[None, day] for day in first_days)))
    return tuple(series)
