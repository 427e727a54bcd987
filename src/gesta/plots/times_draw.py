"""The plot of time: bars by type, and below them a row for each coarser unit and for what no bar can hold."""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING

from gesta.model.plain import counted, harmless
from gesta.plots.days import MONTHS, Days, Unit, after, short_day
from gesta.plots.sheet import COLOURS, FAINT, INK, OTHER, Caption, Sheet, plain, sheet, whole_ticks
from gesta.plots.times import TimeData

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _BARS, _ROW, _AXIS = 10.0, 3.1, 0.26, 0.55
"""Inches: the sheet, the bars' height, one row's height, the labels of the axis."""
_MARGIN, _LEGEND = 1.75, 2.75
_LONGEST = 30
"""Characters of a type's name."""
_MOST_TICKS = 9
_ROWS = {"week": "known to the week", "month": "known to the month", "year": "known to the year"}
_LOOSE = "#D9DEE5"


def time_title(data: TimeData, asked: str) -> str:
    """ "Incidents by week: bombing, in Iraq"."""
    return f"Incidents by {data.unit}: {asked}"


def draw_times(data: TimeData, caption: Caption) -> Figure:
    """The figure of the data; call it inside ``drawing``."""
    rows = _rows(data)
    lower = len(rows) * _ROW
    page = sheet(time_title(data, caption.asked), _notes(data), caption, _WIDTH, _AXIS + lower + _BARS + 0.3)
    if not data.bins or data.end is None:
        return _empty(page, data)
    span = (data.bins[0].toordinal(), data.end.toordinal())
    bars = page.axes(_MARGIN, _AXIS + lower + 0.12, _LEGEND, 0.18)
    _draw_bars(bars, data)
    _draw_outside(bars, data)
    ladder = page.axes(_MARGIN, _AXIS, _LEGEND, _BARS + 0.3)
    _draw_rows(ladder, rows, span)
    for axes in (bars, ladder):
        axes.set_xlim(*span)
    _tick(ladder, data)
    return page.figure


def _notes(data: TimeData) -> list[str]:
    """In words what the bars hold and what they leave out."""
    loose = data.total - data.placed - data.earlier - data.later
    if not data.bins:
        return [f"{counted(data.total, 'incident')}."]
    return [
        f"{counted(data.total, 'incident')}: {data.placed} in the bars"
        + (f", {data.earlier + data.later} outside the days shown" if data.earlier + data.later else "")
        + (f", {loose} in the rows below the bars, where a number stands across the days in which so many incidents "
           "lie, known no closer than that" if loose else "") + "."
    ]  # fmt: skip


def _rows(data: TimeData) -> list[tuple[str, list[tuple[Days | None, int]]]]:
    """Each row's name and its cells; a cell with no days is as wide as the plot."""
    rows: list[tuple[str, list[tuple[Days | None, int]]]] = [
        (_ROWS[unit], [(cell.days, cell.count) for cell in cells]) for unit, cells in data.looser.items()
    ]
    if data.longer:
        rows.append(("longer, or open", [(None, data.longer)]))
    if data.unknown:
        rows.append(("no day told", [(None, data.unknown)]))
    return rows


def _empty(page: Sheet, data: TimeData) -> Figure:
    axes = page.axes(0.3, _AXIS, 0.3, 0.1)
    axes.set_axis_off()
    told = f"No day is told of any of {counted(data.total, 'incident')}." if data.total else "No incident."
    axes.text(0.5, 0.5, told, ha="center", va="center", color=FAINT, size=12, transform=axes.transAxes)
    return page.figure


def _draw_bars(axes: Axes, data: TimeData) -> None:
    lefts = [first.toordinal() for first in data.bins]
    widths = [after(first, data.unit).toordinal() - first.toordinal() for first in data.bins]
    gap = 0.08 if len(lefts) < 120 else 0.0
    floor = [0] * len(lefts)
    handles = []
    for place, series in enumerate(data.series):
        colour = OTHER if series.type is None else COLOURS[place % len(COLOURS)]
        label = f"{shorten(harmless(series.label), _LONGEST, placeholder='…')} ({sum(series.counts)})"
        there = [place for place, count in enumerate(series.counts) if count]
        handles.append(
            axes.bar(
                [lefts[each] + widths[each] * gap / 2 for each in there], [series.counts[each] for each in there],
                [widths[each] * (1 - gap) for each in there], [floor[each] for each in there], align="edge",
                color=colour, edgecolor="white", linewidth=0.5 if gap else 0.0, label=label,
            )
        )  # fmt: skip
        floor = [low + count for low, count in zip(floor, series.counts, strict=True)]
    ticks = whole_ticks(max(floor, default=0))
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.set_ylim(0, ticks[-1])
    axes.grid(axis="y", color="#E5E7EB", linewidth=0.8)
    axes.set_xticks([])
    plain(axes)
    if handles:
        axes.legend(
            handles=handles[::-1], loc="upper left", bbox_to_anchor=(1.02, 1.02), frameon=False, fontsize=8.5,
            handlelength=1.0, handleheight=1.0, borderaxespad=0,
        )  # fmt: skip


def _draw_rows(axes: Axes, rows: list[tuple[str, list[tuple[Days | None, int]]]], span: tuple[int, int]) -> None:
    for place, (_, cells) in enumerate(rows):
        for told, count in cells:
            first, last = (told.first.toordinal(), told.last.toordinal() + 1) if told else span
            first, last = max(first, span[0]), min(last, span[1])
            axes.barh(
                place, last - first, 0.78, first, color=_LOOSE if told else "white",
                edgecolor="white" if told else _LOOSE,
                hatch=None if told else "////", linewidth=0.8,
            )  # fmt: skip
            axes.text(
                (first + last) / 2, place, str(count), ha="center", va="center", size=8, color=INK, clip_on=True,
                bbox=None if told else {"facecolor": "white", "edgecolor": "none", "pad": 1.0},
            )  # fmt: skip
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows], size=8)
    plain(axes)


def _draw_outside(axes: Axes, data: TimeData) -> None:
    """How many lie before and after the days of the axis, at its ends."""
    for x, words, side in ((0.0, f"◂ {data.earlier} before", "left"), (1.0, f"{data.later} after ▸", "right")):
        if (data.earlier, data.later)[int(x)]:
            axes.text(x, 1.005, words, transform=axes.transAxes, ha=side, va="bottom", size=8, color=FAINT)


def _tick(axes: Axes, data: TimeData) -> None:
    step = -(-len(data.bins) // _MOST_TICKS)
    shown = data.bins[::step]
    middles = [(first.toordinal() + after(first, data.unit).toordinal()) / 2 for first in shown]
    axes.set_xticks(middles, [_tick_words(first, data.unit) for first in shown], size=8)


def _tick_words(first: date, unit: Unit) -> str:
    if unit == "year":
        return str(first.year)
    if unit == "month":
        return f"{MONTHS[first.month - 1]}\n{first.year}"
    start, _, year = short_day(first).rpartition(" ")
    return f"{start}\n{year}"
