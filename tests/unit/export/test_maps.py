"""Maps opened by GDAL and GeoPandas: points where a place is known, null geometry where it is not."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import geopandas
import msgspec
import pyarrow.parquet as pq
import pyogrio
import pytest

from gesta.export.columns import rows
from gesta.export.format import Format, Options
from gesta.export.geo_arrow import GEOPACKAGE, GEOPARQUET
from gesta.export.geo_json import GEOJSON, GEOJSONL
from gesta.export.kml import KML
from gesta.export.losses import LossReport
from gesta.export.tables import TABLES, table_named
from gesta.export.texts import for_xml, without_nul
from gesta.export.writing import write_to

from .made import FixedSource, hostile, judgements, varied

INCIDENTS = table_named("incidents")
NO_POINT = 2
"""Of the varied incidents one has no place, and one is known by province only."""


@pytest.fixture(scope="module")
def source() -> FixedSource:
    return FixedSource([*varied(), *(msgspec.structs.replace(e, id=f"inc_h{n}") for n, e in enumerate(hostile()))],
                       judgements())  # fmt: skip


def export(form: Format, source: FixedSource, folder: Path) -> tuple[Path, LossReport]:
    losses = LossReport()
    write_to(form, source, folder / f"map{form.suffix}", Options(), losses)
    return folder / f"map{form.suffix}", losses


def points(source: FixedSource) -> list[tuple[float, float] | None]:
    """Longitude and latitude of each incident that is known to be at a point."""
    found: list[tuple[float, float] | None] = []
    for each in source.incidents():
        known = each.where.level != "admin1" and each.where.lat is not None and each.where.lon is not None
        found.append((each.where.lon, each.where.lat) if known else None)  # type: ignore[arg-type]
    assert found.count(None) == NO_POINT
    return found


def check(frame: geopandas.GeoDataFrame, source: FixedSource, clean: Callable[[str], tuple[str, str | None]]) -> None:
    """The frame has every incident with its point and every column with its value."""
    found = [None if shape is None or shape.is_empty else (shape.x, shape.y) for shape in frame.geometry]
    assert found == points(source)
    for place, row in enumerate(rows(INCIDENTS, source, Options())):
        for name, cell in zip(INCIDENTS.names, row, strict=True):
            held = frame[name].iloc[place]
            if cell is None:
                assert held is None or (isinstance(held, float) and math.isnan(held)) or held != held, name
            else:
                assert held == (clean(cell)[0] if isinstance(cell, str) else cell), name


def test_geoparquet(source: FixedSource, tmp_path: Path) -> None:
    path, losses = export(GEOPARQUET, source, tmp_path)
    check(geopandas.read_parquet(path), source, lambda text: (text, None))
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0" and geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert sum(losses.sums.values()) == NO_POINT and {field for field, _ in losses.sums} == {"geometry"}


def test_geopackage_has_the_points_and_every_other_table(source: FixedSource, tmp_path: Path) -> None:
    path, losses = export(GEOPACKAGE, source, tmp_path)
    check(geopandas.read_file(path, layer="incidents"), source, without_nul)
    assert {name for name, _ in pyogrio.list_layers(path)} == {table.name for table in TABLES}
    assert pyogrio.read_info(path, layer="incidents")["crs"] == "EPSG:4326"
    for table in TABLES:
        assert pyogrio.read_info(path, layer=table.name)["features"] == len(list(rows(table, source, Options())))
    claims = pyogrio.read_dataframe(path, layer="claims", read_geometry=False)
    assert list(claims["claim"]) == [row[0] for row in rows(table_named("claims"), source, Options())]
    assert any("NUL" in why for _, why in losses.sums)


def test_geojson_is_what_the_standard_says(source: FixedSource, tmp_path: Path) -> None:
    path, _ = export(GEOJSON, source, tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["type"] == "FeatureCollection" and "crs" not in told and told["gesta"]["project"] == "fixed.db"
    for feature, row, place in zip(told["features"], rows(INCIDENTS, source, Options()), points(source), strict=True):
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        assert feature["properties"] == dict(zip(INCIDENTS.names, row, strict=True))
        assert feature["geometry"] == (None if place is None else {"type": "Point", "coordinates": list(place)})
    frame = geopandas.read_file(path)
    assert list(frame["id"]) == [each.id for each in source.incidents()] and frame.crs == "EPSG:4326"


def test_a_feature_a_line(source: FixedSource, tmp_path: Path) -> None:
    path, _ = export(GEOJSONL, source, tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "" and [json.loads(line)["id"] for line in lines] == [e.id for e in source.incidents()]
    assert len(pyogrio.read_dataframe(f"GeoJSONSeq:{path}")) == len(lines)


def test_kml_is_read_with_its_points_and_columns(source: FixedSource, tmp_path: Path) -> None:
    path, losses = export(KML, source, tmp_path)
    frame = pyogrio.read_dataframe(path)
    found = [None if shape is None else (shape.x, shape.y) for shape in frame.geometry]
    assert found == points(source)
    assert list(frame["id"]) == [each.id for each in source.incidents()]
    wanted = [for_xml(each.label)[0].replace("\r\n", "\n").strip() for each in source.incidents()]
    assert [text.replace("\r\n", "\n").strip() for text in frame["label"]] == wanted
    assert not any("<script" in text for text in frame["description"])
    text = path.read_text(encoding="utf-8")
    assert "<begin>2023-05-01T18:00:00</begin><end>2023-05-01T22:30:00</end>" in text
    assert "<TimeSpan><begin>2001-01-01</begin><end>2001-01-02</end></TimeSpan>" in text
    assert any("control" in why for _, why in losses.sums)
