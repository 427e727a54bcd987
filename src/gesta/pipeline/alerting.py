"""What alerts tell: which changes concern each rule, and their sending, never twice.

A round goes through the changes of each rule in one transaction with what it finds, then sends what is due. A delivery
is claimed before it is sent and settled after; where the sender stops in between, nobody knows whether it arrived, and
it is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.model.alerts import Alert, AlertKind, Delivery
from gesta.model.filters import Filter
from gesta.model.incidents import Counts
from gesta.model.merged import MergedIncident
from gesta.model.terms import COUNT_FIELDS, IncidentId, ReportId
from gesta.model.values import Count
from gesta.pipeline.quiet import is_quiet
from gesta.query import holds, narrowed, read_query
from gesta.store.lines import Line
from gesta.store.store import Store

TRIES = 5
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""Until the second try, the third and so on."""
_LOST_AFTER = timedelta(minutes=10)
"""No sending takes so long: whoever claimed it has stopped."""
_CHANGES, _SENT = 1000, 500
"""Changes and deliveries of one round."""
_UNTOLD = "no toll told"
Step = Literal["found", "claimed", "sent", "settled"]


class NotSentError(Exception):
    """It was not sent. ``again``: it did certainly not arrive, or was refused for now, and may be tried again."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.again = again


class Channel(Protocol):
    """Where deliveries go."""

    def send(self, alert: Alert, delivery: Delivery, incident: MergedIncident | None) -> str:
        """It was sent; what the receiver said, in words. Raises NotSentError."""
        ...


@dataclass(frozen=True, slots=True)
class Sender:
    """What a round needs. ``now``: the moment, in UTC."""

    store: Store
    book: Codebook
    channel: Channel
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def round(self) -> dict[Step, int]:
        """Everything new was found and all that is due sent or tried; how many steps of each kind were taken."""
        counts: dict[Step, int] = {"found": 0, "claimed": 0, "sent": 0, "settled": 0}
        for step in self.steps():
            counts[step] += 1
        return counts

    def steps(self) -> Iterator[Step]:
        """The same, step by step: after each, all that was done stands; whoever stops here leaves no more undone."""
        self.store.give_up_deliveries(_written(self.now() - _LOST_AFTER))
        for alert in self.store.alerts():
            while self._go_on(alert.id):
                yield "found"
        rules = {alert.id: alert for alert in self.store.alerts()}
        latest = _written(self.now() + _WAITS[-1])
        for delivery in self.store.due_deliveries(_written(self.now()), _SENT, latest):
            alert_now = rules.get(delivery.alert)
            if alert_now is None or is_quiet(alert_now.quiet, alert_now.zone, self.now()):
                continue
            if self.store.claim_delivery(delivery, _written(self.now())):
                yield "claimed"
                yield from self._send(alert_now, delivery)

    def _send(self, alert: Alert, delivery: Delivery) -> Iterator[Step]:
        try:
            said = self.channel.send(alert, delivery, self.store.incident(delivery.incident))
        except NotSentError as fault:
            tries = delivery.tries + 1
            if fault.again and tries < TRIES:
                again = _written(self.now() + _WAITS[tries - 1])
                self.store.settle_delivery(delivery, "waiting", again, str(fault))
            else:
                self.store.settle_delivery(delivery, "failed", None, str(fault))
            yield "settled"
            return
        yield "sent"
        self.store.settle_delivery(delivery, "sent", None, said)
        yield "settled"

    def _go_on(self, id: str) -> bool:
        """The rule went through its next changes; False where there were none, or the rule has ended."""
        with self.store.transaction():
            alert = self.store.alert(id)
            changes = self.store.changes(alert.since, _CHANGES) if alert and alert.ended_at is None else []
            if alert is None or not changes:
                return False
            last: dict[IncidentId, int] = {}
            for change in changes:
                last[change.incident] = change.seq
                if change.other is not None:
                    last[change.other] = change.seq
            known = self.store.alert_members(id, last)
            for change in changes:
                # What went into another incident is known there: it does not enter a second time.
                if change.kind == "merged" and change.other is not None and change.incident in known:
                    known.setdefault(change.other, known[change.incident])
            wanted = _filter(alert, self.book)
            members: dict[IncidentId, str | None] = {}
            found: list[Delivery] = []
            for incident, number in last.items():
                kind, what, toll = self._told(wanted, incident, known.get(incident))
                members[incident] = toll
                if kind in alert.kinds and kind is not None:
                    found.append(Delivery(id, incident, kind, number, _written(self.now()), what))
            self.store.advance_alert(id, changes[-1].seq, members, found)
        return True

    def _told(
        self, wanted: Filter | None, id: IncidentId, before: str | None
    ) -> tuple[AlertKind | None, str, str | None]:
        """What there is to tell, in words, and the toll under which the rule knows the incident now (None: not)."""
        incident = self.store.incident(id) if self.store.members([id]) else None
        if incident is None or incident.superseded_by is not None:
            merged = self.store.superseded_by(id) is not None
            return (None, "", None) if before is None or merged else ("withdrawn", "no report tells it any more", None)
        if wanted is None or not holds(wanted, incident, self._texts):
            is_withdrawn = incident.status == "withdrawn" and before is not None
            return ("withdrawn", "it was withdrawn", None) if is_withdrawn else (None, "", None)
        toll = toll_of(incident.counts)
        if before is None:
            return "entered", toll or _UNTOLD, toll
        if toll == before:
            return None, "", toll
        return "toll", f"{before or _UNTOLD}, now {toll or _UNTOLD}", toll

    def _texts(self, report: ReportId) -> Iterator[str]:
        record = self.store.current_record(report)
        if record is not None:
            yield from (part for part in (record.document.title, record.document.text) if part)


def watch(store: Store, book: Codebook, alert: Alert) -> Alert:
    """The rule stands; what its filter wants now is known to it and not told. Raises UsageError for a query that is
    no filter, hours or a time zone that are none, or no kinds."""
    if not alert.kinds:
        raise UsageError("an alert tells something: entered, toll or withdrawn")
    is_quiet(alert.quiet, alert.zone, datetime.now(UTC))
    wanted = narrowed(read_query(alert.query), book)
    with store.transaction():
        return store.add_alert(alert, [(line.id, _toll_of_line(line)) for line in store.lines(wanted)])


def _filter(alert: Alert, book: Codebook) -> Filter | None:
    """The filter of the rule; None where the codebook has its types no more: then nothing enters."""
    try:
        return narrowed(read_query(alert.query), book)
    except UsageError:
        return None


def toll_of(counts: Counts) -> str:
    """ "killed 3, injured 2 or more": the fields with a number, in one form; empty for none."""
    told: list[str] = []
    for field in COUNT_FIELDS:
        count: Count | None = getattr(counts, field)
        if count is not None and (count.low, count.high) != (None, None):
            told.append(_bounds(field, count.low, count.high))
    return ", ".join(told)


def _toll_of_line(line: Line) -> str:
    return ", ".join(_bounds(field, *bounds) for field, bounds in line.counts.items())


def _bounds(field: str, low: int | None, high: int | None) -> str:
    if low == high:
        return f"{field} {low}"
    if high is None:
        return f"{field} {low} or more"
    return f"{field} at most {high}" if low is None else f"{field} {low} to {high}"


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
