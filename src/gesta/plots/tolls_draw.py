"""The plot of tolls: a line for each incident from low to high, its best figure, arrows where a bound is open."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from gesta.model.plain import counted, harmless
from gesta.plots.sheet import COLOURS, FAINT, INK, LEFT, Caption, plain, sheet, whole_ticks
from gesta.plots.tolls import TollData, TollRow, axis_top

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _ROW, _AXIS, _LEGEND = 10.0, 0.235, 0.3, 0.32
_DAY, _NAMES, _FIGURES = 1.3, 4.25, 1.35
"""Inches from the left to the end of the day and of the name; width of the figures at the right."""
_LABEL, _PLACE = 27, 22
"""Characters of an incident's type and of its place."""
_WIDE = 120
"""A largest figure above this is drawn on a scale that gives small numbers room: linear to 10, then logarithmic."""
_LINEAR = 10
_RANGE, _ZERO = COLOURS[0], COLOURS[5]


def toll_title(data: TollData, asked: str) -> str:
    """ "People killed: bombing, in Iraq"."""
    who = "Participants" if data.field == "participants" else f"People {data.field}"
    return f"{who}: {asked}"


def draw_tolls(data: TollData, caption: Caption) -> Figure:
    """The figure of the data; call it inside ``drawing``."""
    title, body = toll_title(data, caption.asked), max(len(data.rows), 2) * _ROW
    page = sheet(title, _notes(data), caption, _WIDTH, body + _AXIS + _LEGEND + 0.1)
    if not data.rows:
        axes = page.axes(LEFT, 0.1, LEFT, 0.1)
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Not told of any incident.", ha="center", va="center", color=FAINT, size=12,
                  transform=axes.transAxes)  # fmt: skip
        return page.figure
    axes = page.axes(_NAMES, _AXIS, _FIGURES, _LEGEND + 0.1)
    _scale(axes, data)
    for place, row in enumerate(data.rows):
        _draw_row(axes, place, row)
        y = page.figure.get_figheight() - page.top - _LEGEND - 0.1 - (place + 0.5) * _ROW
        page.words(LEFT, y, row.day, size=8, color=FAINT, va="center_baseline")
        page.words(LEFT + _DAY, y, _name(row), size=8, va="center_baseline")
        words = shorten(harmless(row.words), 22, placeholder="…")
        page.words(_WIDTH - _FIGURES + 0.14, y, words, size=8, va="center_baseline")
    _draw_legend(axes)
    return page.figure


def _name(row: TollRow) -> str:
    parts = (
        shorten(harmless(row.label), _LABEL, placeholder="…"),
        shorten(harmless(row.place), _PLACE, placeholder="…"),
    )
    return ", ".join(part for part in parts if part)


def _notes(data: TollData) -> list[str]:
    shown = f", the {len(data.rows)} largest shown" if data.left_out else ""
    words = " “?”: told in words that give no number." if any(row.state == "words" for row in data.rows) else ""
    return [
        f"Told of {counted(data.told, 'incident')}{shown}; of {data.zeros} it is told that there were none. Not told, "
        f"and not shown: {data.not_told}. Best figures of all in sum: {data.sum_best:,}, by the policy "
        f"“{data.policy}”.{words}"
    ]


def _scale(axes: Axes, data: TollData) -> None:
    top = axis_top(data.rows)
    if top > _WIDE:
        axes.set_xscale("symlog", linthresh=_LINEAR, linscale=1)
        ticks = [0, 5, *(factor * 10**power for power in range(1, 9) for factor in (1, 3) if factor * 10**power <= top)]
        axes.set_xlim(0, top * 1.6)
    else:
        ticks = whole_ticks(top)
        axes.set_xlim(0, max(ticks[-1], top * 1.06))
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks], size=8)
    axes.set_xticks([], minor=True)
    axes.set_yticks([])
    axes.set_ylim(max(len(data.rows), 2) - 0.5, -0.5)
    axes.grid(axis="x", color="#E5E7EB", linewidth=0.8)
    plain(axes)


def _draw_row(axes: Axes, place: int, row: TollRow) -> None:
    if row.state == "zero":
        axes.plot(
            0, place, "D", markersize=5.5, markerfacecolor="white", markeredgecolor=_ZERO, clip_on=False, zorder=4
        )
        return
    if row.state == "words":
        axes.text(0.008, place, "?", size=9, weight="bold", color=FAINT, va="center_baseline", ha="left",
                  transform=axes.get_yaxis_transform())  # fmt: skip
        return
    end = axes.get_xlim()[1]
    low, high = (0 if row.low is None else row.low), (end if row.high is None else row.high)
    axes.plot([low, high], [place, place], color=_RANGE, linewidth=1.6, alpha=0.75, zorder=2, solid_capstyle="butt",
              linestyle="-" if None not in (row.low, row.high) else (0, (3, 1.5)))  # fmt: skip
    for x, known, arrow in ((low, row.low, "<"), (high, row.high, ">")):
        if known is None:
            axes.plot(x, place, arrow, markersize=5.5, color=_RANGE, clip_on=False, zorder=3)
        elif row.low != row.high:
            axes.plot(x, place, "|", markersize=7, markeredgewidth=1.6, color=_RANGE, zorder=3)
    if row.best is not None:
        axes.plot(row.best, place, "o", markersize=5.5, color=_RANGE, markeredgecolor="white", markeredgewidth=0.6,
                  clip_on=False, zorder=5)  # fmt: skip


def _draw_legend(axes: Axes) -> None:
    from matplotlib.lines import Line2D

    def mark(label: str, marker: str, face: str = _RANGE, edge: str = _RANGE) -> Line2D:
        return Line2D([], [], linestyle="none", marker=marker, markersize=5.5, markerfacecolor=face,
                      markeredgecolor=edge, label=label)  # fmt: skip

    handles = [
        mark("best", "o"),
        Line2D([], [], color=_RANGE, linewidth=1.6, marker="|", markersize=7, label="low to high"),
        mark("no upper bound told", ">"),
        mark("told: none", "D", "white", _ZERO),
    ]
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False, fontsize=8,
        labelcolor=INK, handletextpad=0.4, columnspacing=1.2, borderpad=0.2,
    )  # fmt: skip
