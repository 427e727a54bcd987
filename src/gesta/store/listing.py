"""Incidents as published, one by one and filtered, and the change feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, Select, and_, func, or_, select

from gesta.model.filters import Filter
from gesta.model.incidents import Related
from gesta.model.merged import Change, Glimpse, MergedIncident
from gesta.model.terms import IncidentId, ReportId
from gesta.store.batches import pieces
from gesta.store.filtering import conditions, lies_there
from gesta.store.packing import unpack
from gesta.store.schema import CHANGES
from gesta.store.schema_merged import INCIDENT_SOURCES, INCIDENTS, SUPERSEDED, TIES
from gesta.store.session import Session

_PAGE = 200
"""Incidents fetched at a time."""
_REPORTS = 1000
"""Reports of incidents fetched at a time."""
_AFTER_ALL = "\U0010ffff"
"""Sorts after whatever an id goes on with."""
_DECODER = msgspec.json.Decoder(MergedIncident)
_GLIMPSER = msgspec.json.Decoder(Glimpse)


def incident(session: Session, id: IncidentId, *, ties: bool = True) -> MergedIncident | None:
    """The incident as last published, also when it was merged into another since: then with ``superseded_by``.

    ``ties``: with its ties to incidents of other reports.
    """
    columns = (INCIDENTS.c.record, INCIDENTS.c.superseded_by)
    with session.read() as connection:
        row = connection.execute(select(*columns).where(INCIDENTS.c.id == id)).first()
        if row is None:
            return None
        found = _DECODER.decode(unpack(row.record))
        if ties:
            (found,) = _tied(connection, [found])
    return msgspec.structs.replace(found, superseded_by=row.superseded_by)


def whole(session: Session, ids: Iterable[IncidentId]) -> list[MergedIncident]:
    """Those of the incidents that are in the project, current or not, in the order asked for; all are in memory."""
    asked = list(ids)
    found: dict[str, MergedIncident] = {}
    columns = (INCIDENTS.c.id, INCIDENTS.c.record, INCIDENTS.c.superseded_by)
    with session.read() as connection:
        for piece in pieces(asked):
            rows = connection.execute(select(*columns).where(INCIDENTS.c.id.in_(piece))).all()
            superseded = {row.id: row.superseded_by for row in rows}
            for each in _tied(connection, [_DECODER.decode(unpack(row.record)) for row in rows]):
                into = superseded[each.id]
                found[each.id] = msgspec.structs.replace(each, superseded_by=into) if into else each
    return [found[each] for each in asked if each in found]


def glimpses(session: Session, ids: Iterable[IncidentId]) -> list[Glimpse]:
    """What doubts about those of the incidents that are in the project follow from, in the order asked for."""
    asked = list(ids)
    found: dict[str, Glimpse] = {}
    with session.read() as connection:
        for piece in pieces(asked):
            query = select(INCIDENTS.c.id, INCIDENTS.c.record).where(INCIDENTS.c.id.in_(piece))
            found.update((row.id, _GLIMPSER.decode(unpack(row.record))) for row in connection.execute(query))
    return [found[each] for each in asked if each in found]


def _tied(connection: Connection, found: list[MergedIncident]) -> list[MergedIncident]:
    """The incidents with their ties to incidents of other reports."""
    ties: dict[str, list[Related]] = {}
    for piece in pieces(each.id for each in found):
        query = select(TIES.c.one, TIES.c.other, TIES.c.relation).where(TIES.c.one.in_(piece))
        for one, other, relation in connection.execute(query.order_by(TIES.c.one, TIES.c.other, TIES.c.relation)):
            ties.setdefault(one, []).append(Related(IncidentId(other), relation))
    return [
        msgspec.structs.replace(each, related=tuple(dict.fromkeys((*each.related, *ties[each.id]))))
        if each.id in ties
        else each
        for each in found
    ]


def superseded_by(session: Session, id: IncidentId) -> IncidentId | None:
    """The incident that stands for this one now, over however many merges; None where the id was never superseded."""
    seen = {id}
    with session.read() as connection:
        while True:
            query = select(SUPERSEDED.c.superseded_by).where(SUPERSEDED.c.id == id)
            further = connection.execute(query).scalar()
            if further is None or further in seen:
                return id if len(seen) > 1 else None
            id = IncidentId(further)
            seen.add(id)


def incidents(session: Session, wanted: Filter, limit: int | None) -> Iterator[MergedIncident]:
    """The current incidents that the filter wants, by start and id, those of unknown start last; streaming."""
    left = limit
    for known in (True, False):
        last: tuple[str, str] | None = None
        while left is None or left > 0:
            with session.read() as connection:
                query = _page(connection, wanted, known, last).limit(_PAGE)
                rows = connection.execute(query).all()
                taken = [row.record for row in rows if lies_there(wanted, row.lat, row.lon)][:left]
                told = _tied(connection, [_DECODER.decode(unpack(record)) for record in taken])
            yield from told
            left = None if left is None else left - len(told)
            if len(rows) < _PAGE:
                break
            last = rows[-1].when_start, rows[-1].id


_Page = Select[str, str, float, float, bytes]


def _page(connection: Connection, wanted: Filter, known: bool, last: tuple[str, str] | None) -> _Page:
    start, id = INCIDENTS.c.when_start, INCIDENTS.c.id
    query = select(start, id, INCIDENTS.c.lat, INCIDENTS.c.lon, INCIDENTS.c.record)
    query = query.where(*conditions(connection, wanted)).order_by(start, id)
    query = query.where(start.is_not(None) if known else start.is_(None))
    if last is None:
        return query
    return query.where(or_(start > last[0], and_(start == last[0], id > last[1])) if known else id > last[1])


def count(session: Session, wanted: Filter) -> int:
    """How many current incidents the filter wants."""
    with session.read() as connection:
        if wanted.near is None:
            return connection.execute(select(func.count()).where(*conditions(connection, wanted))).scalar_one()
        rows = connection.execute(select(INCIDENTS.c.lat, INCIDENTS.c.lon).where(*conditions(connection, wanted)))
        return sum(lies_there(wanted, lat, lon) for lat, lon in rows)


def reports_of(session: Session, wanted: Filter) -> Iterator[ReportId]:
    """The reports of those incidents, each once, in order of id; streaming."""
    report, incident = INCIDENT_SOURCES.c.report, INCIDENT_SOURCES.c.incident
    last, before = ("", ""), ""
    while True:
        with session.read() as connection:
            query = select(report, incident, INCIDENTS.c.lat, INCIDENTS.c.lon)
            query = query.join(INCIDENTS, INCIDENTS.c.id == incident).where(*conditions(connection, wanted))
            query = query.where(or_(report > last[0], and_(report == last[0], incident > last[1])))
            rows = connection.execute(query.order_by(report, incident).limit(_REPORTS)).all()
        for row in rows:
            if row.report != before and lies_there(wanted, row.lat, row.lon):
                before = row.report
                yield ReportId(before)
        if len(rows) < _REPORTS:
            return
        last = rows[-1].report, rows[-1].incident


def find_ids(session: Session, prefix: str, limit: int) -> list[IncidentId]:
    """The incidents, current ones and superseded ones, whose id begins so, in order."""
    query = select(INCIDENTS.c.id).where(INCIDENTS.c.id >= prefix, INCIDENTS.c.id < prefix + _AFTER_ALL)
    with session.read() as connection:
        return [IncidentId(each) for each in connection.execute(query.order_by(INCIDENTS.c.id).limit(limit)).scalars()]


def changes(session: Session, since_seq: int, limit: int) -> list[Change]:
    """The entries of the change feed after the one numbered ``since_seq``, oldest first."""
    with session.read() as connection:
        rows = connection.execute(select(CHANGES).where(CHANGES.c.seq > since_seq).order_by(CHANGES.c.seq).limit(limit))
        return [
            Change(row.seq, row.at, row.kind, IncidentId(row.incident), IncidentId(row.other) if row.other else None,
                   row.detail)
            for row in rows
        ]  # fmt: skip


def last_change(session: Session) -> int:
    """The number of the newest entry of the change feed; 0 where there is none."""
    with session.read() as connection:
        return connection.execute(select(func.max(CHANGES.c.seq))).scalar() or 0
