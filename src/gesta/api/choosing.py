"""A filter against the columns of an atlas. ``gesta.query.holds`` says the same of one incident."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gesta.api.atlas import Atlas, Mask
from gesta.knowledge.places import distance_km
from gesta.model.filters import AREAS, Filter, Near
from gesta.model.searching import folded
from gesta.model.terms import LISTED_REALIS
from gesta.store import Store

_EDGE_KM = 1e-3
"""Kilometres from the edge of a circle within which a distance is worked out again, as it is everywhere else."""
_EARTH_KM = 6371.0088


def chosen(atlas: Atlas, wanted: Filter, store: Store) -> Mask:
    """The rows that the filter lets through. Words and actors are asked of the store, all else of the atlas."""
    found = np.ones(len(atlas), dtype=bool)
    for part in _parts(atlas, wanted):
        found &= part
    if wanted.text is not None or wanted.actor is not None:
        found &= _told(atlas, Filter(text=wanted.text, actor=wanted.actor), store)
    return found


def _parts(atlas: Atlas, wanted: Filter) -> Iterator[Mask]:
    for column, values in ((atlas.type, wanted.concepts), (atlas.realis, wanted.realis),
                           (atlas.status, wanted.statuses), (atlas.country, wanted.countries)):  # fmt: skip
        if values:
            yield column.among(values)
    if wanted.background is not None:
        yield atlas.background == wanted.background
    if wanted.sources is not None:
        yield atlas.sources >= wanted.sources
    for bound in wanted.tolls:
        low, high = atlas.tolls[bound.field]
        if bound.low is not None:
            yield low >= bound.low
        if bound.high is not None:
            yield high <= bound.high
    if wanted.admin1 is not None:
        meant = folded(wanted.admin1)
        yield atlas.admin1.where(lambda name: name is not None and folded(name) == meant)
    if wanted.near is not None:
        yield _near(atlas, wanted.near)
    yield from _then(atlas, wanted)
    if wanted.shown_only:
        yield from _shown(atlas, wanted)


def _then(atlas: Atlas, wanted: Filter) -> Iterator[Mask]:
    if wanted.since is not None:
        yield (atlas.ends != "") & (atlas.ends.astype(f"U{len(wanted.since)}") >= wanted.since)
    if wanted.until is not None:
        yield (atlas.begins != "") & (atlas.begins.astype(f"U{len(wanted.until)}") <= wanted.until)


def _shown(atlas: Atlas, wanted: Filter) -> Iterator[Mask]:
    """The default listing, but for the parts of it that the filter asks for itself."""
    yield atlas.cls.among({"event"})
    if not wanted.realis:
        yield atlas.realis.among(LISTED_REALIS)
    if wanted.background is None:
        yield ~atlas.background
    if not wanted.statuses:
        yield ~atlas.status.among({"withdrawn"})


def _near(atlas: Atlas, near: Near) -> Mask:
    known = ~(np.isnan(atlas.lat) | np.isnan(atlas.lon)) & ~atlas.level.among(AREAS)
    phi, theirs = math.radians(near.lat), np.radians(atlas.lat)
    half_phi, half_lambda = (theirs - phi) / 2, np.radians(atlas.lon - near.lon) / 2
    chord = np.sin(half_phi) ** 2 + math.cos(phi) * np.cos(theirs) * np.sin(half_lambda) ** 2
    away = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    found: Mask = known & (away <= near.km)
    for row in np.flatnonzero(known & (np.abs(away - near.km) <= _EDGE_KM)):
        found[row] = distance_km(near.lat, near.lon, float(atlas.lat[row]), float(atlas.lon[row])) <= near.km
    return found


def _told(atlas: Atlas, wanted: Filter, store: Store) -> Mask:
    """The rows that the store finds; what it holds since the atlas was made is left out."""
    found = np.zeros(len(atlas), dtype=bool)
    rows = [atlas.row_of[id] for id in store.wanted_ids(wanted) if id in atlas.row_of]
    found[rows] = True
    return found
