"""Filters that are watched, and what was told of them."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from gesta.model.terms import IncidentId

AlertKind = Literal["entered", "toll", "withdrawn"]
"""An incident is one that the filter wants now; its toll is another; it was withdrawn, or nothing tells it any more."""
AlertHow = Literal["webhook", "outbox"]
DeliveryStatus = Literal["waiting", "sending", "sent", "failed"]
ALERT_KINDS: tuple[AlertKind, ...] = get_args(AlertKind)


class Alert(msgspec.Struct, frozen=True):
    """A rule: of the incidents that ``query`` wants (a filter as a URL writes it), what is of the ``kinds`` is told.

    ``target``: the address that is posted to, or the e-mail address; ``quiet``: hours in which nothing is sent, as
    "22:00-06:00", in the time ``zone``; ``since``: the last change that was gone through; ``secret``: what the posts
    are signed with; ``private``: the address may be in a private network. Times are ISO 8601 in UTC.
    """

    id: str
    name: str
    query: str
    how: AlertHow
    target: str
    kinds: tuple[AlertKind, ...]
    who: str
    made_at: str
    since: int
    quiet: str | None = None
    zone: str = "UTC"
    secret: str | None = None
    private: bool = False
    ended_at: str | None = None


class Delivery(msgspec.Struct, frozen=True):
    """What an alert tells of one change of an incident. ``what``: in words; ``next_at``: when it is tried again, and
    of one being sent since when; ``detail``: what the last try came to."""

    alert: str
    incident: IncidentId
    kind: AlertKind
    change: int
    at: str
    what: str
    status: DeliveryStatus = "waiting"
    tries: int = 0
    next_at: str | None = None
    detail: str = ""

    @property
    def key(self) -> str:
        """Names it among all deliveries: a receiver that knows the key has it already."""
        return f"{self.alert}.{self.change}.{self.incident}.{self.kind}"
