"""Copies of one text: under which keys they are looked for, and which report is whose copy."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, select

from gesta.model.merged import Copy, CopyChange
from gesta.model.spans import Quote
from gesta.model.terms import ReportId
from gesta.store.batches import Row, add, pieces, remove
from gesta.store.schema import REPORTS
from gesta.store.schema_merged import COPIES, COPY_KEYS, CURRENT_READINGS
from gesta.store.session import Session


def reports_of_copy_keys(session: Session, keys: Iterable[str]) -> dict[str, list[ReportId]]:
    """The reports whose current reading has the key, for each key, in order of their ids."""
    found: dict[str, list[ReportId]] = {}
    for key, report in _pairs(session, COPY_KEYS.c.key, keys):
        found.setdefault(key, []).append(report)
    return {key: sorted(found[key]) for key in sorted(found)}


def copy_keys_of(session: Session, reports: Iterable[ReportId]) -> dict[ReportId, tuple[str, ...]]:
    """The keys of each report's current reading, sorted."""
    found: dict[ReportId, list[str]] = {}
    for key, report in _pairs(session, REPORTS.c.id, reports):
        found.setdefault(report, []).append(key)
    return {report: tuple(sorted(keys)) for report, keys in found.items()}


def _pairs(session: Session, column: ColumnElement[str], values: Iterable[str]) -> Iterable[tuple[str, ReportId]]:
    joined = (
        select(COPY_KEYS.c.key, REPORTS.c.id)
        .join(CURRENT_READINGS, CURRENT_READINGS.c.reading_number == COPY_KEYS.c.reading_number)
        .join(REPORTS, REPORTS.c.number == CURRENT_READINGS.c.report_number)
    )
    with session.read() as connection:
        for piece in pieces(values):
            for key, report in connection.execute(joined.where(column.in_(piece))):
                yield key, ReportId(report)


def save_copies(session: Session, touched: Iterable[ReportId], copies: Iterable[Copy]) -> None:
    """Each report in ``touched``, and each copy given, is the copy of what is given, or of nothing."""
    rows = {copy.report: copy_row(copy) for copy in copies}
    with session.write() as connection:
        remove(connection, COPIES.c.report, [*touched, *rows])
        add(connection, COPIES, list(rows.values()))


def copy_row(copy: Copy) -> Row:
    """The copy as a row of the table ``copies``: ``credit`` and ``changes`` as JSON."""
    return {
        "report": copy.report,
        "original": copy.original,
        "similarity": copy.similarity,
        "basis": copy.basis,
        "credit": msgspec.json.encode(copy.credit).decode() if copy.credit else None,
        "changes": msgspec.json.encode(copy.changes).decode(),
    }


def copies_of(session: Session, reports: Iterable[ReportId]) -> list[Copy]:
    """The copies whose report or original is among the reports, each once, in order of their reports."""
    found: dict[str, Copy] = {}
    with session.read() as connection:
        for piece in pieces(reports):
            for end in (COPIES.c.report, COPIES.c.original):
                for row in connection.execute(select(COPIES).where(end.in_(piece))):
                    found[row.report] = Copy(
                        ReportId(row.report),
                        ReportId(row.original),
                        row.similarity,
                        row.basis,
                        msgspec.json.decode(row.credit, type=Quote) if row.credit else None,
                        msgspec.json.decode(row.changes, type=tuple[CopyChange, ...]),
                    )
    return [found[report] for report in sorted(found)]
