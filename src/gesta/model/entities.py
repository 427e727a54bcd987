"""Everything named in a document, incident or not: what makes Gesta a geoparser and a TIMEX3 tagger too."""

from __future__ import annotations

from typing import Literal

import msgspec

from gesta.model.terms import ActorId, ActorKind, PlaceId, PlaceLevel
from gesta.model.values import Count, PlaceCandidate, When


class Timex(msgspec.Struct, frozen=True):
    """TIMEX3 type and value; value None where a relative expression has no anchor."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None


class TimeEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="time"):
    """A time expression with its interval."""

    start: int
    end: int
    exact: str
    timex3: Timex
    when: When


class PlaceEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="place"):
    """A place name with the place it was resolved to; ids and coordinates None when not resolved."""

    start: int
    end: int
    exact: str
    name: str
    level: PlaceLevel = "unknown"
    place_id: PlaceId | None = None
    within: tuple[str, ...] = ()
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    basis: str = "named"
    candidates: tuple[PlaceCandidate, ...] = ()
    score: float = 0.0


class ActorEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="actor"):
    """Somebody who acts: a name, a group of people, or a pronoun resolved to one (``refers_to``: entity start).

    ``basis``: what it was worked out from; ``candidates``: known actors of whom the text does not tell which it means.
    """

    start: int
    end: int
    exact: str
    name: str | None = None
    actor_id: ActorId | None = None
    sector: ActorKind = "unknown"
    country: str | None = None
    refers_to: int | None = None
    basis: str = "named"
    candidates: tuple[ActorId, ...] = ()


class FacilityEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="facility"):
    """A building, base, road or other made thing."""

    start: int
    end: int
    exact: str
    name: str | None = None


class WeaponEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="weapon"):
    """A weapon: its kind (rocket, firearm, ...) and, where told, its name and number."""

    start: int
    end: int
    exact: str
    weapon: str
    name: str | None = None
    count: Count | None = None


class CountEntity(msgspec.Struct, frozen=True, tag_field="kind", tag="count"):
    """A number of people or things."""

    start: int
    end: int
    exact: str
    count: Count
    of: str | None = None


Entity = PlaceEntity | TimeEntity | ActorEntity | FacilityEntity | WeaponEntity | CountEntity
