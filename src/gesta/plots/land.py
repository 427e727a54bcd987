"""Land and borders, shipped: the countries as polygons, cut to a window of longitude and latitude.

The borders are Natural Earth's, drawn where control was exercised; they are no statement on any claim.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy
from numpy.typing import NDArray

Points = NDArray[numpy.float64]
"""Longitudes and latitudes in degrees, shape (points, 2)."""

STEPS = 100
"""Grid steps a degree: 0.01 degree is 1.1 km, finer than a map at 1:50 million was drawn."""
TURN = 360.0
"""Degrees of longitude around the earth."""


class Shape(msgspec.Struct, frozen=True, array_like=True):
    """A country: code (empty where it has none), name, and rings of arc numbers; ~number is an arc run backwards."""

    code: str
    name: str
    rings: tuple[tuple[int, ...], ...]


class LandFile(msgspec.Struct, frozen=True):
    """Arcs, each a first point and then steps, in hundredths of a degree; the shapes that they bound."""

    arcs: tuple[tuple[int, ...], ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What a map shows, in degrees. ``east`` may be over 180 where the window holds the date line."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, share: float) -> Window:
        """The window with so much of its width and height more on every side."""
        across, along = self.width * share, self.height * share
        return Window(self.west - across, self.south - along, self.east + across, self.north + along)

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south


@dataclass(frozen=True, slots=True)
class Outline:
    """The rings of one country that a window shows."""

    code: str
    rings: tuple[Points, ...]


@cache
def _countries() -> tuple[Outline, ...]:
    packed = files("gesta.plots").joinpath("data/land.json.gz").read_bytes()
    land = msgspec.json.decode(gzip.decompress(packed), type=LandFile)
    arcs = [numpy.cumsum(numpy.array(arc, dtype=float).reshape(-1, 2), axis=0) / STEPS for arc in land.arcs]
    return tuple(Outline(each.code, tuple(_ring(ring, arcs) for ring in each.rings)) for each in land.shapes)


def _ring(ring: tuple[int, ...], arcs: list[Points]) -> Points:
    """The points of a ring without a jump at the date line: a ring that crosses it goes on past 180 degrees."""
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in ring]
    points: Points = numpy.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    points[:, 0] = numpy.unwrap(points[:, 0], period=TURN)
    if points[0, 0] != points[-1, 0]:  # Around the pole: Antarctica.
        points = numpy.concatenate([points, [(points[-1, 0], -90.0), (points[0, 0], -90.0)]])
    return points


def centre(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of the country's largest part; None where there is no outline of it."""
    rings = [ring for each in _countries() if each.code == code for ring in each.rings]
    if not rings:
        return None
    area, lat, lon = max(middle(ring) for ring in rings)
    return (lat, (lon + TURN / 2) % TURN - TURN / 2) if area else None


def middle(ring: Points) -> tuple[float, float, float]:
    """Area of the ring in square degrees, latitude and longitude of its centroid."""
    closed = numpy.concatenate([ring, ring[:1]])
    x, y = closed[:, 0], closed[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    if not area:
        return 0.0, 0.0, 0.0
    lon = float(((x[:-1] + x[1:]) * cross).sum() / (6 * area))
    lat = float(((y[:-1] + y[1:]) * cross).sum() / (6 * area))
    return abs(float(area)), round(lat, 2), round(lon, 2)


def outlines(window: Window, grain: float) -> Iterator[Outline]:
    """What the window shows of each country, with no detail finer than ``grain`` degrees."""
    for each in _countries():
        rings = tuple(_shown(each.rings, window, grain))
        if rings:
            yield Outline(each.code, rings)


def _shown(rings: tuple[Points, ...], window: Window, grain: float) -> Iterator[Points]:
    for turn in (-TURN, 0.0, TURN):
        for ring in rings:
            (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
            west, east = west + turn, east + turn
            if east < window.west or west > window.east or north < window.south or south > window.north:
                continue
            cut = _cut(_coarse(ring + numpy.array([turn, 0.0]), grain), window)
            if len(cut) > 2:
                yield cut


def _coarse(ring: Points, grain: float) -> Points:
    """The ring on a grid of the grain, points that fall together once: shared borders stay shared."""
    grid = numpy.round(ring / grain)
    kept = numpy.ones(len(grid), dtype=bool)
    kept[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    points: Points = grid[kept] * grain
    return points


def _cut(ring: Points, window: Window) -> Points:
    """The part of the ring in the window (Sutherland and Hodgman): one side of it after the other."""
    sides = ((0, window.west, 1.0), (0, window.east, -1.0), (1, window.south, 1.0), (1, window.north, -1.0))
    for axis, edge, sign in sides:
        if len(ring):
            ring = _half(ring, axis, edge, sign)
    return ring


def _half(ring: Points, axis: int, edge: float, sign: float) -> Points:
    """The part of the ring on one side of a line."""
    inside = (ring[:, axis] - edge) * sign >= 0
    if inside.all():
        return ring
    following = numpy.roll(ring, -1, axis=0)
    crosses = inside != numpy.roll(inside, -1)
    span = following[:, axis] - ring[:, axis]
    share = numpy.divide(edge - ring[:, axis], span, out=numpy.zeros(len(ring)), where=span != 0)
    met = ring + (following - ring) * share[:, None]
    pairs = numpy.stack([ring, met], axis=1).reshape(-1, 2)
    points: Points = pairs[numpy.stack([inside, crosses], axis=1).reshape(-1)]
    return points
