"""Values read from text: times, places, counts, scores. Unknown parts are None, never a stand-in."""

from __future__ import annotations

import msgspec

from gesta.model.spans import Evidence
from gesta.model.terms import (
    ActorId,
    ActorKind,
    Exactness,
    PlaceId,
    PlaceLevel,
    TimePrecision,
)


class Reason(msgspec.Struct, frozen=True):
    """One named part of a score; ``weight`` is what it adds."""

    name: str
    weight: float
    detail: str = ""


class Score(msgspec.Struct, frozen=True):
    """A score in [0, 1] that is the clipped sum of its reasons' weights."""

    value: float
    reasons: tuple[Reason, ...] = ()


def score(*reasons: Reason) -> Score:
    """The sum of the reasons, clipped to [0, 1] and rounded to three places so that platforms agree."""
    return Score(round(min(1.0, max(0.0, sum(reason.weight for reason in reasons))), 3), reasons)


class When(msgspec.Struct, frozen=True):
    """A time interval. ``start`` and ``end`` are ISO 8601 (date, or minute when finer than a day), end inclusive
    for dates and exclusive for minutes; None where that bound is not known. ``basis``: what it was worked out from."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"
    basis: str = "not told"
    text: str | None = None
    evidence: Evidence = ()


def share_a_day(one: When, other: When) -> bool:
    """True unless the one is known to end before the other begins."""
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: When, other: When) -> bool:
    return bool(one.end and other.start) and (one.end or "")[:10] < (other.start or "")[:10]


class PlaceCandidate(msgspec.Struct, frozen=True):
    """Another place that the same words could mean."""

    place_id: PlaceId
    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    score: float


UNLISTED_IN = "not in the gazetteer; in "
"""How the basis of a place begins that no gazetteer has; the town or unit that it lies in follows."""


class Where(msgspec.Struct, frozen=True):
    """A place. Coordinates are WGS 84 degrees, None when not known; ``radius_km`` is the size of what is named."""

    name: str | None = None
    level: PlaceLevel = "unknown"
    within: tuple[str, ...] = ()
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    place_id: PlaceId | None = None
    basis: str = "not told"
    candidates: tuple[PlaceCandidate, ...] = ()
    evidence: Evidence = ()


class Count(msgspec.Struct, frozen=True):
    """How many. An open bound is None: "more than 30" is {31, None}; "dozens" has both None and keeps its words.
    ``parts`` holds told-apart groups, e.g. {"children": 3, "perpetrators": 1}."""

    low: int | None = None
    high: int | None = None
    exactness: Exactness = "exact"
    text: str | None = None
    parts: dict[str, int] = {}
    evidence: Evidence = ()


class ActorRef(msgspec.Struct, frozen=True):
    """Who the words mean: a known actor (``actor_id``), or a kind of people with the name the text gives."""

    name: str | None = None
    actor_id: ActorId | None = None
    kind: ActorKind = "unknown"
    country: str | None = None
