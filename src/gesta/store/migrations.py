"""The tables of a new project, and the steps that bring those of an older one up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, insert, inspect, select, update

from gesta.model.merged import MergedIncident
from gesta.store.batches import PIECE, add
from gesta.store.dictionary import descriptions
from gesta.store.errors import NewerProjectError, NotAProjectError
from gesta.store.guards import create_guards, create_text_index
from gesta.store.indexes import widen_indexes
from gesta.store.occurrences import actor_rows
from gesta.store.packing import unpack
from gesta.store.schema import DICTIONARY, META, METADATA
from gesta.store.schema_merged import INCIDENT_ACTORS, INCIDENTS
from gesta.store.schema_served import RELEASES, SERVED
from gesta.store.views import create_views, drop_views

FIRST = 1
"""The version of the tables before any step."""
_VERSION = "store version"


@dataclass(frozen=True)
class Migration:
    """One step: afterwards a project of the version before has the tables of ``version``."""

    version: int
    what: str
    run: Callable[[Connection], None]


def _list_actors(connection: Connection) -> None:
    """The actors of every incident stand in a table of their own."""
    INCIDENT_ACTORS.create(connection)
    last = ""
    query = select(INCIDENTS.c.id, INCIDENTS.c.record).order_by(INCIDENTS.c.id).limit(PIECE)
    while rows := connection.execute(query.where(INCIDENTS.c.id > last)).all():
        records = (msgspec.json.decode(unpack(row.record), type=MergedIncident) for row in rows)
        add(connection, INCIDENT_ACTORS, [actor for each in records for actor in actor_rows(each)])
        last = rows[-1].id


def _serve(connection: Connection) -> None:
    """There are tables for people, second readings, alerts and releases."""
    for table in SERVED:
        table.create(connection)
    create_guards(connection, [RELEASES])
    widen_indexes(connection)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "a table of the actors of incidents", _list_actors),
    Migration(3, "tables of a served project", _serve),
)
"""Every step since the first version, in order; a step is never edited once it was released."""


def newest() -> int:
    """The version that this Gesta writes."""
    return MIGRATIONS[-1].version if MIGRATIONS else FIRST


def create_tables(connection: Connection, at: str) -> None:
    """A new project's tables stand, empty, at the newest version."""
    kind = connection.dialect.name
    tables = [table for table in METADATA.sorted_tables if table.info.get("only", kind) == kind]
    METADATA.create_all(connection, tables=tables, checkfirst=False)
    create_text_index(connection)
    create_guards(connection)
    _describe(connection)
    told = {_VERSION: str(newest()), "project made at": at}
    connection.execute(insert(META), [{"key": key, "value": value} for key, value in told.items()])


def version_of(connection: Connection) -> int | None:
    """The version of the tables; None where nothing stands at all. Raises NotAProjectError for something else."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    value = None
    if META.name in names and {"key", "value"} <= {each["name"] for each in inspect(connection).get_columns(META.name)}:
        value = connection.execute(select(META.c.value).where(META.c.key == _VERSION)).scalar()
    if value is None or not value.isdecimal():
        raise NotAProjectError("this is a database, but no project of Gesta")
    return int(value)


def migrate(connection: Connection) -> None:
    """The project's tables are those of the newest version, in one transaction with all its steps."""
    version = version_of(connection)
    if version is None:
        raise NotAProjectError("this is an empty database: a project was never made here, or never finished")
    if version > newest():
        raise NewerProjectError(
            f"the project was written by a newer Gesta (its tables are version {version}, "
            f"this Gesta knows version {newest()}): install the newer one"
        )
    steps = [step for step in MIGRATIONS if step.version > version]
    if not steps:
        return
    drop_views(connection)
    for step in steps:
        step.run(connection)
    connection.execute(delete(DICTIONARY))
    _describe(connection)
    connection.execute(update(META).where(META.c.key == _VERSION).values(value=str(newest())))


def _describe(connection: Connection) -> None:
    create_views(connection)
    connection.execute(insert(DICTIONARY), descriptions(connection.dialect.name))
