"""The project from above: its reports, what each outlet told, what each day has."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, text

from gesta.model.overviews import CoverageDay, ReportLine, SourceTold
from gesta.model.terms import ReportId
from gesta.store.schema import READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_READINGS, INCIDENT_SOURCES, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import shown

_ISO_DAY = 10
"""Characters of a date in ISO 8601."""


def reports_after(session: Session, after: int, limit: int) -> tuple[ReportLine, ...]:
    """At most ``limit`` reports that arrived after the one of the number, in order of arrival."""
    given, read = REPORTS.c, READINGS.c
    query = (
        select(
            given.number, given.id, given.source, given.row_id, func.coalesce(read.outlet, given.outlet),
            func.coalesce(read.title, given.title), read.language, func.coalesce(read.published_start, given.published),
            given.added_at, read.accounts, given.version_of, COPIES.c.original,
        )
        .outerjoin(CURRENT_READINGS, CURRENT_READINGS.c.report_number == given.number)
        .outerjoin(READINGS, read.number == CURRENT_READINGS.c.reading_number)
        .outerjoin(COPIES, COPIES.c.report == given.id)
        .where(given.number > after)
        .order_by(given.number)
        .limit(limit)
    )  # fmt: skip
    with session.read() as connection:
        return tuple(
            ReportLine(row[0], ReportId(row[1]), *row[2:10], *(ReportId(each) if each else None for each in row[10:]))
            for row in connection.execute(query)
        )


def sources(session: Session) -> tuple[SourceTold, ...]:
    """What each outlet told; those of most reports first."""
    reports = (
        select(READINGS.c.outlet, func.count(), func.count(COPIES.c.report), func.min(_day(READINGS.c.published_start)),
               func.max(_day(READINGS.c.published_start)))
        .join(CURRENT_READINGS, CURRENT_READINGS.c.reading_number == READINGS.c.number)
        .join(REPORTS, REPORTS.c.number == READINGS.c.report_number)
        .outerjoin(COPIES, COPIES.c.report == REPORTS.c.id)
        .group_by(READINGS.c.outlet)
    )  # fmt: skip
    outlet, incident = INCIDENT_SOURCES.c.outlet, INCIDENT_SOURCES.c.incident
    telling = (
        select(incident, outlet, func.min(_day(INCIDENT_SOURCES.c.published)).label("told"))
        .join(INCIDENTS, INCIDENTS.c.id == incident)
        .where(INCIDENTS.c.current.is_(True), *shown())
        .group_by(incident, outlet)
        .subquery()
    )
    first = select(telling.c.incident, func.min(telling.c.told).label("told")).group_by(telling.c.incident)
    earliest = first.subquery()
    told = (
        select(telling.c.outlet, func.count(), func.count(earliest.c.incident))
        .outerjoin(earliest, (earliest.c.incident == telling.c.incident) & (earliest.c.told == telling.c.told))
        .group_by(telling.c.outlet)
    )
    with session.read() as connection:
        counts = {row[0]: (row[1], row[2]) for row in connection.execute(told)}
        rows = connection.execute(reports).all()
    found = (SourceTold(row[0], row[1], row[2], *counts.get(row[0], (0, 0)), row[3], row[4]) for row in rows)
    return tuple(sorted(found, key=lambda each: (-each.reports, each.outlet or "")))


def coverage(session: Session) -> tuple[CoverageDay, ...]:
    """How much was told and how much happened, day by day."""
    with session.read() as connection:
        rows = connection.execute(text("SELECT day, reports, outlets, incidents FROM coverage_by_day ORDER BY day"))
        return tuple(CoverageDay(*row) for row in rows)


def _day(moment: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(moment, 1, _ISO_DAY)
