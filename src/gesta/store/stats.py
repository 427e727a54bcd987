"""How much stands in a project."""

from __future__ import annotations

from sqlalchemy import Select, Table, func, select

from gesta.store.schema import ACCOUNTS, CHANGES, JUDGEMENTS, PROBLEMS, READINGS, REPORTS
from gesta.store.schema_merged import COPIES, CURRENT_ACCOUNTS, CURRENT_READINGS, DIRTY, FEEDS, INCIDENTS, LINKS
from gesta.store.schema_served import RELEASES, SECOND_READINGS
from gesta.store.session import Session
from gesta.store.views import shown

_TABLES: dict[str, Table] = {
    "reports": REPORTS,
    "reports_read": CURRENT_READINGS,
    "readings": READINGS,
    "accounts": CURRENT_ACCOUNTS,
    "accounts_ever": ACCOUNTS,
    "dirty": DIRTY,
    "copies": COPIES,
    "links": LINKS,
    "judgements": JUDGEMENTS,
    "problems": PROBLEMS,
    "changes": CHANGES,
    "feeds": FEEDS,
}
_NUMBERS = (
    REPORTS.c.number, READINGS.c.number, CHANGES.c.seq, JUDGEMENTS.c.number, PROBLEMS.c.number, RELEASES.c.number,
)  # fmt: skip
_LASTS = select(
    *(select(func.max(column)).scalar_subquery() for column in _NUMBERS),
    select(func.count()).select_from(SECOND_READINGS).scalar_subquery(),
)
"""Made once: every request asks it."""


def stats(session: Session) -> dict[str, int]:
    """Counts by name: reports, reports_read, versions, readings, accounts, dirty, incidents, incidents_shown ..."""
    queries: dict[str, Select[int]] = {name: select(func.count()).select_from(table) for name, table in _TABLES.items()}
    current = select(func.count()).select_from(INCIDENTS).where(INCIDENTS.c.current.is_(True))
    queries["versions"] = select(func.count()).where(REPORTS.c.version_of.is_not(None))
    queries["incidents"] = current
    queries["incidents_shown"] = current.where(*shown())
    with session.read() as connection:
        return {name: connection.execute(query).scalar_one() for name, query in queries.items()}


def state(session: Session) -> str:
    """Another text whenever anything that a page shows has changed: the last numbers of all that is appended."""
    with session.read() as connection:
        return "-".join(str(last or 0) for last in connection.execute(_LASTS).one())


def stamps(session: Session) -> dict[str, int]:
    """How many reports have a current reading under each stamp."""
    query = select(CURRENT_READINGS.c.stamp, func.count()).group_by(CURRENT_READINGS.c.stamp)
    with session.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query.order_by(CURRENT_READINGS.c.stamp))}
