"""Incidents as published, one by one and filtered, and the change feed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from gesta.model.incidents import Related
from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import IncidentId
from gesta.store.batches import pieces
from gesta.store.columns import Words
from gesta.store.packing import unpack
from gesta.store.records import Filter
from gesta.store.schema import CHANGES
from gesta.store.schema_merged import CURRENT_ACCOUNTS, INCIDENTS, MEMBERS, SUPERSEDED, TIES
from gesta.store.search import matching
from gesta.store.session import Session
from gesta.store.views import shown

_PAGE = 200
"""Incidents fetched at a time."""
_AFTER_ALL = "\U0010ffff"
"""Sorts after whatever an id goes on with."""
_DECODER = msgspec.json.Decoder(MergedIncident)


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
            size = _PAGE if left is None else min(_PAGE, left)
            with session.read() as connection:
                query = _page(connection, wanted, known, last).limit(size)
                rows = [(start, id, record) for start, id, record in connection.execute(query)]
                told = _tied(connection, [_DECODER.decode(unpack(record)) for _, _, record in rows])
            yield from told
            left = None if left is None else left - len(rows)
            if len(rows) < size:
                break
            last = rows[-1][:2]


def _page(connection: Connection, wanted: Filter, known: bool, last: tuple[str, str] | None) -> Select[str, str, bytes]:
    start, id = INCIDENTS.c.when_start, INCIDENTS.c.id
    query = select(start, id, INCIDENTS.c.record).where(*conditions(connection, wanted)).order_by(start, id)
    query = query.where(start.is_not(None) if known else start.is_(None))
    if last is None:
        return query
    return query.where(or_(start > last[0], and_(start == last[0], id > last[1])) if known else id > last[1])


def conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """What the filter asks of a row of incidents."""
    columns = INCIDENTS.c
    found: list[ColumnElement[bool]] = [columns.current.is_(True)]
    for column, value in (
        (columns.type, wanted.type),
        (columns.country, wanted.country),
        (columns.status, wanted.status),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.since is not None:
        last = func.coalesce(columns.when_end, columns.when_start)
        found.append(func.substr(last, 1, len(wanted.since), type_=Words()) >= wanted.since)
    if wanted.until is not None:
        first = func.coalesce(columns.when_start, columns.when_end)
        found.append(func.substr(first, 1, len(wanted.until), type_=Words()) <= wanted.until)
    if wanted.text is not None:
        found.append(_tells(connection, wanted.text))
    return [*found, *(shown() if wanted.shown_only else ())]


def _tells(connection: Connection, text: str) -> ColumnElement[bool]:
    reports = matching(connection, text)
    if reports is None:
        return false()
    told = select(MEMBERS.c.incident).join(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.id == MEMBERS.c.account)
    return INCIDENTS.c.id.in_(told.where(CURRENT_ACCOUNTS.c.report_number.in_(reports)))


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
