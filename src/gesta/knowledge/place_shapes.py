"""Outlines of first-order units from Natural Earth: middle, size and names. Used by ``build_places`` only."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from gesta.knowledge.place_names import is_latin, lookups
from gesta.knowledge.places import distance_km

FILE = "ne_10m_admin_1_states_provinces.json.gz"
_ENGLISH = ("name", "name_en", "woe_name", "gns_name")
_FOREIGN = ("name_fr", "name_es")
_KM_PER_RADIAN = 6371.0088


@dataclass(frozen=True, slots=True)
class Shape:
    """A unit's area in square kilometres, the middle of that area in degrees, its names in English and others."""

    lat: float
    lon: float
    area: float
    names: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def radius_km(self) -> float:
        """That of a circle of the same area."""
        return math.sqrt(self.area / math.pi)


@cache
def natural_earth(sources: Path) -> Mapping[str, Shape]:
    """The shapes by GeoNames code ("IQ.01"); of a unit in several parts the joined one, without the parts' names."""
    with gzip.open(sources / FILE, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes: dict[str, Shape] = {}
    for feature in features:
        facts = feature["properties"]
        lat, lon, area = _measured(feature["geometry"])
        shape = Shape(lat, lon, area, _names(facts, _ENGLISH), _names(facts, _FOREIGN))
        code = facts.get("gn_a1_code") or ""
        if area > 1:
            shapes[code] = _joined(shapes[code], shape) if code in shapes else shape
    return shapes


def _names(facts: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts[key] for key in keys if facts.get(key) and is_latin(facts[key])))


def _joined(first: Shape, second: Shape) -> Shape:
    return Shape(*middle([first, second]), first.area + second.area, (), ())


def middle(shapes: Sequence[Shape]) -> tuple[float, float]:
    """Latitude and longitude of the middle of the areas together."""
    total = sum(shape.area for shape in shapes)
    lat, lon = (sum(getattr(shape, axis) * shape.area for shape in shapes) / total for axis in ("lat", "lon"))
    return round(lat, 5), round(lon, 5)


def fitting(shape: Shape | None, names: Iterable[str], amid: tuple[float, float] | None) -> Shape | None:
    """The shape, unless neither its names nor the middle of the unit's people fit: codes were given anew after it was
    drawn."""
    if shape is None:
        return None
    forms = {form for name in names for form in lookups(name)}
    if any(form in forms for name in (*shape.names, *shape.foreign) for form in lookups(name)):
        return shape
    near = amid is not None and distance_km(*amid, shape.lat, shape.lon) < 0.8 * shape.radius_km
    return shape if near else None


def _measured(geometry: Mapping[str, Any]) -> tuple[float, float, float]:
    """Latitude and longitude of the centroid, and square kilometres, on an equal-area cylinder; holes are ignored."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area = east = north = 0.0
    for polygon in polygons:
        size, x, y = _ring(polygon[0])
        area, east, north = area + size, east + size * x, north + size * y
    if not area:
        return 0.0, 0.0, 0.0
    lat, lon = math.degrees(math.asin(north / area)), math.degrees(east / area)
    return round(lat, 5), round(lon, 5), area * _KM_PER_RADIAN**2


def _ring(points: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Area and centroid of a closed ring where x is the longitude in radians and y the sine of the latitude."""
    flat = [(math.radians(point[0]), math.sin(math.radians(point[1]))) for point in points]
    x0, y0 = flat[0]
    twice = east = north = 0.0
    for (ax, ay), (bx, by) in pairwise((x - x0, y - y0) for x, y in flat):
        cross = ax * by - bx * ay
        twice, east, north = twice + cross, east + (ax + bx) * cross, north + (ay + by) * cross
    if not twice:
        return 0.0, x0, y0
    return abs(twice) / 2, x0 + east / (3 * twice), y0 + north / (3 * twice)
