"""Incidents as lines of the listing: their columns without the whole record, a hundred thousand in a second or two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Row, select

from gesta.model.filters import Filter
from gesta.model.merged import Figure
from gesta.model.terms import COUNT_FIELDS, ConceptId, CountField, IncidentId, IncidentStatus, Policy, Realis
from gesta.model.values import When, Where
from gesta.store.filtering import conditions, lies_there
from gesta.store.schema_merged import FIGURES, INCIDENTS
from gesta.store.session import Session

Bounds = tuple[int | None, int | None]
"""At least and at most; None where open or not known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in short. ``counts``: bounds of the toll that it shows, of the fields that are told with a number.

    ``where`` has neither the units around the place nor its id.
    """

    id: IncidentId
    type: ConceptId
    label: str
    realis: Realis
    when: When
    where: Where
    counts: dict[CountField, Bounds]
    reports: int
    sources: int
    status: IncidentStatus


_COLUMNS = (
    "id", "type", "label", "realis", "when_start", "when_end", "when_precision", "place", "place_level", "admin1",
    "country", "lat", "lon", "radius_km", "reports", "sources", "status",
    *(f"{field}_{end}" for field in COUNT_FIELDS for end in ("low", "high")),
)  # fmt: skip


def lines(session: Session, wanted: Filter) -> Iterator[Line]:
    """The current incidents that the filter wants, by start and id, those of unknown start first; streaming."""
    with session.read() as connection:
        query = select(*(INCIDENTS.c[name] for name in _COLUMNS)).where(*conditions(connection, wanted))
        for row in connection.execute(query.order_by(INCIDENTS.c.when_start, INCIDENTS.c.id)):
            if lies_there(wanted, row.lat, row.lon):
                yield _line(row)


def _line(row: Row[Any]) -> Line:
    bounds = row[17:]
    return Line(
        IncidentId(row.id),
        ConceptId(row.type),
        row.label,
        row.realis,
        When(row.when_start, row.when_end, row.when_precision),
        Where(row.place, row.place_level, (), row.admin1, row.country, row.lat, row.lon, row.radius_km),
        {
            field: (bounds[2 * place], bounds[2 * place + 1])
            for place, field in enumerate(COUNT_FIELDS)
            if bounds[2 * place] is not None or bounds[2 * place + 1] is not None
        },
        row.reports,
        row.sources,
        row.status,
    )


def figures(session: Session, wanted: Filter, policy: Policy) -> dict[IncidentId, dict[CountField, Figure]]:
    """The toll of each incident that the filter wants, by the policy (without the claims); one of a point's circle
    may have more than was asked for. A figure that a person set is not among them: see ``Line.counts``."""
    with session.read() as connection:
        ids = select(INCIDENTS.c.id).where(*conditions(connection, wanted))
        columns = (FIGURES.c.incident, FIGURES.c.field, FIGURES.c.low, FIGURES.c.best, FIGURES.c.high, FIGURES.c.basis)
        query = select(*columns).where(FIGURES.c.policy == policy, FIGURES.c.incident.in_(ids))
        found: dict[IncidentId, dict[CountField, Figure]] = {}
        fields: dict[str, CountField] = {field: field for field in get_args(CountField)}
        for incident, field, low, best, high, basis in connection.execute(query):
            found.setdefault(IncidentId(incident), {})[fields[field]] = Figure(low, best, high, (), basis)
    return found
