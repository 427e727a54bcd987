"""Incidents as lines of the listing: their columns without the whole record, a hundred thousand in a second or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import select

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
_LAT = _COLUMNS.index("lat")
_AT_ONCE = 1000
"""Rows fetched together."""


def lines(session: Session, wanted: Filter) -> Iterator[Line]:
    """The current incidents that the filter wants, by start and id, those of unknown start first; streaming."""
    with session.read() as connection:
        query = select(*(INCIDENTS.c[name] for name in _COLUMNS)).where(*conditions(connection, wanted))
        # past SQLAlchemy's rows, which would take a third of the time
        cursor = connection.execute(query.order_by(INCIDENTS.c.when_start, INCIDENTS.c.id)).cursor
        while cursor is not None and (rows := cursor.fetchmany(_AT_ONCE)):
            for row in rows:
                if wanted.near is None or lies_there(wanted, row[_LAT], row[_LAT + 1]):
                    yield _line(row)


def _line(row: Sequence[Any]) -> Line:
    id, type, label, realis, start, end, precision, place, level, admin1, country, lat, lon, radius, *rest = row
    reports, sources, status, *bounds = rest
    return Line(
        id,
        type,
        label,
        realis,
        When(start, end, precision),
        Where(place, level, (), admin1, country, lat, lon, radius),
        {
            field: (low, high)
            for field, low, high in zip(COUNT_FIELDS, bounds[::2], bounds[1::2], strict=True)
            if low is not None or high is not None
        },
        reports,
        sources,
        status,
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
