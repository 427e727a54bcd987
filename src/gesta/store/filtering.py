"""The filter of incidents as SQL. ``gesta.query.holds`` says the same of one incident."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from gesta.knowledge.places import distance_km
from gesta.model.filters import AREAS, Filter, Near
from gesta.model.searching import folded
from gesta.store.columns import Words
from gesta.store.schema_merged import CURRENT_ACCOUNTS, INCIDENT_ACTORS, INCIDENTS, MEMBERS
from gesta.store.search import matching
from gesta.store.views import shown

_KM_A_DEGREE = 111.0
"""Kilometres of a degree of latitude, rounded down, so that the box around a circle is never too small."""
_EDGE = 1e-6
"""Degrees by which the box is larger than the circle: rounding must not lose a place on the edge."""


def conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """What the filter asks of a row of incidents; of ``near`` only the box around the circle, see ``lies_there``."""
    return [INCIDENTS.c.current.is_(True), *_of_kind(wanted), *_there(connection, wanted), *_then(wanted),
            *_told(connection, wanted), *(shown(wanted) if wanted.shown_only else ())]  # fmt: skip


def lies_there(wanted: Filter, lat: float | None, lon: float | None) -> bool:
    """True where the point lies within the circle asked for, or none is asked for; for rows that meet the rest."""
    near = wanted.near
    return near is None or (
        lat is not None and lon is not None and distance_km(near.lat, near.lon, lat, lon) <= near.km
    )


def _of_kind(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    columns = INCIDENTS.c
    for column, values in ((columns.type, wanted.concepts), (columns.realis, wanted.realis),
                           (columns.status, wanted.statuses), (columns.country, wanted.countries)):  # fmt: skip
        if values:
            yield column.in_(values)
    if wanted.background is not None:
        yield columns.background.is_(wanted.background)
    if wanted.sources is not None:
        yield columns.sources >= wanted.sources
    for bound in wanted.tolls:
        if bound.low is not None:
            yield columns[f"{bound.field}_low"] >= bound.low
        if bound.high is not None:
            yield columns[f"{bound.field}_high"] <= bound.high


def _there(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.admin1 is not None:
        names = connection.execute(select(INCIDENTS.c.admin1).where(INCIDENTS.c.admin1.is_not(None)).distinct())
        yield INCIDENTS.c.admin1.in_([name for name in names.scalars() if folded(name) == folded(wanted.admin1)])
    if wanted.near is not None:
        yield INCIDENTS.c.place_level.not_in(sorted(AREAS))
        yield from _box(wanted.near)


def _box(near: Near) -> Iterator[ColumnElement[bool]]:
    """The latitudes of the circle, and its longitudes where it neither holds a pole nor crosses the date line."""
    up = near.km / _KM_A_DEGREE + _EDGE
    south, north = near.lat - up, near.lat + up
    yield INCIDENTS.c.lat.between(south, north)
    if south <= -90 or north >= 90:
        return
    across = math.degrees(math.asin(min(1.0, math.sin(math.radians(up)) / math.cos(math.radians(near.lat))))) + _EDGE
    west, east = near.lon - across, near.lon + across
    if west >= -180 and east <= 180:
        yield INCIDENTS.c.lon.between(west, east)


def _then(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    columns = INCIDENTS.c
    if wanted.since is not None:
        last = func.coalesce(columns.when_end, columns.when_start)
        yield func.substr(last, 1, len(wanted.since), type_=Words()) >= wanted.since
    if wanted.until is not None:
        first = func.coalesce(columns.when_start, columns.when_end)
        yield func.substr(first, 1, len(wanted.until), type_=Words()) <= wanted.until


def _told(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.actor is not None:
        actors, words = INCIDENT_ACTORS.c, folded(wanted.actor)
        meant = [actors.actor_id == wanted.actor, actors.kind == wanted.actor]
        if words:
            meant.append(actors.words.contains(f" {words} ", autoescape=True))
        yield INCIDENTS.c.id.in_(select(actors.incident).where(or_(*meant)))
    if wanted.text is not None:
        yield _tells(connection, wanted.text)


def _tells(connection: Connection, text: str) -> ColumnElement[bool]:
    reports = matching(connection, text)
    if reports is None:
        return false()
    told = select(MEMBERS.c.incident).join(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.id == MEMBERS.c.account)
    return INCIDENTS.c.id.in_(told.where(CURRENT_ACCOUNTS.c.report_number.in_(reports)))
