"""Alerts and what they tell. A delivery is claimed before it is sent, so that no two senders send it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import Row as Found
from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from gesta.model.alerts import Alert, Delivery
from gesta.model.terms import IncidentId
from gesta.store.batches import Row, add, add_new, pieces
from gesta.store.schema import CHANGES
from gesta.store.schema_served import ALERT_MEMBERS, ALERTS, DELIVERIES
from gesta.store.session import Session

_BETWEEN = ", "
_AT_ONCE = 5000
ENDED = "the alert was ended before it was sent"
LOST = "the sender stopped while it was sending: it may have arrived, and is not sent again"


def add_alert(session: Session, alert: Alert, members: Iterable[tuple[IncidentId, str]]) -> Alert:
    """The rule stands from the last change on; ``members``: incidents that it knows already, with their tolls."""
    with session.write() as connection:
        last = connection.execute(select(func.max(CHANGES.c.seq))).scalar() or 0
        row = asdict(alert) | {"kinds": _BETWEEN.join(alert.kinds), "since": last}
        connection.execute(insert(ALERTS), [row])
        rows: list[Row] = [{"alert": alert.id, "incident": incident, "toll": toll} for incident, toll in members]
        for first in range(0, len(rows), _AT_ONCE):
            add(connection, ALERT_MEMBERS, rows[first : first + _AT_ONCE])
    found = alert_of(session, alert.id)
    assert found is not None
    return found


def alerts(session: Session, *, ended: bool) -> list[Alert]:
    """The rules in the order made; ``ended``: those that hold no more too."""
    query = select(ALERTS).order_by(ALERTS.c.made_at, ALERTS.c.id)
    if not ended:
        query = query.where(ALERTS.c.ended_at.is_(None))
    with session.read() as connection:
        return [_alert(row) for row in connection.execute(query)]


def alert_of(session: Session, id: str) -> Alert | None:
    """The rule of the id."""
    with session.read() as connection:
        row = connection.execute(select(ALERTS).where(ALERTS.c.id == id)).first()
    return None if row is None else _alert(row)


def _alert(row: Found[Any]) -> Alert:
    fields = dict(row._mapping)
    return Alert(**fields | {"kinds": tuple(fields["kinds"].split(_BETWEEN))})


def end_alert(session: Session, id: str, at: str) -> bool:
    """The rule holds no more, and what waits is not sent; False where it is not there or was ended before."""
    with session.write() as connection:
        ending = update(ALERTS).where(ALERTS.c.id == id, ALERTS.c.ended_at.is_(None)).values(ended_at=at)
        if connection.execute(ending).rowcount != 1:
            return False
        waiting = and_(DELIVERIES.c.alert == id, DELIVERIES.c.status == "waiting")
        connection.execute(update(DELIVERIES).where(waiting).values(status="failed", next_at=None, detail=ENDED))
        connection.execute(ALERT_MEMBERS.delete().where(ALERT_MEMBERS.c.alert == id))
    return True


def members_of(session: Session, id: str, incidents: Iterable[IncidentId]) -> dict[IncidentId, str]:
    """Those of the incidents that the rule knows, with their tolls then."""
    found: dict[IncidentId, str] = {}
    with session.read() as connection:
        for piece in pieces(incidents):
            query = select(ALERT_MEMBERS.c.incident, ALERT_MEMBERS.c.toll)
            rows = connection.execute(query.where(ALERT_MEMBERS.c.alert == id, ALERT_MEMBERS.c.incident.in_(piece)))
            found.update((IncidentId(incident), toll) for incident, toll in rows)
    return found


def advance(
    session: Session, id: str, since: int, members: Mapping[IncidentId, str | None], found: Iterable[Delivery]
) -> None:
    """The rule went through the changes up to ``since`` and knows the ``members`` (None: no more); what it found waits
    to be sent. A delivery that stands already stays as it is."""
    with session.write() as connection:
        for piece in pieces(members):
            known = and_(ALERT_MEMBERS.c.alert == id, ALERT_MEMBERS.c.incident.in_(piece))
            connection.execute(ALERT_MEMBERS.delete().where(known))
        rows: list[Row] = [
            {"alert": id, "incident": incident, "toll": toll} for incident, toll in members.items() if toll is not None
        ]
        add(connection, ALERT_MEMBERS, rows)
        add_new(connection, DELIVERIES, [asdict(each) for each in found])
        connection.execute(update(ALERTS).where(ALERTS.c.id == id).values(since=since))


def due(session: Session, at: str, limit: int, latest: str) -> list[Delivery]:
    """What waits and may be sent at the moment, the oldest first; also what is to be sent after ``latest``: nothing
    waits so long but what was put off while the clock was wrong."""
    ready = or_(DELIVERIES.c.next_at.is_(None), DELIVERIES.c.next_at <= at, DELIVERIES.c.next_at > latest)
    query = select(DELIVERIES).where(DELIVERIES.c.status == "waiting", ready)
    query = query.order_by(DELIVERIES.c.change, DELIVERIES.c.alert, DELIVERIES.c.incident, DELIVERIES.c.kind)
    with session.read() as connection:
        return [Delivery(**row._mapping) for row in connection.execute(query.limit(limit))]


def _is(delivery: Delivery, status: str) -> ColumnElement[bool]:
    columns = DELIVERIES.c
    return and_(
        columns.alert == delivery.alert,
        columns.incident == delivery.incident,
        columns.kind == delivery.kind,
        columns.change == delivery.change,
        columns.status == status,
    )


def claim(session: Session, delivery: Delivery, at: str) -> bool:
    """The delivery is this sender's to send, and counts as tried; False where another has it, or sent it."""
    with session.write() as connection:
        mine = update(DELIVERIES).where(_is(delivery, "waiting"), DELIVERIES.c.tries == delivery.tries)
        values = {"status": "sending", "tries": delivery.tries + 1, "next_at": at}
        return connection.execute(mine.values(values)).rowcount == 1


def settle(session: Session, delivery: Delivery, status: str, next_at: str | None, detail: str) -> None:
    """The delivery that this sender had claimed was sent, failed, or waits for another try at ``next_at``."""
    with session.write() as connection:
        values = {"status": status, "next_at": next_at, "detail": detail}
        connection.execute(update(DELIVERIES).where(_is(delivery, "sending")).values(values))


def give_up(session: Session, before: str) -> int:
    """What was claimed before the moment and never settled has failed; how many they were."""
    stale = and_(DELIVERIES.c.status == "sending", DELIVERIES.c.next_at < before)
    with session.read() as connection:
        if connection.execute(select(func.count()).select_from(DELIVERIES).where(stale)).scalar_one() == 0:
            return 0
    with session.write() as connection:
        ended = update(DELIVERIES).where(stale).values(status="failed", next_at=None, detail=LOST)
        return connection.execute(ended).rowcount


def deliveries(session: Session, id: str, limit: int) -> list[Delivery]:
    """What the rule told or is to tell, the newest first."""
    query = select(DELIVERIES).where(DELIVERIES.c.alert == id)
    query = query.order_by(DELIVERIES.c.change.desc(), DELIVERIES.c.incident, DELIVERIES.c.kind).limit(limit)
    with session.read() as connection:
        return [Delivery(**row._mapping) for row in connection.execute(query)]


def delivery_counts(session: Session) -> dict[str, dict[str, int]]:
    """How many deliveries each rule has by status."""
    query = select(DELIVERIES.c.alert, DELIVERIES.c.status, func.count())
    found: dict[str, dict[str, int]] = {}
    with session.read() as connection:
        for alert, status, number in connection.execute(query.group_by(DELIVERIES.c.alert, DELIVERIES.c.status)):
            found.setdefault(alert, {})[status] = number
    return found
