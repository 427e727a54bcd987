"""What was read when and from whom, what failed, what waits, and how much nobody has reviewed."""

from __future__ import annotations

import re

import msgspec
from sqlalchemy import func, select

from gesta.store.columns import Words
from gesta.store.outlets import outlet_name
from gesta.store.schema import PROBLEMS, READINGS, REPORTS
from gesta.store.schema_merged import CURRENT_READINGS, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import listed

_DAY = 10
_VARIABLE = re.compile(r"[“\"'‘][^”\"'’]{1,200}[”\"'’]|\d+(?:[.,]\d+)*")
"""What makes one problem many: words quoted, numbers."""


class DayCount(msgspec.Struct, frozen=True):
    """So many reports of an outlet published on a day (ISO 8601; None where no date is known)."""

    day: str | None
    outlet: str
    reports: int


class ProblemGroup(msgspec.Struct, frozen=True):
    """Problems of one kind: numbers and quoted words in ``what`` stand as "…". ``examples``: where and what exactly."""

    what: str
    hint: str
    number: int
    examples: tuple[tuple[str, str], ...]


class Reviewed(msgspec.Struct, frozen=True):
    """The incidents of a type by status."""

    type: str
    label: str
    incidents: int
    machine: int
    reviewed: int
    disputed: int


def reports_by_day(session: Session) -> list[DayCount]:
    """Reports that were read by day of publication and outlet, in order of both; those without a date first."""
    day = func.substr(READINGS.c.published_start, 1, _DAY, type_=Words())
    outlet = outlet_name(READINGS.c.outlet)
    query = (
        select(day, outlet, func.count())
        .join(CURRENT_READINGS, CURRENT_READINGS.c.reading_number == READINGS.c.number)
        .group_by(day, outlet)
    )
    with session.read() as connection:
        rows = [DayCount(*row) for row in connection.execute(query)]
    return sorted(rows, key=lambda each: (each.day or "", each.outlet))


def problem_groups(session: Session, examples: int = 3) -> list[ProblemGroup]:
    """Problems by kind, the most frequent first, each with its first examples."""
    query = select(
        PROBLEMS.c.what, PROBLEMS.c.hint, func.count(), func.min(PROBLEMS.c.number), func.min(PROBLEMS.c.where)
    ).group_by(PROBLEMS.c.what, PROBLEMS.c.hint)
    groups: dict[tuple[str, str], tuple[list[int], list[tuple[str, str]]]] = {}
    with session.read() as connection:
        for what, hint, number, _, where in connection.execute(query.order_by(func.min(PROBLEMS.c.number))):
            kind = (_VARIABLE.sub("…", what), _VARIABLE.sub("…", hint))
            counts, shown_here = groups.setdefault(kind, ([], []))
            counts.append(number)
            if len(shown_here) < examples:
                shown_here.append((where, what))
    found = [ProblemGroup(what, hint, sum(counts), tuple(told)) for (what, hint), (counts, told) in groups.items()]
    return sorted(found, key=lambda each: (-each.number, each.what, each.hint))


def unread_reports(session: Session, limit: int) -> tuple[int, list[tuple[str, str]]]:
    """How many reports have no reading, and source and arrival of the first of them."""
    joined = REPORTS.outerjoin(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
    unread = CURRENT_READINGS.c.report_number.is_(None)
    with session.read() as connection:
        number = connection.execute(select(func.count()).select_from(joined).where(unread)).scalar_one()
        query = select(REPORTS.c.source, REPORTS.c.added_at).select_from(joined).where(unread)
        rows = connection.execute(query.order_by(REPORTS.c.number).limit(limit))
        return number, [(source, at) for source, at in rows]


def reviewed_by_type(session: Session) -> list[Reviewed]:
    """The incidents of the default listing by type and status, the types with most that nobody reviewed first."""
    query = (
        select(INCIDENTS.c.type, func.min(INCIDENTS.c.label), INCIDENTS.c.status, func.count())
        .where(*listed())
        .group_by(INCIDENTS.c.type, INCIDENTS.c.status)
    )
    found: dict[str, tuple[str, dict[str, int]]] = {}
    with session.read() as connection:
        for type_, label, status, number in connection.execute(query):
            found.setdefault(type_, (label, {}))[1][status] = number
    rows = [
        Reviewed(type_, label, sum(by.values()), by.get("machine", 0), by.get("reviewed", 0), by.get("disputed", 0))
        for type_, (label, by) in found.items()
    ]
    return sorted(rows, key=lambda each: (-each.machine, -each.incidents, each.type))
