"""What each outlet told: sums over its reports and the incidents they tell, made by the database.

An outlet is named as given with a report or read from it; ``UNKNOWN`` stands for reports of which neither tells one.
Incidents are those of the default listing.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, distinct, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from gesta.store.columns import Words
from gesta.store.schema import READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_READINGS, INCIDENT_SOURCES, INCIDENTS, TOLL_STEPS
from gesta.store.session import Session
from gesta.store.views import listed, listed_ids

UNKNOWN = "-"
"""Stands where no outlet is known."""
_MONTH, _DAY = 7, 10
"""Characters of an ISO date."""


class Outlet(msgspec.Struct, frozen=True):
    """One outlet in numbers.

    ``reports``: that were read; ``copies``: of them, whose text is another's; ``withdrawn``: of them, retracted;
    ``incidents``: that they tell; ``alone``: that no other outlet tells; ``shared``: that others tell too; ``first``:
    of the shared, on whose first day of publication it told them; ``contradicted``: of the shared, for which another
    outlet gives a toll that cannot be the same; ``first_day``, ``last_day``: of publication, ISO 8601.
    """

    outlet: str
    reports: int
    copies: int
    withdrawn: int
    incidents: int
    alone: int
    shared: int
    first: int
    contradicted: int
    first_day: str | None
    last_day: str | None


def outlet_name(column: ColumnElement[str | None] | ColumnElement[str]) -> ColumnElement[str]:
    """The outlet's name. What a query is grouped by is one of these made once: PostgreSQL takes two for different."""
    return func.coalesce(func.nullif(column, "", type_=Words()), UNKNOWN, type_=Words())


def outlets(session: Session) -> list[Outlet]:
    """Every outlet, those with most reports first."""
    with session.read() as connection:
        reports = {row.outlet: row for row in connection.execute(_reports())}
        told = {row[0]: row[1] for row in connection.execute(_incidents())}
        withdrawn = {row[0]: row[1] for row in connection.execute(_withdrawn())}
        shared = _shared(connection)
        against = {row[0]: row[1] for row in connection.execute(_contradicted())}
    found: list[Outlet] = []
    for name, row in reports.items():
        incidents, (several, first) = told.get(name, 0), shared.get(name, (0, 0))
        found.append(
            Outlet(
                name, row.reports, row.copies, withdrawn.get(name, 0), incidents, incidents - several, several, first,
                against.get(name, 0), row.first_day, row.last_day,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (-each.reports, each.outlet))


def _reports() -> Select[*tuple[Any, ...]]:
    day, name = func.substr(READINGS.c.published_start, 1, _DAY, type_=Words()), outlet_name(READINGS.c.outlet)
    return (
        select(
            name.label("outlet"),
            func.count().label("reports"),
            func.count(COPIES.c.report).label("copies"),
            func.min(day).label("first_day"),
            func.max(day).label("last_day"),
        )
        .select_from(read().outerjoin(COPIES, COPIES.c.report == REPORTS.c.id))
        .group_by(name)
    )


def read() -> Any:
    """The reports with their current readings."""
    current = CURRENT_READINGS.join(READINGS, READINGS.c.number == CURRENT_READINGS.c.reading_number)
    return current.join(REPORTS, REPORTS.c.number == CURRENT_READINGS.c.report_number)


def _incidents() -> Select[*tuple[Any, ...]]:
    """How many incidents each outlet tells."""
    sources = INCIDENT_SOURCES.c
    name, number = outlet_name(sources.outlet), func.count(distinct(sources.incident))
    return select(name, number).where(sources.incident.in_(listed_ids())).group_by(name)


def _withdrawn() -> Select[*tuple[Any, ...]]:
    """How many of each outlet's reports of incidents were withdrawn."""
    sources = INCIDENT_SOURCES.c
    name, number = outlet_name(sources.outlet), func.count(distinct(sources.report))
    return select(name, number).where(sources.withdrawn.is_(True)).group_by(name)


def _shared(connection: Connection) -> dict[str, tuple[int, int]]:
    """For each outlet: the incidents that others tell too, and those of them that it told on their first day.

    Only these are grouped by outlet: most incidents have one, and grouping all of them takes a second.
    """
    sources = INCIDENT_SOURCES.c
    name, day = outlet_name(sources.outlet), func.min(func.substr(sources.published, 1, _DAY, type_=Words()))
    several = select(sources.incident).group_by(sources.incident).having(func.min(name) != func.max(name))
    query = select(sources.incident, name, day).where(sources.incident.in_(several), sources.incident.in_(listed_ids()))
    told: dict[str, list[tuple[str, str | None]]] = {}
    for incident, outlet, first in connection.execute(query.group_by(sources.incident, name)):
        told.setdefault(incident, []).append((outlet, first))
    counts: dict[str, tuple[int, int]] = {}
    for each in told.values():
        oldest = min((first for _, first in each if first is not None), default=None)
        for outlet, first in each:
            shared, leads = counts.get(outlet, (0, 0))
            counts[outlet] = shared + 1, leads + (first is not None and first == oldest)
    return counts


def against() -> Any:
    """Pairs of figures of one incident and field, of two outlets, that cannot both be right."""
    mine, theirs = TOLL_STEPS.alias("mine"), TOLL_STEPS.alias("theirs")
    apart = or_(mine.c.low > theirs.c.high, mine.c.high < theirs.c.low)
    joined = mine.join(
        theirs,
        and_(
            theirs.c.incident == mine.c.incident,
            theirs.c.field == mine.c.field,
            outlet_name(theirs.c.outlet) != outlet_name(mine.c.outlet),
            apart,
        ),
    )
    return mine, theirs, joined.join(INCIDENTS, INCIDENTS.c.id == mine.c.incident)


def _contradicted() -> Select[*tuple[Any, ...]]:
    mine, _, joined = against()
    name = outlet_name(mine.c.outlet)
    return select(name, func.count(distinct(mine.c.incident))).select_from(joined).where(*listed()).group_by(name)


def outlet_months(session: Session) -> dict[str, dict[str, int]]:
    """How many reports each outlet published in each month (YYYY-MM) in which it published any."""
    month, name = func.substr(READINGS.c.published_start, 1, _MONTH, type_=Words()), outlet_name(READINGS.c.outlet)
    query = (
        select(name, month, func.count())
        .select_from(read())
        .where(READINGS.c.published_start.is_not(None))
        .group_by(name, month)
        .order_by(name, month)
    )
    found: dict[str, dict[str, int]] = {}
    with session.read() as connection:
        for outlet, at, number in connection.execute(query):
            found.setdefault(outlet, {})[at] = number
    return found
