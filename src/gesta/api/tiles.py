"""Vector tiles (Mapbox Vector Tile 2.1) of what a tile shows.

Layer ``clusters``, points: ``count``; ``mix``, "killing:12,bombing:3" of at most four types; ``groups``, the same of
all groups; ``top``, the key of the largest one; ``rough``, how many are known by province only, absent where none is.
Layer ``incidents``, points: ``id``, ``type``, ``group``, ``label``, ``when`` in words, ``killed`` (at least so many;
absent where not told).
Layer ``areas``, polygons: ``count``, ``group``, ``name``, ``level``, ``radius_km``; ``id`` where it is one incident;
``home``, true in the one tile that the middle lies in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import mapbox_vector_tile
from shapely.geometry import Point, Polygon

from gesta.api.atlas import UNKNOWN_LOW, Atlas
from gesta.api.groups import GROUPS
from gesta.api.places import MOST_ZOOM, Area, Cluster, Single, TilePlaces
from gesta.model.plain import harmless
from gesta.model.values import When
from gesta.plots.days import short_when

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
EXTENT = 4096
"""Units of a tile's width."""
_ROOM = 1 / 16
"""How far a polygon goes beyond the tile's edge, so that its line does not run along the edge."""
_FEWEST, _MOST = 16, 40
"""Corners of a circle, by its size."""
_TURN = 2 * math.pi

Feature = dict[str, Any]
Ring = Sequence[tuple[float, float]]


def is_tile(z: int, x: int, y: int) -> bool:
    """True for a tile that there is."""
    return 0 <= z <= MOST_ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z


def encode_tile(atlas: Atlas, places: TilePlaces) -> bytes:
    """The tile; empty where it shows nothing. The same places give the same bytes."""
    layers = (
        ("areas", [*_areas(atlas, places.areas)]),
        ("clusters", [_cluster(each) for each in places.clusters]),
        ("incidents", [_single(atlas, each) for each in places.singles]),
    )
    filled = [{"name": name, "features": features} for name, features in layers if features]
    options = {"extents": EXTENT, "y_coord_down": True, "check_winding_order": False}
    encoded: bytes = mapbox_vector_tile.encode(filled, default_options=options) if filled else b""
    return encoded


def _cluster(cluster: Cluster) -> Feature:
    groups = [(group.key, count) for group, count in zip(GROUPS, cluster.groups, strict=True) if count]
    told: Feature = {
        "count": cluster.count,
        "mix": ",".join(f"{name}:{count}" for name, count in cluster.mix),
        "groups": ",".join(f"{key}:{count}" for key, count in groups),
        "top": max(groups, key=lambda each: each[1])[0],
    }
    return _feature(_point(cluster.x, cluster.y), told | ({"rough": cluster.rough} if cluster.rough else {}))


def _single(atlas: Atlas, single: Single) -> Feature:
    row = single.row
    told: Feature = {
        "id": atlas.ids[row],
        "type": atlas.type.at(row),
        "group": GROUPS[atlas.group[row]].key,
        "label": harmless(atlas.label.at(row) or ""),
        "when": short_when(When(*atlas.when[row])),
    }
    killed = int(atlas.tolls["killed"][0][row])
    return _feature(_point(single.x, single.y), told | ({} if killed == UNKNOWN_LOW else {"killed": killed}))


def _areas(atlas: Atlas, areas: Iterable[Area]) -> Iterator[Feature]:
    for area in areas:
        ring = _circle(area)
        if len(ring) < 3:
            continue
        told: Feature = {
            "count": area.count,
            "group": GROUPS[area.top].key,
            "name": harmless(atlas.place.at(area.row) or ""),
            "level": atlas.level.at(area.row),
            "radius_km": round(float(atlas.radius_km[area.row]), 1),
            "home": area.is_home,
        }
        yield _feature(Polygon(ring), told | ({"id": atlas.ids[area.row]} if area.count == 1 else {}))


def _feature(shape: Point | Polygon, told: Feature) -> Feature:
    return {"geometry": shape, "properties": told}


def _point(x: float, y: float) -> Point:
    return Point(min(int(x * EXTENT), EXTENT - 1), min(int(y * EXTENT), EXTENT - 1))


def _circle(area: Area) -> list[tuple[int, int]]:
    """The circle, cut at the tile's edge and a little beyond, clockwise as seen, in units of the tile."""
    corners = min(_MOST, max(_FEWEST, int(area.reach * _MOST * 2)))
    turns = (_TURN * corner / corners for corner in range(corners))
    ring: Ring = [(area.x + area.reach * math.cos(turn), area.y + area.reach * math.sin(turn)) for turn in turns]
    for axis in (0, 1):
        ring = _cut(ring, axis, -_ROOM, 1)
        ring = _cut(ring, axis, 1 + _ROOM, -1)
    whole = [(round(x * EXTENT), round(y * EXTENT)) for x, y in ring]
    return [each for each, before in zip(whole, [*whole[-1:], *whole[:-1]], strict=True) if each != before]


def _cut(ring: Ring, axis: int, edge: float, side: int) -> list[tuple[float, float]]:
    """The part of a ring without dents that lies on one side of a line: 1 for what is greater, -1 for less."""
    kept: list[tuple[float, float]] = []
    for place, here in enumerate(ring):
        before = ring[place - 1]
        is_in, was_in = ((each[axis] - edge) * side >= 0 for each in (here, before))
        if is_in != was_in:
            share = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if is_in:
            kept.append(here)
    return kept
