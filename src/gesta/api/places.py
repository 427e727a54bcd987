"""What one tile of the map shows: clusters, single incidents, and areas where no point is known.

The map is the Mercator square; at zoom z it is cut into 2^z by 2^z tiles. Every incident that is placed is told by
just one tile of a zoom: in a cluster, as an incident, or in an area of which that tile is the home. A tile is cut into
cells, and a cluster is what lies in one cell: the clusters of a zoom are made of those of the next, and counts add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesta.api.atlas import Atlas, Floats, Mask, Rows
from gesta.api.groups import GROUPS

CELLS = 8
"""Cells of a tile's width: 64 pixels of a tile of 512."""
OPEN = 12
"""The zoom from which on only incidents at one and the same point are a cluster."""
MOST_ZOOM = 14
_MOST_TYPES = 4
_WIDE, _WIDE_ROUGH = 1 / 6, 1 / 16
"""Share of a tile's width from which on a radius makes an area: of a place, and of a province. A province smaller than
that is no point either, but counts in the cluster of its cell where it is not alone there."""
_BORDER = 1 / CELLS
"""How far around the tile is looked: the small areas that reach in from there lie in the next cell."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cluster:
    """``x``, ``y``: from 0 to 1 in the tile, y southwards. ``mix``: the most frequent types with their counts, at most
    four. ``groups``: how many of each group, in the order of ``GROUPS``. ``rough``: how many by province only.
    """

    x: float
    y: float
    count: int
    mix: tuple[tuple[str, int], ...]
    groups: tuple[int, ...]
    rough: int


@dataclass(frozen=True, slots=True)
class Single:
    """One incident by its row in the atlas, at ``x``, ``y`` of the tile."""

    x: float
    y: float
    row: int


@dataclass(frozen=True, slots=True)
class Area:
    """Incidents somewhere in a circle around ``x``, ``y`` of ``reach`` times the tile's width.

    ``is_home``: the middle lies in this tile, which is the one that counts them. ``row``: one of them, with its place.
    """

    x: float
    y: float
    reach: float
    count: int
    top: int
    row: int
    is_home: bool


@dataclass(frozen=True, slots=True)
class TilePlaces:
    """What a tile shows, in an order that depends on the incidents only."""

    clusters: tuple[Cluster, ...]
    singles: tuple[Single, ...]
    areas: tuple[Area, ...]

    @property
    def count(self) -> int:
        """The incidents that this tile tells, and no other of its zoom."""
        home = sum(area.count for area in self.areas if area.is_home)
        return sum(cluster.count for cluster in self.clusters) + len(self.singles) + home


def tile_places(atlas: Atlas, selected: Mask, z: int, x: int, y: int) -> TilePlaces:
    """What the tile shows of the rows selected."""
    scale = 1 << z
    rows = _beside(atlas, selected, scale, y)
    wide = atlas.reach[rows] * scale > np.where(atlas.rough[rows], _WIDE_ROUGH, _WIDE)
    near = _Near.around(atlas, rows[~wide], scale, x, y)
    clusters, singles, areas = _gathered(atlas, near, scale, is_open=z >= OPEN)
    areas += _wide_areas(atlas, rows[wide], scale, x, y)
    return TilePlaces(clusters, singles, tuple(sorted(areas, key=lambda area: (-area.reach, area.row, area.x))))


def _beside(atlas: Atlas, selected: Mask, scale: int, tile_y: int) -> Rows:
    """The rows selected as far north and south as any can be that the tile shows a part of, in order."""
    room = max(_BORDER / scale, atlas.farthest)
    ys = atlas.y[: np.count_nonzero(atlas.placed)]
    first = int(np.searchsorted(ys, tile_y / scale - room))
    last = int(np.searchsorted(ys, (tile_y + 1) / scale + room, side="right"))
    return np.flatnonzero(selected[first:last]) + first


@dataclass(frozen=True, slots=True)
class _Near:
    """Rows in and just around a tile. ``inside``: in the tile itself."""

    rows: Rows
    x: Floats
    y: Floats
    inside: Mask

    @classmethod
    def around(cls, atlas: Atlas, rows: Rows, scale: int, tile_x: int, tile_y: int) -> _Near:
        far_y = atlas.y[rows] * scale - tile_y
        rows, far_y = _kept((far_y >= -_BORDER) & (far_y < 1 + _BORDER), rows, far_y)
        parts = []
        for turn in (0, -scale, scale):  # what lies across the date line is seen at the edge too
            far_x = atlas.x[rows] * scale - tile_x + turn
            there = (far_x >= -_BORDER) & (far_x < 1 + _BORDER)
            if turn and not there.any():
                continue
            kept, x, y = _kept(there, rows, far_x, far_y)
            inside = (x >= 0) & (x < 1) & (y >= 0) & (y < 1) & (turn == 0)
            parts.append((kept, x, y, inside))
        return cls(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _kept(mask: Mask, *columns: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    return tuple(column[mask] for column in columns)


def _gathered(
    atlas: Atlas, near: _Near, scale: int, *, is_open: bool
) -> tuple[tuple[Cluster, ...], tuple[Single, ...], list[Area]]:
    """Cell by cell: the cluster, the single incident, or the province that is all that lies in it."""
    if not len(near.rows):
        return (), (), []
    codes = _cells(atlas, near, is_open)
    there = np.zeros(int(codes.max()) + 1, dtype=bool)
    there[codes] = True
    places = (np.cumsum(there) - 1)[codes]
    size = int(np.count_nonzero(there))
    counts = np.bincount(places, minlength=size)
    some = np.zeros(size, dtype=np.intp)
    some[places[::-1]] = np.arange(len(places))[::-1]  # the first of each cell
    spots, rough = atlas.spot[near.rows], atlas.rough[near.rows]
    rough_counts = np.bincount(places, rough, size).astype(np.int64)
    is_one_spot = np.bincount(places, spots != spots[some][places], size) == 0
    inside = near.inside[some]
    is_area = is_one_spot & (rough_counts == counts)
    is_single = (counts == 1) & ~is_area & inside
    is_cluster = (counts > 1) & ~is_area & inside
    middle_x, middle_y = (np.bincount(places, values, size) / counts for values in (near.x, near.y))
    groups = _by_group(atlas, near.rows, places, size)
    tops = groups.argmax(axis=1)
    mixes = _mixes(atlas, near.rows, places, np.flatnonzero(is_cluster))
    clusters = tuple(
        Cluster(float(middle_x[cell]), float(middle_y[cell]), int(counts[cell]), mix,
                tuple(groups[cell].tolist()), int(rough_counts[cell]))
        for cell, mix in mixes
    )  # fmt: skip
    singles = tuple(
        Single(float(near.x[one]), float(near.y[one]), int(near.rows[one])) for one in some[is_single].tolist()
    )
    areas = [
        Area(float(near.x[one]), float(near.y[one]), float(atlas.reach[near.rows[one]] * scale), int(counts[cell]),
             int(tops[cell]), int(near.rows[one]), bool(near.inside[one]))
        for cell, one in zip(np.flatnonzero(is_area).tolist(), some[is_area].tolist(), strict=True)
    ]  # fmt: skip
    return clusters, singles, [area for area in areas if _touches(area)]


def _cells(atlas: Atlas, near: _Near, is_open: bool) -> Numbers:
    """A number for the cell of each row; a row beyond the date line is in no cell of the tile."""
    if is_open:
        return atlas.point[near.rows].astype(np.int64) * 2 + ~near.inside
    across, down = (np.floor(values * CELLS).astype(np.int64) + 1 for values in (near.x, near.y))
    return ((down * (CELLS + 2)) + across) * 2 + ~near.inside


def _by_group(atlas: Atlas, rows: Rows, places: Rows, size: int) -> Rows:
    """How many of each group lie in each cell."""
    counts = np.bincount(places * len(GROUPS) + atlas.group[rows], minlength=size * len(GROUPS))
    return counts.reshape(size, len(GROUPS))


def _mixes(atlas: Atlas, rows: Rows, places: Rows, cells: Rows) -> Iterator[tuple[int, tuple[tuple[str, int], ...]]]:
    """Of each of the cells the most frequent types."""
    if not len(cells):
        return
    row_of = np.full(int(places.max()) + 1, -1)
    row_of[cells] = np.arange(len(cells))
    mine = row_of[places]
    kinds = len(atlas.type.words)
    counts = np.bincount(mine[mine >= 0] * kinds + atlas.type.codes[rows[mine >= 0]], minlength=len(cells) * kinds)
    table = counts.reshape(len(cells), kinds)
    order = np.argsort(-table, axis=1, kind="stable")[:, :_MOST_TYPES]
    for place, cell in enumerate(cells.tolist()):
        told = ((atlas.type.words[kind] or "", int(table[place, kind])) for kind in order[place])
        yield cell, tuple((name, count) for name, count in told if count)


def _wide_areas(atlas: Atlas, rows: Rows, scale: int, tile_x: int, tile_y: int) -> list[Area]:
    """The areas that reach into the tile, equal ones as one."""
    reach = atlas.reach[rows] * scale
    y = atlas.y[rows] * scale - tile_y
    rows, reach, y = _kept(_beyond(y) <= reach, rows, reach, y)
    found: list[Area] = []
    for turn in (0, -scale, scale):
        x = atlas.x[rows] * scale - tile_x + turn
        here, here_x, here_y = _kept(np.hypot(_beyond(x), _beyond(y)) <= reach, rows, x, y)
        _, first, places, counts = np.unique(
            atlas.spot[here], return_index=True, return_inverse=True, return_counts=True
        )
        tops = _by_group(atlas, here, places, len(first)).argmax(axis=1)
        found += [
            Area(float(here_x[one]), float(here_y[one]), float(atlas.reach[here[one]] * scale), int(counts[place]),
                 int(tops[place]), int(here[one]),
                 turn == 0 and bool(0 <= here_x[one] < 1 and 0 <= here_y[one] < 1))
            for place, one in enumerate(first.tolist())
        ]  # fmt: skip
    return found


def _beyond(values: Floats) -> Floats:
    """How far outside of the tile's width or height."""
    return np.maximum(0.0, np.maximum(-values, values - 1))


def _touches(area: Area) -> bool:
    away_x, away_y = (max(0.0, -value, value - 1) for value in (area.x, area.y))
    return area.is_home or away_x * away_x + away_y * away_y <= area.reach * area.reach
