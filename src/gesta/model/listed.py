"""An incident as a list shows it, and a page of them."""

from __future__ import annotations

import msgspec

from gesta.model.terms import ConceptClass, ConceptId, IncidentId, IncidentStatus, PlaceLevel, Realis, TimePrecision
from gesta.model.terms import ResponsibilityStatus as Responsibility


class ListedIncident(msgspec.Struct, frozen=True):
    """One row: the columns of the view ``incident_list`` by the same names, with ``class`` and ``background`` besides.

    Units and what an empty value means: ``gesta.model.columns``, and ``docs/reference/columns.md``.
    """

    id: IncidentId
    cls: ConceptClass = msgspec.field(name="class")
    type: ConceptId
    label: str
    realis: Realis
    background: bool
    when_start: str | None
    when_end: str | None
    when_precision: TimePrecision
    when_basis: str
    place: str | None
    place_level: PlaceLevel
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    perpetrators: str | None
    targets: str | None
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    detained_low: int | None
    detained_high: int | None
    abducted_low: int | None
    abducted_high: int | None
    displaced_low: int | None
    displaced_high: int | None
    participants_low: int | None
    participants_high: int | None
    responsibility: Responsibility
    score: float
    reports: int
    sources: int
    confidence: float
    grade: str
    status: IncidentStatus


class Page(msgspec.Struct, frozen=True):
    """Some rows of a listing; ``after``: the cursor that the next page begins behind, None where this is the last."""

    rows: tuple[ListedIncident, ...]
    after: str | None
