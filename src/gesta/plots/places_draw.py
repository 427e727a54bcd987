"""The map: land and borders, a disc for each named place, circles for areas, hollow rings for provinces and countries.

Plate carrée, true to scale at the middle of the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sqrt
from textwrap import shorten
from typing import TYPE_CHECKING

from gesta.knowledge.countries import country
from gesta.model.plain import counted, harmless
from gesta.plots.land import Outline, middle, outlines
from gesta.plots.places import MapData, Spot, reach, turned
from gesta.plots.sheet import COLOURS, FAINT, INK, LEFT, Caption, plain, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 10.0
_DOTS = 80.0
"""Dots an inch that the outlines are drawn for: what is finer is left out."""
_LAND, _SEA, _BORDER, _NATION = "#F1EEE6", "#E3EBF2", "#B9B3A6", "#8C867A"
_NAMED = 0.03
"""Share of the map from which on a country bears its name."""
_PLACE, _AREA, _UNIT = COLOURS[0], COLOURS[5], COLOURS[5]
_LEAST, _MOST = 3.4, 20.0
"""Points: the radius of one incident's disc, and of the largest."""
MOST_SPOTS = 400
"""Places that are drawn one by one, each with its size, its number and its circle."""
_CELLS = 300
"""Dots of all other places across the map: of several in one cell, one is drawn."""
_MOST_NAMES = 14
_MOST_TRIED = 100
"""Places for whose names room is looked for, those with most incidents."""
_LONGEST = 26
_LEGEND = 0.42
_BLEED = 0.01
"""Share of the width by which land is cut outside of what is seen, so that a cut is no coast or border."""
_Box = tuple[float, float, float, float]
"""West, south, east and north edge, in dots."""


def map_title(asked: str) -> str:
    """ "Where incidents were: bombing, in Iraq"."""
    return f"Where incidents were: {asked}"


def draw_map(data: MapData, caption: Caption) -> Figure:
    """The figure of the data; call it inside ``drawing``."""
    window = data.window
    narrow = max(cos(radians((window.south + window.north) / 2)), 0.2)
    wide = _WIDTH - 2 * LEFT
    tall = wide * window.height / (window.width * narrow)
    page = sheet(map_title(caption.asked), _notes(data), caption, _WIDTH, tall + _LEGEND + 0.1)
    axes = page.axes(LEFT, _LEGEND, LEFT, 0.1)
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    axes.set_aspect(1 / narrow)
    axes.set_facecolor(_SEA)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_edgecolor(_BORDER)
    shown = {spot.country for spot in data.spots if spot.sureness == "unit" and spot.is_country}
    for outline in outlines(window.widened(_BLEED), window.width / (wide * _DOTS)):
        _draw_country(axes, outline, outline.code in shown)
        _name_country(axes, outline, window.width * window.height)
    _draw_spots(page.figure, axes, data)
    _draw_legend(page.axes(LEFT, 0.02, LEFT, tall + 0.16), data)
    return page.figure


def _notes(data: MapData) -> list[str]:
    shown = sum(spot.count for spot in data.spots)
    left_out = f"; {data.nowhere} more with no known place are not on the map" if data.nowhere else ""
    small = f" The {MOST_SPOTS} places with most are drawn to size, all others as dots." if _others(data) else ""
    return [
        f"{counted(shown, 'incident')} at {counted(len(data.spots), 'place')}{left_out}.{small} Land and borders: "
        "Natural Earth, 1:50 million, as controlled on the ground; no statement on any claim."
    ]


def _draw_country(axes: Axes, outline: Outline, is_told: bool) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    # A closed path ends in a point that is not drawn.
    whole = Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in outline.rings))
    axes.add_artist(PathPatch(whole, facecolor=_LAND, edgecolor=_BORDER, linewidth=0.5, zorder=1))
    if is_told:
        axes.add_artist(PathPatch(whole, fill=False, edgecolor=_UNIT, linewidth=1.0, linestyle=(0, (4, 2)), zorder=2))


def _name_country(axes: Axes, outline: Outline, room: float) -> None:
    """The country's name, faint, in the middle of what is seen of it, where that is large enough."""
    known = country(outline.code)
    area, lat, lon = max(middle(ring) for ring in outline.rings)
    if known is not None and area > room * _NAMED:
        axes.text(lon, lat, known.name, size=7.5, color=_NATION, ha="center", va="center", zorder=2, clip_on=True)


def size(count: int, most: int) -> float:
    """The radius in points of so many incidents: the area grows with the number, the largest is not too large."""
    return max(_LEAST, min(_LEAST * sqrt(count), _MOST * sqrt(count / most)))


def _draw_spots(figure: Figure, axes: Axes, data: MapData) -> None:
    most = max((spot.count for spot in data.spots), default=1)
    _draw_others(axes, data)
    for spot in data.spots[:MOST_SPOTS]:
        _draw_circle(axes, spot, data.window.west)
    for spot in data.spots[:MOST_SPOTS]:
        lon = turned(spot.lon, data.window.west)
        is_hollow = spot.sureness != "place"
        radius = size(spot.count, most)
        axes.plot(
            lon, spot.lat, "o", markersize=2 * radius, zorder=5, clip_on=True,
            markeredgewidth=1.2 if is_hollow else 0.6,
            markerfacecolor="none" if is_hollow else _PLACE, markeredgecolor=_AREA if is_hollow else "white",
            alpha=1.0 if is_hollow else 0.85,
        )  # fmt: skip
        if spot.count > 1 and radius >= 6:
            axes.text(
                lon, spot.lat, str(spot.count), ha="center", va="center_baseline", size=min(9.0, radius), zorder=6,
                color=INK if is_hollow else "white", weight="bold", clip_on=True,
            )  # fmt: skip
    _name(figure, axes, data, most)


def _others(data: MapData) -> list[Spot]:
    """One place for each cell of the map, of those that are too many to be drawn one by one."""
    side = data.window.width / _CELLS
    cells: dict[tuple[bool, int, int], Spot] = {}
    for spot in data.spots[MOST_SPOTS:]:
        lon = turned(spot.lon, data.window.west)
        cells.setdefault((spot.sureness == "place", int(lon // side), int(spot.lat // side)), spot)
    return list(cells.values())


def _draw_others(axes: Axes, data: MapData) -> None:
    """Dots of one size in two strokes of the pen, whatever their number: filled for named places, hollow for others."""
    others = _others(data)
    for is_named in (False, True):
        dots = [spot for spot in others if (spot.sureness == "place") is is_named]
        if dots:
            axes.scatter(
                [turned(spot.lon, data.window.west) for spot in dots], [spot.lat for spot in dots], s=_LEAST**2,
                facecolors=_PLACE if is_named else "none", edgecolors="white" if is_named else _AREA, linewidths=0.4,
                zorder=4, clip_on=True,
            )  # fmt: skip


def _draw_circle(axes: Axes, spot: Spot, west: float) -> None:
    """The land that the place may be in: filled for an area and for the extent of a town, hollow for a unit."""
    from matplotlib.patches import Ellipse

    wide, tall = reach(spot)
    if not wide or (spot.sureness == "unit" and spot.is_country):
        return
    is_unit, is_area = spot.sureness == "unit", spot.sureness == "area"
    axes.add_artist(
        Ellipse(
            (turned(spot.lon, west), spot.lat), 2 * wide, 2 * tall, zorder=3,
            linewidth=0.9 if is_unit or is_area else 0,
            facecolor="none" if is_unit else (_AREA if is_area else _PLACE), alpha=None if is_unit else 0.22,
            edgecolor=_UNIT, linestyle=(0, (4, 2)) if is_unit else "-",
        )
    )  # fmt: skip


def _name(figure: Figure, axes: Axes, data: MapData, most: int) -> None:
    """The names of the places with most incidents, each beside its mark, where there is room."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    shown = data.spots[:MOST_SPOTS]
    taken: list[_Box] = [_mark(axes, spot, data.window.west, most) for spot in shown]
    named = 0
    for place, spot in enumerate(shown[:_MOST_TRIED]):
        if named == _MOST_NAMES:
            break
        for x, y, across, along in _sides(size(spot.count, most) + 2.5):
            label = axes.annotate(
                shorten(harmless(spot.name), _LONGEST, placeholder="…"), (turned(spot.lon, data.window.west), spot.lat),
                (x, y), textcoords="offset points", ha=across, va=along, size=8, color=INK, zorder=7,
            )  # fmt: skip
            box = label.get_window_extent(renderer)
            extents = (box.x0, box.y0, box.x1, box.y1)
            if (
                axes.bbox.contains(box.x0, box.y0)
                and axes.bbox.contains(box.x1, box.y1)
                and not any(_overlap(extents, other) for at, other in enumerate(taken) if at != place)
            ):
                taken.append(extents)
                named += 1
                break
            label.remove()


def _sides(away: float) -> Iterator[tuple[float, float, str, str]]:
    yield away, 0, "left", "center"
    yield -away, 0, "right", "center"
    yield 0, away, "center", "bottom"
    yield 0, -away, "center", "top"


def _mark(axes: Axes, spot: Spot, west: float, most: int) -> _Box:
    """The box that the spot's mark takes, in dots."""
    x, y = axes.transData.transform((turned(spot.lon, west), spot.lat))
    radius = size(spot.count, most) * axes.figure.dpi / 72
    return x - radius, y - radius, x + radius, y + radius


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_legend(axes: Axes, data: MapData) -> None:
    from matplotlib.lines import Line2D

    def mark(label: str, face: str, edge: str, count: int) -> Line2D:
        return Line2D(
            [], [], linestyle="none", marker="o", markersize=2 * size(count, most), markerfacecolor=face,
            markeredgecolor=edge, label=label,
        )  # fmt: skip

    most = max((spot.count for spot in data.spots), default=1)
    handles = [mark(counted(count, "incident"), _PLACE, "white", count) for count in sorted({1, most})]
    if any(spot.sureness == "area" for spot in data.spots):
        handles.append(mark("somewhere in the shaded circle", "none", _AREA, 1))
    if any(spot.sureness == "unit" for spot in data.spots):
        handles.append(
            Line2D(
                [],
                [],
                color=_UNIT,
                linestyle=(0, (4, 2)),
                linewidth=1.0,
                marker="o",
                markersize=2 * _LEAST,
                markerfacecolor="none",
                label="no closer than the dashed province, region or country",
            )
        )
    axes.set_axis_off()
    axes.legend(
        handles=handles, loc="center left", bbox_to_anchor=(-0.005, 0.5), ncols=len(handles), frameon=False, fontsize=8,
        handletextpad=0.6, columnspacing=1.6, borderpad=0, labelcolor=FAINT,
    )  # fmt: skip
    plain(axes)
