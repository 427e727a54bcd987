"""What tiles show: every placed incident once in each zoom, and no uncertain place as a point."""

from __future__ import annotations

from collections import Counter

import mapbox_vector_tile
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.api.invented_atlas import atlas_of, several
from tests.unit.export.invented import incident

from gesta.api.atlas import Atlas
from gesta.api.places import OPEN, tile_places
from gesta.api.tiles import encode_tile, is_tile
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.model.values import Where


def every(atlas: Atlas) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(len(atlas), dtype=bool)


def tiles_of(atlas: Atlas, z: int) -> list[tuple[int, int]]:
    """The tiles that hold anything, and those around them."""
    scale = 1 << z
    found = set()
    for row in np.flatnonzero(atlas.placed):
        x, y = int(atlas.x[row] * scale), int(atlas.y[row] * scale)
        found |= {((x + right) % scale, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}
    return [(x, y) for x, y in found if is_tile(z, x, y)]


@given(several, st.sampled_from([0, 1, 2, 5, 9, 11, 12, 14]))
@settings(deadline=None)
def test_every_placed_incident_is_in_one_tile(told: list[MergedIncident], z: int) -> None:
    atlas, _ = atlas_of(told)
    shown = [tile_places(atlas, every(atlas), z, x, y) for x, y in tiles_of(atlas, z)]
    assert sum(each.count for each in shown) == int(atlas.placed.sum())
    assert sum(count for _, count in atlas.unplaced(every(atlas))) == len(atlas) - int(atlas.placed.sum())
    for each in shown:
        for cluster in each.clusters:
            assert cluster.count > 1 and 0 <= cluster.x < 1 and 0 <= cluster.y < 1 and cluster.rough <= cluster.count
            assert sum(count for _, count in cluster.mix) <= cluster.count == sum(cluster.groups)
        for single in each.singles:
            assert not atlas.rough[single.row] and atlas.placed[single.row]


@given(several, st.sampled_from([0, 3, 8, 12]))
@settings(deadline=None)
def test_a_tile_reads_back_as_what_was_counted(told: list[MergedIncident], z: int) -> None:
    atlas, _ = atlas_of(told)
    for x, y in tiles_of(atlas, z)[:12]:
        places = tile_places(atlas, every(atlas), z, x, y)
        encoded = encode_tile(atlas, places)
        assert encoded == encode_tile(atlas, tile_places(atlas, every(atlas), z, x, y))
        layers = mapbox_vector_tile.decode(encoded, default_options={"y_coord_down": True})
        counts = Counter({name: len(layer["features"]) for name, layer in layers.items()})
        assert counts["clusters"] == len(places.clusters) and counts["incidents"] == len(places.singles)
        home = sum(each["properties"]["count"] for each in layers.get("areas", {"features": []})["features"]
                   if each["properties"]["home"])  # fmt: skip
        at_home = [area for area in places.areas if area.is_home]
        drawn = sum(area.count for area in at_home if area.reach * 4096 >= 1)  # a smaller circle may be no ring
        assert drawn <= home <= sum(area.count for area in at_home)


def at(
    number: int, lat: float, lon: float, level: str = "city", radius: float | None = 2.0, **own: object
) -> MergedIncident:
    where = Where("Nerra", level, (), "Ost", "IQ", lat, lon, radius)  # type: ignore[arg-type]
    return incident(id=IncidentId(f"inc_{number}"), where=where, **own)


def test_a_province_is_an_area_and_never_a_point() -> None:
    atlas, _ = atlas_of([at(1, 33.0, 44.0, "admin1", 100.0)])
    for z in range(15):
        scale = 1 << z
        places = tile_places(atlas, every(atlas), z, int(atlas.x[0] * scale), int(atlas.y[0] * scale))
        assert not places.clusters and not places.singles and places.areas[0].is_home, z
    assert not tile_places(atlas, every(atlas), 9, 0, 0).areas
    around = tile_places(atlas, every(atlas), 9, int(atlas.x[0] * 512) + 1, int(atlas.y[0] * 512))
    assert [area.is_home for area in around.areas] == [False], "its circle goes on in the next tile"


def test_equal_areas_are_one_and_a_small_province_counts_in_its_cell() -> None:
    rough = [at(number, 33.0, 44.0, "admin1", 100.0) for number in (1, 2, 3)]
    atlas, _ = atlas_of(rough)
    assert [area.count for area in tile_places(atlas, every(atlas), 0, 0, 0).areas] == [3]
    atlas, _ = atlas_of([*rough, at(4, 33.1, 44.1)])
    (cluster,) = tile_places(atlas, every(atlas), 0, 0, 0).clusters
    assert cluster.count == 4 and cluster.rough == 3
    near = tile_places(atlas, every(atlas), 7, int(atlas.x[0] * 128), int(atlas.y[0] * 128))
    assert len(near.areas) == 1 and near.areas[0].count == 3 and len(near.singles) == 1


@pytest.mark.parametrize(("level", "radius"), [("country", 300.0), ("region", 9.0), ("admin1", None), ("admin1", 0.0)])
def test_countries_regions_and_provinces_of_unknown_size_are_in_no_tile(level: str, radius: float | None) -> None:
    atlas, _ = atlas_of([at(1, 33.0, 44.0, level, radius), incident(where=Where())])
    assert tile_places(atlas, every(atlas), 0, 0, 0).count == 0
    assert atlas.unplaced(every(atlas)) == (("IQ", 1), (None, 1))


def test_incidents_at_one_point_stay_a_cluster() -> None:
    two = [at(number, 33.0, 44.0, "site", 0.1) for number in (1, 2)]
    atlas, _ = atlas_of([*two, at(3, 33.0001, 44.0, "site", 0.1)])
    for z in (OPEN, 14):
        scale = 1 << z
        places = tile_places(atlas, every(atlas), z, int(atlas.x[0] * scale), int(atlas.y[0] * scale))
        assert [cluster.count for cluster in places.clusters] == [2] and len(places.singles) == 1


def test_a_tile_tells_what_it_shows() -> None:
    atlas, _ = atlas_of([at(1, 33.0, 44.0), at(2, -33.0, -44.0), at(3, -33.0, -44.0, type="arson", label="Arson")])
    layers = mapbox_vector_tile.decode(encode_tile(atlas, tile_places(atlas, every(atlas), 0, 0, 0)))
    (cluster,) = (each["properties"] for each in layers["clusters"]["features"])
    assert cluster["count"] == 2 and set(cluster["mix"].split(",")) == {"arson:1", "bombing:1"}
    assert set(cluster["groups"].split(",")) == {"remote_violence:1", "property:1"}
    assert cluster["top"] == "remote_violence", "the first of those that are as large"
    (single,) = (each["properties"] for each in layers["incidents"]["features"])
    assert single == {"id": "inc_1", "type": "bombing", "group": "remote_violence", "label": atlas.label.at(0),
                      "when": "3 Mar 2023", "killed": 5} | {"when": single["when"]}  # fmt: skip
    assert encode_tile(atlas, tile_places(atlas, every(atlas), 5, 0, 0)) == b""


def test_hostile_names_are_harmless_in_tiles() -> None:
    bad = msgspec.structs.replace(at(1, 33.0, 44.0, "admin1", 100.0), label="x\u202ey\x07")
    bad = msgspec.structs.replace(bad, where=msgspec.structs.replace(bad.where, name="Ner\x00ra\u202e" + "x" * 100))
    atlas, _ = atlas_of([bad])
    encoded = encode_tile(atlas, tile_places(atlas, every(atlas), 0, 0, 0))
    assert "\u202e".encode() not in encoded


@pytest.mark.parametrize("tile", [(-1, 0, 0), (15, 0, 0), (2, 4, 0), (2, 0, 4), (0, -1, 0), (10**30, 0, 0)])
def test_there_are_no_other_tiles(tile: tuple[int, int, int]) -> None:
    assert not is_tile(*tile)
