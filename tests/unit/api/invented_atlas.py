"""Atlases of invented incidents, without a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from hypothesis import strategies as st
from tests.unit.export.invented import core, incidents

from gesta.api.atlas import Atlas, load_atlas
from gesta.model.filters import Filter
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId, ReportId
from gesta.model.values import When, Where
from gesta.query import holds
from gesta.store.incidents import incident_row

PLACES = (
    (33.3, 44.4), (33.3001, 44.4), (90.0, 0.0), (-90.0, 12.0), (0.0, 180.0), (0.0, -180.0), (10.0, 179.999),
    (10.0, -179.999), (85.2, 45.0), (0.0, 0.0),
)  # fmt: skip


def texts(report: ReportId) -> tuple[str, ...]:
    return ("Bomb kills five",)


class Told:
    """As much of a store as an atlas asks."""

    def __init__(self, told: Sequence[MergedIncident]) -> None:
        self.told = sorted({each.id: each for each in told}.values(), key=lambda each: each.id)

    def columns(self, names: Sequence[str]) -> dict[str, tuple[object, ...]]:
        rows = [incident_row(each) for each in self.told]
        return {name: tuple(row[name] for row in rows) for name in names}

    def wanted_ids(self, wanted: Filter) -> Iterator[IncidentId]:
        return (each.id for each in self.told if holds(wanted, each, texts))


def atlas_of(told: Sequence[MergedIncident], version: str = "1") -> tuple[Atlas, Told]:
    store = Told(told)
    return load_atlas(store, core(), version), store  # type: ignore[arg-type]


@st.composite
def placed(draw: st.DrawFn) -> MergedIncident:
    """Incidents at places that are hard for a map, of every level and size, at times of every kind."""
    made = draw(incidents())
    lat, lon = draw(st.sampled_from(PLACES) | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    where = msgspec.structs.replace(
        made.where, lat=lat, lon=lon, radius_km=draw(st.none() | st.sampled_from([0.0, 0.4, 4.0, 30.0, 120.0, 4000.0])),
        admin1=draw(st.sampled_from([None, "Upper Nerra", "UPPER NÉRRA", "Ost"])),
    )  # fmt: skip
    when = draw(st.sampled_from([
        made.when, When(), When("2023-03-02T06:00", "2023-03-02T12:00", "part_of_day"), When(None, "2023-03"),
        When("2023-03-02", None), When("2023-01-01", "2023-12-31", "year"), When("2023-03-01", "2023-03-31", "month"),
        When("1760-01-01", "1760-12-31", "year"),
    ]))  # fmt: skip
    return msgspec.structs.replace(made, where=draw(st.sampled_from([where, where, Where()])), when=when,
                                   sources=draw(st.integers(1, 4)))  # fmt: skip


several = st.lists(placed(), max_size=40)
