"""Reports as captured, and the problems met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import Connection, Select, func, or_, select

from gesta.errors import Problem, UsageError
from gesta.model.documents import Report
from gesta.model.terms import ReportId
from gesta.store.addresses import address_of
from gesta.store.batches import add, next_number, pieces
from gesta.store.columns import legible
from gesta.store.packing import pack_text, unpack_text
from gesta.store.schema import PROBLEMS, REPORTS
from gesta.store.schema_merged import CURRENT_READINGS
from gesta.store.session import Session

Added = Literal["new", "known", "version"]
_STEP = 1000
"""Numbers of reports that are looked up at a time while they are gone through."""


def add_report(session: Session, report: Report, at: str, folder: Path | None) -> Added:
    """The report stands once: ``known`` when it did already, ``version`` when it replaces a capture of its address."""
    with session.write() as connection:
        if connection.execute(select(REPORTS.c.number).where(REPORTS.c.id == report.id)).first():
            return "known"
        address = address_of(report, folder)
        earlier = _earlier(connection, report, address)
        row = {
            "number": next_number(connection, REPORTS.c.number),
            "id": report.id,
            "source": report.source,
            "row_id": report.row_id,
            "address": address,
            "media": report.media,
            "title": report.title,
            "outlet": report.outlet,
            "published": report.published,
            "added_at": at,
            "version_of": earlier,
            "problems": msgspec.json.encode(report.problems).decode(),
            "content": pack_text(report.content),
        }
        add(connection, REPORTS, [row])
    return "version" if earlier else "new"


def _earlier(connection: Connection, report: Report, address: str | None) -> str | None:
    """The newest capture of the same address. Another outlet's is none: it ran the same text as a source of its own."""
    if address is None:
        return None
    same_row = REPORTS.c.row_id.is_(None) if report.row_id is None else REPORTS.c.row_id == report.row_id
    query = select(REPORTS.c.id).where(REPORTS.c.address == address, same_row)
    if report.outlet is not None:
        query = query.where(or_(REPORTS.c.outlet.is_(None), REPORTS.c.outlet == report.outlet))
    return connection.execute(query.order_by(REPORTS.c.number.desc()).limit(1)).scalar()


def add_problem(session: Session, problem: Problem, at: str, report: ReportId | None) -> None:
    """The problem stands once, however often it is met."""
    same = (
        PROBLEMS.c.report.is_(None) if report is None else PROBLEMS.c.report == report,
        PROBLEMS.c.where == problem.where,
        PROBLEMS.c.what == problem.what,
        PROBLEMS.c.hint == problem.hint,
    )
    with session.write() as connection:
        if connection.execute(select(PROBLEMS.c.number).where(*same).limit(1)).first():
            return
        told = {"where": problem.where, "what": problem.what, "hint": problem.hint}
        number = next_number(connection, PROBLEMS.c.number)
        add(connection, PROBLEMS, [{"number": number, "at": at, "report": report, **told}])


def problems(session: Session, report: ReportId | None) -> list[Problem]:
    """Problems in the order met: those of the report, or all."""
    query = select(PROBLEMS.c.where, PROBLEMS.c.what, PROBLEMS.c.hint).order_by(PROBLEMS.c.number)
    if report is not None:
        query = query.where(PROBLEMS.c.report == report)
    with session.read() as connection:
        return [Problem(*row) for row in connection.execute(query)]


def unread(session: Session, stamp: str) -> Iterator[Report]:
    """Reports whose current reading is not of the stamp, in order of arrival; also while readings are saved."""
    last = 0
    while True:
        query = _not_read(stamp).where(REPORTS.c.number > last).order_by(REPORTS.c.number).limit(_STEP)
        with session.read() as connection:
            numbers = list(connection.execute(query).scalars())
        for number in numbers:
            with session.read() as connection:
                report = _report(connection, number)
            yield report
        if len(numbers) < _STEP:
            return
        last = numbers[-1]


def read_ids(session: Session) -> list[ReportId]:
    """The reports that have a reading, in order of arrival."""
    joined = REPORTS.join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
    query = select(REPORTS.c.id).select_from(joined).order_by(REPORTS.c.number)
    with session.read() as connection:
        return [ReportId(each) for each in connection.execute(query).scalars()]


def stamps_of(session: Session, reports: Iterable[ReportId]) -> dict[ReportId, str]:
    """For those of the reports that have a reading: the stamp of the one that holds."""
    found: dict[ReportId, str] = {}
    joined = REPORTS.join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
    with session.read() as connection:
        for piece in pieces(reports):
            query = select(REPORTS.c.id, CURRENT_READINGS.c.stamp).select_from(joined).where(REPORTS.c.id.in_(piece))
            found.update((ReportId(report), stamp) for report, stamp in connection.execute(query))
    return found


def unread_ids(session: Session, stamp: str) -> list[ReportId]:
    """The ids of the reports that ``unread`` has."""
    query = select(REPORTS.c.id).where(REPORTS.c.number.in_(_not_read(stamp))).order_by(REPORTS.c.number)
    with session.read() as connection:
        return [ReportId(each) for each in connection.execute(query).scalars()]


def captured(session: Session, ids: Iterable[ReportId]) -> Iterator[Report]:
    """The reports as captured, in the order asked for, one in memory at a time."""
    for report in ids:
        with session.read() as connection:
            yield _report(connection, numbers_of(connection, [report])[report])


def count_unread(session: Session, stamp: str) -> int:
    """How many reports ``unread`` has."""
    with session.read() as connection:
        return connection.execute(select(func.count()).select_from(_not_read(stamp).subquery())).scalar_one()


def count_reports(session: Session) -> int:
    """How many reports there are, versions and copies and all."""
    with session.read() as connection:
        return connection.execute(select(func.count()).select_from(REPORTS)).scalar_one()


def _not_read(stamp: str) -> Select[int]:
    joined = REPORTS.outerjoin(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
    current = CURRENT_READINGS.c.stamp
    return select(REPORTS.c.number).select_from(joined).where(or_(current.is_(None), current != legible(stamp)))


def _report(connection: Connection, number: int) -> Report:
    columns = (
        REPORTS.c.id, REPORTS.c.source, REPORTS.c.media, REPORTS.c.content, REPORTS.c.title, REPORTS.c.outlet,
        REPORTS.c.published, REPORTS.c.row_id, REPORTS.c.problems,
    )  # fmt: skip
    row = connection.execute(select(*columns).where(REPORTS.c.number == number)).one()
    return Report(
        id=ReportId(row.id),
        source=row.source,
        media=row.media,
        content=unpack_text(row.content),
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        row_id=row.row_id,
        problems=msgspec.json.decode(row.problems, type=tuple[Problem, ...]),
    )


def has_address(session: Session, url: str) -> bool:
    """True where a report was captured from the address."""
    query = select(REPORTS.c.number).where(REPORTS.c.address == url).limit(1)
    with session.read() as connection:
        return connection.execute(query).first() is not None


def versions_of(session: Session, reports: Iterable[ReportId]) -> dict[ReportId, ReportId]:
    """For those of the reports that replace an earlier capture of their address: that capture."""
    found: dict[ReportId, ReportId] = {}
    with session.read() as connection:
        for piece in pieces(reports):
            query = select(REPORTS.c.id, REPORTS.c.version_of).where(REPORTS.c.id.in_(piece))
            query = query.where(REPORTS.c.version_of.is_not(None))
            found.update((ReportId(one), ReportId(other)) for one, other in connection.execute(query))
    return found


def replaced_by(session: Session, reports: Iterable[ReportId]) -> dict[ReportId, ReportId]:
    """For those of the reports that a later capture of their address replaces: the newest one that does so directly."""
    found: dict[ReportId, ReportId] = {}
    with session.read() as connection:
        for piece in pieces(reports):
            query = select(REPORTS.c.version_of, REPORTS.c.id).where(REPORTS.c.version_of.in_(piece))
            found.update((ReportId(one), ReportId(other)) for one, other in connection.execute(
                query.order_by(REPORTS.c.number)))  # fmt: skip
    return found


def numbers_of(connection: Connection, reports: Iterable[ReportId]) -> dict[ReportId, int]:
    """The numbers of the reports; raises UsageError where one was never captured."""
    wanted = list(dict.fromkeys(reports))
    found: dict[ReportId, int] = {}
    for piece in pieces(wanted):
        query = select(REPORTS.c.id, REPORTS.c.number).where(REPORTS.c.id.in_(piece))
        found.update((ReportId(name), number) for name, number in connection.execute(query))
    if missing := [report for report in wanted if report not in found]:
        raise UsageError(f"the project has no report {missing[0]}")
    return found
