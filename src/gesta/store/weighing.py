"""What the usefulness of a question follows from, of all shown incidents at once: no record is unpacked."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from gesta.model.terms import IncidentId, IncidentStatus
from gesta.store.schema_merged import CURRENT_ACCOUNTS, INCIDENT_SOURCES, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import shown


class Weighed(NamedTuple):
    """A shown incident. ``accounts``: how many tell it; ``readable``: how many of them hold, so that words lead to
    them; ``published``: the last day on which a report of it came out."""

    id: IncidentId
    status: IncidentStatus
    score: float
    confidence: float
    sources: int
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    when_start: str | None
    place: str | None
    country: str | None
    lat: float | None
    accounts: int
    readable: int
    published: str | None


_OWN = tuple(INCIDENTS.c[name] for name in Weighed._fields[: Weighed._fields.index("accounts")])
_Told = tuple[int, int, str | None]


def weighed(session: Session) -> list[Weighed]:
    """The current incidents of the default listing, in no order."""
    with session.read() as connection:
        told = _told(connection)
        rows = _rows(connection, select(*_OWN).where(INCIDENTS.c.current.is_(True), *shown()))
    none: _Told = (0, 0, None)
    return [Weighed._make((*row, *told.get(row[0], none))) for row in rows]


def _told(connection: Connection) -> dict[str, _Told]:
    """For each incident how many accounts tell it, how many of them hold, and the last day of publication."""
    holding = {id for (id,) in _rows(connection, select(CURRENT_ACCOUNTS.c.id))}
    found: dict[str, _Told] = {}
    columns = (INCIDENT_SOURCES.c.incident, INCIDENT_SOURCES.c.account, INCIDENT_SOURCES.c.published)
    for incident, account, published in _rows(connection, select(*columns)):
        accounts, readable, last = found.get(incident, (0, 0, None))
        if published is not None and (last is None or published > last):
            last = published
        found[incident] = accounts + 1, readable + (account in holding), last
    return found


def _rows(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows past SQLAlchemy's own, which would take a third of the time."""
    cursor = connection.execute(query).cursor
    return list(cursor.fetchall()) if cursor is not None else []
