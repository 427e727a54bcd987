"""Records and accounts of the readings that hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, or_, select

from gesta.errors import UsageError
from gesta.model import jsonl
from gesta.model.incidents import Record
from gesta.model.spans import Span
from gesta.model.terms import IncidentId, ReportId
from gesta.store.batches import pieces
from gesta.store.packing import unpack
from gesta.store.schema import ACCOUNTS, MENTIONS, READINGS, REPORTS
from gesta.store.schema_merged import CURRENT_ACCOUNTS, CURRENT_READINGS, TEXTS
from gesta.store.session import Session

TriggersOf = list[tuple[IncidentId, tuple[Span, ...]]]
"""The accounts of a report, each with the spans of its mentions."""
_AFTER_ALL = "\U0010ffff"
"""Sorts after whatever an id goes on with."""


def records(session: Session, reports: Sequence[ReportId]) -> list[Record]:
    """The current record of each report, in the order asked for; raises UsageError where a report has none."""
    found: dict[str, Record] = {}
    with session.read() as connection:
        for piece in pieces(reports):
            found.update(_records(connection, piece))
    if missing := [report for report in reports if report not in found]:
        raise UsageError(f"report {missing[0]} was not read yet, or is not in the project")
    return [found[report] for report in reports]


def current_record(session: Session, report: ReportId) -> Record | None:
    """The current record of the report, None where it has none."""
    with session.read() as connection:
        return _records(connection, [report]).get(report)


def find_reports(session: Session, given: str, limit: int) -> list[ReportId]:
    """The reports whose id begins so, or whose row id or source it is, in order of arrival."""
    begins = (REPORTS.c.id >= given) & (REPORTS.c.id < given + _AFTER_ALL)
    wanted = or_(begins, REPORTS.c.row_id == given, REPORTS.c.source == given)
    query = select(REPORTS.c.id).where(wanted).order_by(REPORTS.c.number).limit(limit)
    with session.read() as connection:
        return [ReportId(each) for each in connection.execute(query).scalars()]


def _records(connection: Connection, reports: Sequence[ReportId]) -> dict[str, Record]:
    query = (
        select(REPORTS.c.id, READINGS.c.record)
        .join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
        .join(READINGS, READINGS.c.number == CURRENT_READINGS.c.reading_number)
        .where(REPORTS.c.id.in_(reports))
    )
    return {report: jsonl.decode(unpack(packed)) for report, packed in connection.execute(query)}


def previous_accounts(session: Session, report: ReportId) -> TriggersOf:
    """The accounts of the report's current reading, with the spans of their mentions, in the order of the record."""
    with session.read() as connection:
        return _triggers(connection, [report]).get(report, [])


def texts_with_triggers(session: Session, reports: Iterable[ReportId]) -> dict[ReportId, tuple[str, TriggersOf]]:
    """For those of the reports that were read: the text of the document and its accounts as ``previous_accounts`` has
    them. A tenth of the work of their records."""
    found: dict[ReportId, tuple[str, TriggersOf]] = {}
    with session.read() as connection:
        for piece in pieces(reports):
            told = _triggers(connection, piece)
            joined = REPORTS.join(TEXTS, TEXTS.c.report_number == REPORTS.c.number)
            query = select(REPORTS.c.id, TEXTS.c.text).select_from(joined).where(REPORTS.c.id.in_(piece))
            found.update((ReportId(id), (text, told.get(ReportId(id), []))) for id, text in connection.execute(query))
    return found


def _triggers(connection: Connection, reports: Sequence[ReportId]) -> dict[ReportId, TriggersOf]:
    query = (
        select(REPORTS.c.id, CURRENT_ACCOUNTS.c.id, MENTIONS.c.start, MENTIONS.c.end)
        .join(CURRENT_ACCOUNTS, REPORTS.c.number == CURRENT_ACCOUNTS.c.report_number)
        .outerjoin(MENTIONS, MENTIONS.c.account_number == CURRENT_ACCOUNTS.c.account_number)
        .where(REPORTS.c.id.in_(reports))
        .order_by(CURRENT_ACCOUNTS.c.account_number, MENTIONS.c.position)
    )
    spans: dict[ReportId, dict[IncidentId, list[Span]]] = {}
    for report, account, start, end in connection.execute(query):
        told = spans.setdefault(ReportId(report), {}).setdefault(IncidentId(account), [])
        if start is not None:
            told.append(Span(start, end))
    return {report: [(account, tuple(told)) for account, told in each.items()] for report, each in spans.items()}


def accounts_of_reports(session: Session, reports: Iterable[ReportId]) -> list[IncidentId]:
    """The current accounts of the reports, in order of their ids."""
    found: list[IncidentId] = []
    with session.read() as connection:
        for piece in pieces(reports):
            query = select(CURRENT_ACCOUNTS.c.id).join(REPORTS, REPORTS.c.number == CURRENT_ACCOUNTS.c.report_number)
            found += map(IncidentId, connection.execute(query.where(REPORTS.c.id.in_(piece))).scalars())
    return sorted(found)


def account_report(session: Session, accounts: Iterable[IncidentId]) -> dict[IncidentId, ReportId]:
    """The report that tells each of the accounts, also of those that no longer hold."""
    found: dict[IncidentId, ReportId] = {}
    with session.read() as connection:
        for piece in pieces(accounts):
            query = select(ACCOUNTS.c.id, REPORTS.c.id).join(REPORTS, REPORTS.c.number == ACCOUNTS.c.report_number)
            rows = connection.execute(query.where(ACCOUNTS.c.id.in_(piece)).distinct())
            found.update((IncidentId(account), ReportId(report)) for account, report in rows)
    return found
