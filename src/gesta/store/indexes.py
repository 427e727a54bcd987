"""The indexes that listings are read by, for projects that an older Gesta made."""

from __future__ import annotations

from sqlalchemy import Connection

from gesta.store.schema_merged import INCIDENTS


def widen_indexes(connection: Connection) -> None:
    """The indexes of incidents are those of a new project: they hold what filters ask, in the order of listings."""
    for index in sorted(INCIDENTS.indexes, key=lambda each: str(each.name)):
        index.drop(connection, checkfirst=True)
        index.create(connection)
