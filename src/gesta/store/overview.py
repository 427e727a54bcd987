"""The project from above: its reports, what each outlet told, what each day has."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, Connection, func, select, text

from gesta.model.overviews import CoverageDay, ReportLine, SourceTold
from gesta.model.terms import ReportId
from gesta.store.schema import READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_READINGS, INCIDENT_SOURCES, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import shown

_ISO_DAY = 10
"""Characters of a date in ISO 8601."""
_NEVER = "\U0010ffff"
"""Sorts after every day."""


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
    day, outlet = _day(READINGS.c.published_start), READINGS.c.outlet
    held = CURRENT_READINGS.c.reading_number == READINGS.c.number
    reports = select(outlet, func.count(), func.min(day), func.max(day)).join(CURRENT_READINGS, held).group_by(outlet)
    copies = (
        select(outlet, func.count())
        .join(CURRENT_READINGS, held)
        .join(REPORTS, REPORTS.c.number == CURRENT_READINGS.c.report_number)
        .join(COPIES, COPIES.c.report == REPORTS.c.id)
        .group_by(outlet)
    )
    with session.read() as connection:
        told, first = _told(connection)
        copied = Counter({row[0]: row[1] for row in connection.execute(copies)})
        rows = connection.execute(reports).all()
    found = (SourceTold(row[0], row[1], copied[row[0]], told[row[0]], first[row[0]], *row[2:]) for row in rows)
    return tuple(sorted(found, key=lambda each: (-each.reports, each.outlet or "")))


def _told(connection: Connection) -> tuple[Counter[str | None], Counter[str | None]]:
    """Of each outlet the incidents of the default listing that it tells, and those that it told first."""
    listed = set(connection.execute(select(INCIDENTS.c.id).where(INCIDENTS.c.current.is_(True), *shown())).scalars())
    columns = (INCIDENT_SOURCES.c.incident, INCIDENT_SOURCES.c.outlet, _day(INCIDENT_SOURCES.c.published))
    days: dict[tuple[str, str | None], str] = {}
    earliest: dict[str, str] = {}
    for incident, outlet, day in connection.execute(select(*columns)):
        if incident in listed:
            known = day or _NEVER
            days[incident, outlet] = min(known, days.get((incident, outlet), _NEVER))
            earliest[incident] = min(known, earliest.get(incident, _NEVER))
    told = Counter(outlet for _, outlet in days)
    first = Counter(outlet for (incident, outlet), day in days.items() if day == earliest[incident] != _NEVER)
    return told, first


def coverage(session: Session) -> tuple[CoverageDay, ...]:
    """How much was told and how much happened, day by day."""
    with session.read() as connection:
        rows = connection.execute(text("SELECT day, reports, outlets, incidents FROM coverage_by_day ORDER BY day"))
        return tuple(CoverageDay(*row) for row in rows)


def _day(moment: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(moment, 1, _ISO_DAY)
