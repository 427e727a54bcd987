"""Small bars for a page: one for each month or other unit, drawn as SVG with nothing inline but numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gesta.model.plain import counted
from gesta.plots.days import MONTHS

_HEIGHT = 40
_LEAST = 2
"""Units of the drawing: its height, and that of the smallest bar, so that one is seen beside a thousand."""
MOST = 240
"""Bars of a drawing: twenty years of months."""
_LEAST_BARS = 12
"""Bars that a drawing has room for, so that one alone does not fill it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place and height in the drawing, what it stands for and how many."""

    x: int
    y: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing ``width`` by ``height`` units; ``words`` tell it to who does not see it."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    words: str


def monthly(counts: Mapping[str, int], noun: str, span: tuple[str, str] | None = None) -> Bars:
    """Bars by month; ``counts``: by "YYYY-MM", months without any left out; ``span``: the first and last month drawn,
    else those of the counts. Of more than twenty years, the newest are drawn."""
    known = {month: counts[month] for month in sorted(counts) if is_month(month)}
    months = _months(*(span or (min(known), max(known))))[-MOST:] if known else ()
    return bars([(month_words(month), known.get(month, 0)) for month in months], noun)


def bars(counts: Sequence[tuple[str, int]], noun: str) -> Bars:
    """One bar for each label with its count."""
    most = max((count for _, count in counts), default=0)
    drawn = tuple(_bar(place, label, count, most) for place, (label, count) in enumerate(counts) if count)
    total = sum(count for _, count in counts)
    if not drawn:
        return Bars((), 1, _HEIGHT, f"no {noun}")
    top = max(drawn, key=lambda bar: bar.count)
    words = f"{counted(total, noun)}, {counts[0][0]} to {counts[-1][0]}; most in {top.label}: {top.count}"
    return Bars(drawn, max(len(counts), _LEAST_BARS), _HEIGHT, words)


def _bar(place: int, label: str, count: int, most: int) -> Bar:
    height = round(max(_LEAST, _HEIGHT * count / most), 1)
    return Bar(place, round(_HEIGHT - height, 1), height, label, count)


def month_words(month: str) -> str:
    """ "Mar 2023"."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def is_month(month: str) -> bool:
    """True for "YYYY-MM"."""
    return len(month) == 7 and month[:4].isdecimal() and month[5:].isdecimal() and 1 <= int(month[5:]) <= 12


def _months(first: str, last: str) -> list[str]:
    one, other = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(one, other + 1)]
