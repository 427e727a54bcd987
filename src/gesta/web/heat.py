"""Reports by time and outlet as a table whose cells have both a number and a shade, and the days without any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from gesta.plots.days import MONTHS, Days, Unit, bin_of, bins, short_day
from gesta.store.coverage import DayCount

MOST_ROWS, MOST_COLUMNS, MOST_GAPS = 120, 10, 20
_SHADES = 4
_LONGEST: tuple[tuple[Unit, int], ...] = (("day", 62), ("week", 550), ("month", 2900))
"""Days of a span for which the unit is taken, as the plots do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """So many reports; ``shade`` from 0 (none) to 4 (as many as anywhere in the table)."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Line:
    """One day, week, month or year: a cell for each outlet shown, all others together, and the total."""

    label: str
    cells: tuple[Cell, ...]
    others: int
    total: int


@dataclass(frozen=True, slots=True)
class Heat:
    """The table. ``earlier``: reports before its first line; ``undated``: with no date that is a day of the calendar;
    ``gaps``: the longest runs of days without any report, of ``gap_days`` such days in ``span``."""

    unit: Unit
    outlets: tuple[str, ...]
    lines: tuple[Line, ...]
    earlier: int
    undated: int
    span: Days | None
    gaps: tuple[Days, ...]
    gap_days: int
    gap_runs: int


def heat(counts: Sequence[DayCount], unit: Unit | None = None) -> Heat:
    """The newest lines first; ``unit`` None takes that which the span asks for."""
    dated = [(day, each.outlet, each.reports) for each in counts if (day := _day(each.day)) is not None]
    undated = sum(each.reports for each in counts) - sum(number for *_, number in dated)
    if not dated:
        return Heat(unit or "day", (), (), 0, undated, None, (), 0, 0)
    span = Days(min(day for day, *_ in dated), max(day for day, *_ in dated))
    usual: Unit = next((name for name, most in _LONGEST if span.length <= most), "year")
    taken = unit or usual
    by_outlet: Counter[str] = Counter()
    cells: Counter[tuple[date, str]] = Counter()
    for day, outlet, number in dated:
        by_outlet[outlet] += number
        cells[bin_of(day, taken), outlet] += number
    shown = tuple(name for name, _ in sorted(by_outlet.items(), key=lambda each: (-each[1], each[0]))[:MOST_COLUMNS])
    totals: Counter[date] = Counter()
    for (first, _), number in cells.items():
        totals[first] += number
    firsts = list(bins(span, taken))[-MOST_ROWS:][::-1]
    most = max((cells[first, outlet] for first in firsts for outlet in shown), default=0)
    lines = tuple(_line(first, taken, [cells[first, outlet] for outlet in shown], totals[first], most)
                  for first in firsts)  # fmt: skip
    earlier = sum(totals.values()) - sum(line.total for line in lines)
    gaps = list(_gaps(sorted({day for day, *_ in dated})))
    longest = sorted(gaps, key=lambda run: (-run.length, run.first))[:MOST_GAPS]
    return Heat(taken, shown, lines, earlier, undated, span, tuple(longest), sum(run.length for run in gaps), len(gaps))


def _line(first: date, unit: Unit, counts: list[int], total: int, most: int) -> Line:
    cells = tuple(Cell(count, -(-_SHADES * count // most) if count else 0) for count in counts)
    return Line(_label(first, unit), cells, total - sum(counts), total)


def _label(first: date, unit: Unit) -> str:
    if unit == "year":
        return str(first.year)
    if unit == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{'week of ' if unit == 'week' else ''}{short_day(first)}"


def _gaps(days: Sequence[date]) -> Iterable[Days]:
    for before, after in pairwise(days):
        if (after - before).days > 1:
            yield Days(before + timedelta(days=1), after - timedelta(days=1))


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given[:10]) if given else None
    except ValueError:
        return None
