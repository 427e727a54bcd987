"""Which incidents are asked for: one filter for every command, page, query and export."""

from __future__ import annotations

import msgspec

from gesta.model.terms import ConceptId, CountField, IncidentStatus, PlaceLevel, Realis

AREAS: frozenset[PlaceLevel] = frozenset({"admin1", "country", "region"})
"""Levels of a place of which only the middle is known: that is no place of an event."""


class Near(msgspec.Struct, frozen=True):
    """Within ``km`` of a point in WGS 84 degrees."""

    lat: float
    lon: float
    km: float


class Bound(msgspec.Struct, frozen=True, order=True):
    """A toll of at least ``low``, at most ``high``; None does not matter."""

    field: CountField
    low: int | None = None
    high: int | None = None


class Filter(msgspec.Struct, frozen=True):
    """What every incident that is asked for has; what is None or empty does not matter, of several one is enough.

    ``types``: concepts; ``narrower``: those that they take in by a codebook (``gesta.query.narrowed`` sets them).
    ``countries``: ISO codes. ``admin1``: the province's name, whatever its case and accents.
    ``near``: the middle of its place lies there; one known by province, country or region only is out.
    ``since``, ``until``: days, months or years in ISO 8601, both inclusive: an incident is in when its interval touches
    them, and one with no known day is not. ``actor``: an actor's id or kind, or words of the name of one, in any role.
    ``tolls``: on the figures of the lead policy: at least three is a lower bound of three, at most three a known upper
    bound. ``sources``: independent ones, at least. ``text``: words and "quoted phrases" that one report holds.
    ``shown_only``: the default listing, events of listed realis that are neither background nor withdrawn; asking for a
    realis, for background or for a status takes the place of that part of it.
    """

    types: tuple[ConceptId, ...] = ()
    narrower: tuple[ConceptId, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    near: Near | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    tolls: tuple[Bound, ...] = ()
    realis: tuple[Realis, ...] = ()
    background: bool | None = None
    sources: int | None = None
    statuses: tuple[IncidentStatus, ...] = ()
    text: str | None = None
    shown_only: bool = False

    @property
    def concepts(self) -> tuple[ConceptId, ...]:
        """The concepts that are let through: those asked for and the narrower ones; none where all are."""
        return (*self.types, *self.narrower) if self.types else ()


EVERYTHING = Filter()
SHOWN = Filter(shown_only=True)
"""The default listing."""
