"""Reports as a list shows them, in order of arrival."""

from __future__ import annotations

from sqlalchemy import func, select

from gesta.model.report_lines import ReportLine
from gesta.model.terms import ReportId
from gesta.store.schema import READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_READINGS
from gesta.store.session import Session


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
