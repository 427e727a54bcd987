"""What one outlet told, whose texts it has, and where others contradict it."""

from __future__ import annotations

import msgspec
from sqlalchemy import distinct, func, or_, select

from gesta.model.terms import IncidentId, ReportId
from gesta.store.outlets import UNKNOWN, against, outlet_name, read
from gesta.store.schema import READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_READINGS, INCIDENT_SOURCES, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import listed


class Copied(msgspec.Struct, frozen=True):
    """So many reports of ``outlet`` have the text of a report of ``original``."""

    outlet: str
    original: str
    reports: int


class Contradiction(msgspec.Struct, frozen=True):
    """A toll of an incident that two outlets give otherwise; bounds are None where open or not known."""

    incident: IncidentId
    field: str
    low: int | None
    high: int | None
    other: str
    other_low: int | None
    other_high: int | None


class Told(msgspec.Struct, frozen=True):
    """A report of an outlet and how many incidents it tells; ``copy_of``: the outlet whose text it has."""

    report: ReportId
    title: str | None
    source: str
    published: str | None
    incidents: int
    copy_of: str | None


def copied(session: Session, outlet: str) -> list[Copied]:
    """Whose texts the outlet has, and who has its own: those with most reports first."""
    mine, theirs = READINGS.alias("mine"), READINGS.alias("theirs")
    ours, others = REPORTS.alias("ours"), REPORTS.alias("others")
    held, held_there = CURRENT_READINGS.alias("held"), CURRENT_READINGS.alias("held_there")
    joined = (
        COPIES.join(ours, ours.c.id == COPIES.c.report)
        .join(held, held.c.report_number == ours.c.number)
        .join(mine, mine.c.number == held.c.reading_number)
        .join(others, others.c.id == COPIES.c.original)
        .join(held_there, held_there.c.report_number == others.c.number)
        .join(theirs, theirs.c.number == held_there.c.reading_number)
    )
    one, other = outlet_name(mine.c.outlet), outlet_name(theirs.c.outlet)
    query = select(one, other, func.count()).select_from(joined).where(or_(one == outlet, other == outlet))
    with session.read() as connection:
        rows = [Copied(*row) for row in connection.execute(query.group_by(one, other))]
    return sorted(rows, key=lambda each: (-each.reports, each.outlet, each.original))


def contradictions(session: Session, outlet: str, limit: int) -> list[Contradiction]:
    """The tolls of the outlet that others give otherwise, in order of the incidents' ids."""
    mine, theirs, joined = against()
    other = outlet_name(theirs.c.outlet)
    columns = (mine.c.incident, mine.c.field, mine.c.low, mine.c.high, other, theirs.c.low, theirs.c.high)
    query = (
        select(*columns)
        .select_from(joined)
        .where(*listed(), outlet_name(mine.c.outlet) == outlet)
        .distinct()
        .order_by(*columns)
        .limit(limit)
    )
    with session.read() as connection:
        return [Contradiction(IncidentId(row[0]), *row[1:]) for row in connection.execute(query)]


def outlet_types(session: Session, outlet: str) -> list[tuple[str, str, int]]:
    """Type, label and number of the incidents that the outlet tells, the most frequent first."""
    told = select(INCIDENT_SOURCES.c.incident).where(outlet_name(INCIDENT_SOURCES.c.outlet) == outlet)
    number = func.count()
    query = (
        select(INCIDENTS.c.type, func.min(INCIDENTS.c.label), number)
        .where(*listed(), INCIDENTS.c.id.in_(told))
        .group_by(INCIDENTS.c.type)
        .order_by(number.desc(), INCIDENTS.c.type)
    )
    with session.read() as connection:
        return [(type_, label, count) for type_, label, count in connection.execute(query)]


def outlet_reports(session: Session, outlet: str, limit: int) -> list[Told]:
    """The newest reports of the outlet, those without a date last."""
    day = READINGS.c.published_start
    query = (
        select(REPORTS.c.id, READINGS.c.title, REPORTS.c.source, day, COPIES.c.original)
        .select_from(read().outerjoin(COPIES, COPIES.c.report == REPORTS.c.id))
        .where(outlet_name(READINGS.c.outlet) == outlet)
        .order_by(day.is_(None), day.desc(), REPORTS.c.number)
        .limit(limit)
    )
    with session.read() as connection:
        rows = connection.execute(query).all()
        ids = [row.id for row in rows]
        number = func.count(distinct(INCIDENT_SOURCES.c.incident))
        told = select(INCIDENT_SOURCES.c.report, number).join(INCIDENTS, INCIDENTS.c.id == INCIDENT_SOURCES.c.incident)
        told = told.where(INCIDENT_SOURCES.c.report.in_(ids), *listed())
        counts = {row[0]: row[1] for row in connection.execute(told.group_by(INCIDENT_SOURCES.c.report))}
        originals = [row.original for row in rows if row.original is not None]
        names = (
            select(REPORTS.c.id, outlet_name(READINGS.c.outlet)).select_from(read()).where(REPORTS.c.id.in_(originals))
        )
        named = {row[0]: row[1] for row in connection.execute(names)}
    return [
        Told(ReportId(row.id), row.title, row.source, row.published_start, counts.get(row.id, 0),
             None if row.original is None else named.get(row.original, UNKNOWN))
        for row in rows
    ]  # fmt: skip
