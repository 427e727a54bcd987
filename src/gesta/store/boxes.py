"""Incidents within a box of latitudes and longitudes, page by page in order of their ids."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, or_, select

from gesta.model.filters import AREAS, Filter
from gesta.model.terms import IncidentId
from gesta.store.filtering import conditions, lies_there
from gesta.store.schema_merged import INCIDENTS
from gesta.store.session import Session


class Box(msgspec.Struct, frozen=True):
    """WGS 84 degrees, the edges in it; where ``west`` is more than ``east`` it goes over the date line."""

    west: float
    south: float
    east: float
    north: float


class Found(msgspec.Struct, frozen=True):
    """Incidents in order of their ids; ``after``: the last one, where more come behind it."""

    ids: tuple[IncidentId, ...]
    after: IncidentId | None


def page(session: Session, wanted: Filter, box: Box | None, after: str | None, limit: int) -> Found:
    """At most ``limit`` current incidents that the filter wants and whose point lies in the box, from behind the id on.

    Those known by province, country or region only have no point, and lie in no box.
    """
    last = after or ""
    found: list[IncidentId] = []
    columns = (INCIDENTS.c.id, INCIDENTS.c.lat, INCIDENTS.c.lon)
    with session.read() as connection:
        query = select(*columns).where(*conditions(connection, wanted), *_inside(box)).order_by(INCIDENTS.c.id)
        while True:
            rows = connection.execute(query.where(INCIDENTS.c.id > last).limit(limit + 1)).all()
            found.extend(IncidentId(row.id) for row in rows if lies_there(wanted, row.lat, row.lon))
            if len(found) > limit or len(rows) <= limit:
                break
            last = rows[-1].id
    return Found(tuple(found[:limit]), found[limit - 1] if len(found) > limit else None)


def _inside(box: Box | None) -> Iterator[ColumnElement[bool]]:
    if box is None:
        return
    lat, lon = INCIDENTS.c.lat, INCIDENTS.c.lon
    yield INCIDENTS.c.place_level.not_in(sorted(AREAS))
    yield lat.between(box.south, box.north)
    yield or_(lon >= box.west, lon <= box.east) if box.west > box.east else lon.between(box.west, box.east)
