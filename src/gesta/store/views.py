"""Views for people who open the project in Datasette, psql or a notebook. The descriptions are the reference."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Dialect, Select, func, null, select, union_all

from gesta.model.filters import SHOWN, Filter
from gesta.model.terms import LISTED_REALIS
from gesta.store.schema import ACCOUNTS, CLAIMS, READINGS, REPORTS
from gesta.store.schema_merged import (
    CURRENT_ACCOUNTS,
    CURRENT_READINGS,
    INCIDENT_SOURCES,
    INCIDENTS,
    MEMBERS,
    TOLL_STEPS,
)

_ISO_DAY = 10
"""Characters of a date in ISO 8601."""


@dataclass(frozen=True)
class View:
    """A view: its name, what it is for, its query, and descriptions of the columns that no table describes."""

    name: str
    comment: str
    query: Select[*tuple[object, ...]]
    columns: dict[str, str]

    def descriptions(self) -> dict[str, str]:
        """What every column holds, in order."""
        named = {column.name: getattr(column, "comment", None) for column in self.query.selected_columns}
        told = {**{name: comment or "" for name, comment in named.items()}, **self.columns}
        return {name: told[name] for name in named}


def shown(wanted: Filter = SHOWN) -> tuple[ColumnElement[bool], ...]:
    """What an incident of the default listing is: an event of listed realis, neither background nor withdrawn.

    Realis, background and status are left out where the filter asks for them itself.
    """
    parts = (
        (INCIDENTS.c["class"] == "event", True),
        (INCIDENTS.c.realis.in_(sorted(LISTED_REALIS)), not wanted.realis),
        (INCIDENTS.c.background.is_(False), wanted.background is None),
        (INCIDENTS.c.status != "withdrawn", not wanted.statuses),
    )
    return tuple(condition for condition, is_asked in parts if is_asked)


def listed() -> tuple[ColumnElement[bool], ...]:
    """What every incident of the default listing is: a current one that is shown."""
    return (INCIDENTS.c.current.is_(True), *shown())


def listed_ids() -> Select[str]:
    """The ids of the default listing, for a query to look in."""
    return select(INCIDENTS.c.id).where(*listed())


def _incident_list() -> View:
    left_out = {"class", "current", "superseded_by", "record", "background"}
    columns = [column for column in INCIDENTS.c if column.name not in left_out]
    query = select(*columns).where(*listed())
    return View("incident_list", "Incidents of the default listing: events that are actual, attempted, prevented or "
                "alleged, and neither background nor withdrawn.", query, {})  # fmt: skip


def _incident_claims() -> View:
    query = (
        select(
            MEMBERS.c.incident, CLAIMS.c.field, CLAIMS.c.value, CLAIMS.c.speaker, CLAIMS.c.speaker_kind,
            CLAIMS.c.realis, CLAIMS.c.quotation, CLAIMS.c.score, CLAIMS.c.id.label("claim"), MEMBERS.c.account,
            REPORTS.c.id.label("report"), READINGS.c.outlet, READINGS.c.published_start.label("published"),
            REPORTS.c.source,
        )
        .join(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.id == MEMBERS.c.account)
        .join(CLAIMS, CLAIMS.c.account_number == CURRENT_ACCOUNTS.c.account_number)
        .join(REPORTS, REPORTS.c.number == CURRENT_ACCOUNTS.c.report_number)
        .join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
        .join(READINGS, READINGS.c.number == CURRENT_READINGS.c.reading_number)
    )  # fmt: skip
    own = {"claim": "id of the claim", "report": "id of the report", "published": "day of publication"}
    return View(
        "incident_claims", "Every claim of every incident, with who says so, where, in which words.", query, own
    )


def _incident_reports() -> View:
    columns = [column for column in INCIDENT_SOURCES.c if column.name != "account"]
    query = select(*columns, READINGS.c.title, REPORTS.c.source, REPORTS.c.row_id, INCIDENT_SOURCES.c.account)
    query = (
        query.join(REPORTS, REPORTS.c.id == INCIDENT_SOURCES.c.report)
        .join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == REPORTS.c.number)
        .join(READINGS, READINGS.c.number == CURRENT_READINGS.c.reading_number)
        .join(INCIDENTS, INCIDENTS.c.id == INCIDENT_SOURCES.c.incident)
        .where(INCIDENTS.c.current.is_(True))
    )
    return View("incident_reports", "Which reports tell which incident.", query, {})


def _toll_history() -> View:
    columns = [column for column in TOLL_STEPS.c if column.name != "position"]
    query = select(*columns, INCIDENTS.c.label, INCIDENTS.c.when_start, INCIDENTS.c.place, TOLL_STEPS.c.position)
    query = query.join(INCIDENTS, INCIDENTS.c.id == TOLL_STEPS.c.incident).where(INCIDENTS.c.current.is_(True))
    return View("toll_history", "How each toll changed: who told which figure when, and what it replaced.", query, {})


def _account_list() -> View:
    left_out = {"report_number", "reading_number"}
    columns = [column for column in ACCOUNTS.c if column.name not in left_out]
    query = (
        select(*columns, MEMBERS.c.incident, REPORTS.c.id.label("report"), REPORTS.c.source)
        .join(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.account_number == ACCOUNTS.c.number)
        .join(REPORTS, REPORTS.c.number == ACCOUNTS.c.report_number)
        .outerjoin(MEMBERS, MEMBERS.c.account == ACCOUNTS.c.id)
    )
    return View("account_list", "Accounts of the readings that hold, with the incident each is part of.", query,
                {"report": "id of the report"})  # fmt: skip


def _coverage_by_day() -> View:
    told = select(
        func.substr(READINGS.c.published_start, 1, _ISO_DAY).label("day"),
        READINGS.c.report_number.label("report"),
        READINGS.c.outlet.label("outlet"),
        null().label("incident"),
    ).join(CURRENT_READINGS, CURRENT_READINGS.c.reading_number == READINGS.c.number)
    happened = select(
        func.substr(INCIDENTS.c.when_start, 1, _ISO_DAY).label("day"),
        null().label("report"),
        null().label("outlet"),
        INCIDENTS.c.id.label("incident"),
    ).where(*listed())
    both = union_all(told, happened).subquery("days")
    query = (
        select(
            both.c.day.label("day"),
            func.count(both.c.report).label("reports"),
            func.count(both.c.outlet.distinct()).label("outlets"),
            func.count(both.c.incident).label("incidents"),
        )
        .where(both.c.day.is_not(None))
        .group_by(both.c.day)
    )
    own = {"day": "day (ISO 8601)", "reports": "reports published that day", "outlets": "their outlets",
           "incidents": "incidents of the default listing that began that day"}  # fmt: skip
    return View("coverage_by_day", "How much was told and how much happened, day by day.", query, own)


VIEWS: tuple[View, ...] = (
    _incident_list(),
    _incident_reports(),
    _incident_claims(),
    _toll_history(),
    _account_list(),
    _coverage_by_day(),
)


def create_views(connection: Connection) -> None:
    """Every view stands."""
    for view in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS {_sql(view, connection.dialect)}")


def drop_views(connection: Connection) -> None:
    """No view stands, so that the tables below can be changed."""
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")


def _sql(view: View, dialect: Dialect) -> str:
    compiled = view.query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return str(compiled).replace("%%", "%")
