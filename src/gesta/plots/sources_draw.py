"""The plot of sources: incidents by their independent sources, and each outlet's own reports and copies."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from gesta.model.plain import counted, harmless
from gesta.plots.sheet import COLOURS, FAINT, LEFT, OTHER, Caption, plain, sheet, whole_ticks
from gesta.plots.sources import SourceData

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _ROW, _LEAST = 10.0, 0.25, 2.4
_LEFT_PART, _OUTLETS = 3.6, 6.35
"""Inches from the left at which the first part ends and the bars of the second begin."""
_MOST_SOURCES = 6
"""So many sources and more are one bar."""
_LONGEST = 32


def source_title(asked: str) -> str:
    """ "What the incidents stand on: bombing, in Iraq"."""
    return f"What the incidents stand on: {asked}"


def draw_sources(data: SourceData, caption: Caption) -> Figure:
    """The figure of the data; call it inside ``drawing``."""
    body = max(len(data.outlets) * _ROW, _LEAST)
    page = sheet(source_title(caption.asked), _notes(data), caption, _WIDTH, body + 1.1)
    incidents = page.axes(LEFT + 0.45, 0.55 + body - _LEAST, _WIDTH - _LEFT_PART, 0.42)
    _draw_incidents(incidents, data)
    outlets = page.axes(_OUTLETS, 0.55 + body - max(len(data.outlets), 1) * _ROW, LEFT + 0.3, 0.42)
    _draw_outlets(outlets, data)
    return page.figure


def _notes(data: SourceData) -> list[str]:
    rest = (
        f" Not shown: {data.left_out_reports} reports of {counted(data.left_out, 'further outlet')}."
        if data.left_out
        else ""
    )
    copies = f"{data.copies} of them {'is a copy' if data.copies == 1 else 'are copies'} of another report"
    return [
        f"{counted(data.incidents, 'incident')} in {counted(data.reports, 'report')}, {copies}. Sources are "
        f"independent when neither copies the other; copies of one text count once.{rest}"
    ]


def _draw_incidents(axes: Axes, data: SourceData) -> None:
    told = {number: count for number, count in data.by_sources if number < _MOST_SOURCES}
    more = sum(count for number, count in data.by_sources if number >= _MOST_SOURCES)
    numbers = list(range(min([*told, 1]), max([*told, 2]) + 1))
    bars = [(str(number), told.get(number, 0)) for number in numbers]
    if more:
        bars.append((f"{_MOST_SOURCES}+", more))
    places = range(len(bars))
    axes.bar(places, [count for _, count in bars], 0.72, color=COLOURS[0])
    for place, (_, count) in zip(places, bars, strict=True):
        axes.text(place, count, f"{count:,}" if count else "", ha="center", va="bottom", size=8)
    ticks = whole_ticks(max(count for _, count in bars))
    axes.set_xlim(-0.6, max(len(bars), 3) - 0.4)
    axes.set_ylim(0, ticks[-1])
    axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks], size=8)
    axes.set_xticks(list(places), [name for name, _ in bars])
    axes.set_xlabel("independent sources")
    axes.set_title("Incidents", loc="left", size=9.5, pad=12)
    axes.grid(axis="y", color="#E5E7EB", linewidth=0.8)
    plain(axes)


def _draw_outlets(axes: Axes, data: SourceData) -> None:
    axes.set_title("Reports by outlet", loc="left", x=-0.7, size=9.5, pad=12)
    plain(axes)
    axes.set_ylim(max(len(data.outlets), 1) - 0.5, -0.5)
    names = ["outlet not known" if each.name is None else shorten(harmless(each.name), _LONGEST, placeholder="…")
             for each in data.outlets]  # fmt: skip
    axes.set_yticks(range(len(names)), names, size=8)
    ticks = whole_ticks(max((each.reports for each in data.outlets), default=1))
    axes.set_xlim(0, ticks[-1])
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks], size=8)
    if not data.outlets:
        return
    own = [each.own for each in data.outlets]
    _bars(axes, own, [0] * len(own), COLOURS[0], "own text", None)
    _bars(axes, [each.copies for each in data.outlets], own, OTHER, "copy of another report", "////")
    for place, each in enumerate(data.outlets):
        axes.text(each.reports, place, f" {each.reports:,}", va="center_baseline", size=8, color=FAINT)
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 1.0), ncols=2, frameon=False, fontsize=8, handlelength=1.0,
                handleheight=1.0, borderpad=0.1, columnspacing=1.2)  # fmt: skip


def _bars(axes: Axes, widths: Sequence[int], lefts: Sequence[int], colour: str, label: str, hatch: str | None) -> None:
    axes.barh(range(len(widths)), widths, 0.72, lefts, color=colour, label=label, hatch=hatch, edgecolor="white",
              linewidth=0.5)  # fmt: skip
