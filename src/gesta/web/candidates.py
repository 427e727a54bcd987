"""Incidents that one may be merged with: those nearly joined to it, those near in time and place, those looked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gesta.errors import UsageError
from gesta.knowledge.places import distance_km
from gesta.model.filters import Filter, Near
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import judged
from gesta.review.anchors import weighty_accounts
from gesta.review.doubts import near_words
from gesta.review.drafts import found
from gesta.review.near import near_incidents
from gesta.store.store import Store

_MOST = 12
_KM, _DAYS = 50.0, 3
"""How far away, and how many days before or after, another account of an occurrence may put it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another incident and why it is offered."""

    incident: MergedIncident
    why: str


def candidates(store: Store, incident: MergedIncident, sought: str) -> list[Candidate]:
    """Those that the words or the id find; without any, those nearly joined, then those near."""
    offered: dict[IncidentId, Candidate] = {}
    for each in _sought(store, sought) if sought else _near(store, incident):
        if each.incident.id != incident.id:
            offered.setdefault(each.incident.id, each)
    return list(offered.values())[:_MOST]


def _sought(store: Store, sought: str) -> list[Candidate]:
    if sought.startswith("inc_"):
        try:
            return [Candidate(found(store, sought)[0], "the id")]
        except UsageError:
            return []
    told = store.incidents(Filter(text=sought, shown_only=True), limit=_MOST + 1)
    return [Candidate(each, "a report holds the words") for each in told]


def _near(store: Store, incident: MergedIncident) -> list[Candidate]:
    nearly = near_incidents(store, weighty_accounts(incident), judged(store))
    offered = []
    for home, link in sorted(nearly.items(), key=lambda each: (-each[1].weight, each[0])):
        if (other := store.incident(home)) is not None:
            offered.append(Candidate(other, near_words(link.weight)))
    return [*offered, *_around(store, incident)]


def _around(store: Store, incident: MergedIncident) -> list[Candidate]:
    """Those near in time and place, the nearest first; none where either is not known."""
    where, when = incident.where, incident.when
    if where.lat is None or where.lon is None or when.start is None or when.end is None:
        return []
    first, last = date.fromisoformat(when.start[:10]), date.fromisoformat(when.end[:10])
    span = timedelta(days=_DAYS)
    wanted = Filter(
        near=Near(where.lat, where.lon, _KM), since=(first - span).isoformat(), until=(last + span).isoformat(),
        shown_only=True,
    )  # fmt: skip
    around = []
    for other in store.incidents(wanted, limit=4 * _MOST):
        if other.where.lat is not None and other.where.lon is not None:
            km = distance_km(where.lat, where.lon, other.where.lat, other.where.lon)
            around.append((km, Candidate(other, f"{km:.0f} km away, within {_DAYS} days")))
    return [each for _, each in sorted(around, key=lambda each: (each[0], each[1].incident.id))]
