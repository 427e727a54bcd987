"""How the shipped land is made, and that what is shipped is whole."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from gesta.plots.build_land import build
from gesta.plots.land import LandFile, Window, outlines

TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [10.0, 20.0]},
    "arcs": [
        [[0, 0], [1000, 0], [0, 1000]],
        [[1000, 1000], [-1000, 0], [0, -1000]],
        [[1000, 1000], [1, 1], [1000, 0], [0, -1001], [-1001, 0]],
        [[5, 5], [1, 1]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "716", "properties": {"name": "Zimbabwe"}},
                {"type": "MultiPolygon", "arcs": [[[2, ~0, ~1]]], "properties": {"name": "Kosovo"}},
            ],
        },
        "land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[0]]]}]},
    },
}


def test_arcs_become_steps_on_our_grid(tmp_path: Path) -> None:
    import gzip

    source, first, second = tmp_path / "t.json", tmp_path / "a.gz", tmp_path / "b.gz"
    source.write_text(json.dumps(TOPOLOGY))
    build(source, first, {"716": "ZW"})
    build(source, second, {"716": "ZW"})
    assert first.read_bytes() == second.read_bytes()
    land = msgspec.json.decode(gzip.decompress(first.read_bytes()), type=LandFile)
    assert land.arcs[0] == (1000, 2000, 100, 0, 0, 100)
    assert land.arcs[2] == (1100, 2100, 100, 0, 0, -100, -100, 0)
    assert len(land.arcs) == 3
    assert [(shape.code, shape.name, shape.rings) for shape in land.shapes] == [
        ("XK", "Kosovo", ((2, ~0, ~1),)), ("ZW", "Zimbabwe", ((0, 1),)),
    ]  # fmt: skip


def test_what_is_shipped_covers_the_earth() -> None:
    found = {each.code for each in outlines(Window(-180.0, -90.0, 180.0, 90.0), 0.2)}
    assert len(found) > 200
    assert {"AF", "BR", "CN", "FR", "IN", "NO", "RU", "US", "XK", "ZA"} <= found
