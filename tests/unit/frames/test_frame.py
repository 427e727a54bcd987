"""The tables in each frame library hold what the incidents say."""

from __future__ import annotations

import importlib.util
import json
from datetime import datetime

import narwhals
import pyarrow
import pytest

from gesta.errors import UsageError
from gesta.export.tables import TABLES
from gesta.frames import frame as frame_module
from gesta.frames.project import Project
from gesta.model.filters import AREAS
from gesta.model.terms import Realis

pandas = pytest.importorskip("pandas")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_its_rows_in_every_library(project: Project, table: object) -> None:
    of = project.incidents(all=True).table(table.name)  # type: ignore[attr-defined]
    rows = [dict(zip(of.names, row, strict=True)) for row in of]
    arrow = of.to_arrow()
    assert (arrow.num_rows, tuple(arrow.column_names)) == (len(rows), of.names)
    frames = (narwhals.from_native(of.to_pandas()), narwhals.from_native(of.to_polars()), narwhals.from_native(arrow))
    for frame in frames:
        for name in of.names:
            values = frame[name].to_list()
            for row, value in zip(rows, values, strict=True):
                assert _plain(value) == _plain(row[name]), name


def _plain(value: object) -> object:
    """The value as all libraries have it: None for every kind of missing, moments to the minute."""
    if value is None or value is pandas.NA or value is pandas.NaT or value != value:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M") if value[:4].isdigit() else value
        except ValueError:
            return value
    return value


def test_numbers_and_unknowns_against_the_incidents(project: Project) -> None:
    incidents = project.incidents(all=True)
    frame = incidents.to_pandas().set_index("id")
    for incident in incidents:
        row, lead = frame.loc[incident.id], next(view for view in incident.views if view.policy == "lead")
        killed = lead.counts.get("killed")
        assert pandas.isna(row["killed_best"]) == (killed is None or killed.best is None)
        if killed is not None and killed.best is not None:
            assert row["killed_best"] == killed.best
        assert row["sources"] == incident.sources
        assert pandas.isna(row["lat"]) == (incident.where.lat is None)


def test_types_are_kept(project: Project) -> None:
    arrow = project.incidents().to_arrow()
    assert arrow.schema.field("killed_low").type == pyarrow.int64()
    assert arrow.schema.field("background").type == pyarrow.bool_()
    assert arrow.schema.field("when_start").type == pyarrow.timestamp("s")
    assert arrow.schema.field("killed_low").metadata[b"unit"] == b"people"
    assert json.loads(arrow.schema.metadata[b"gesta"])["filter"] == "every incident of the default listing"
    frame = project.incidents().to_pandas()
    assert str(frame["killed_low"].dtype) == "Int64"
    assert str(frame["background"].dtype) == "boolean"
    assert frame["when_start"].dtype.kind == "M"
    assert tuple(frame["realis"].cat.categories) == Realis.__args__
    judgements = project.incidents().table("judgements").to_arrow()
    assert judgements.schema.field("at").type == pyarrow.timestamp("s", "UTC")


def test_nothing_found_is_an_empty_frame_of_the_same_types(project: Project) -> None:
    none, some = project.incidents(country="FR").to_arrow(), project.incidents().to_arrow()
    assert none.num_rows == 0 and none.schema.equals(some.schema)
    assert len(project.incidents(country="FR").to_geopandas()) == 0


def test_points_stand_only_where_a_place_is_known(project: Project) -> None:
    pytest.importorskip("geopandas")
    incidents = project.incidents(all=True)
    frame = incidents.to_geopandas()
    assert frame.crs.to_epsg() == 4326
    for incident, point in zip(incidents, frame.geometry, strict=True):
        where = incident.where
        if where.lat is None or where.level in AREAS:
            assert point is None
        else:
            assert (point.y, point.x) == (where.lat, where.lon)
    assert any(point is not None for point in frame.geometry)
    assert len(incidents.table("places").to_geopandas())
    with pytest.raises(UsageError, match="no places"):
        incidents.table("claims").to_geopandas()


def test_any_library_that_reads_arrow_takes_the_collection(project: Project) -> None:
    incidents = project.incidents()
    assert pyarrow.table(incidents).equals(incidents.to_arrow())
    assert narwhals.from_arrow(incidents, backend="polars").shape == (len(incidents), len(incidents.to_arrow().schema))


@pytest.mark.parametrize("library", ["pandas", "polars", "geopandas"])
def test_a_library_that_is_not_there_is_named(project: Project, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(frame_module, "find_spec", lambda name: None if name == library else there(name))
    with pytest.raises(UsageError, match=f"pip install {library}"):
        getattr(project.incidents(), f"to_{library}")()


def test_an_unknown_table_is_named(project: Project) -> None:
    with pytest.raises(UsageError, match="incidents, claims"):
        project.incidents().table("incident")
