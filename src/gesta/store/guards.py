"""What SQLAlchemy has no words for: triggers that keep rows as they are, and the full-text index of SQLite."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table

from gesta.store.schema import APPEND_ONLY
from gesta.store.schema_served import RELEASES

GUARDED = (*APPEND_ONLY, RELEASES)

TEXT_INDEX = "texts_fts"
_SQLITE_GUARD = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_POSTGRES_REFUSAL = """CREATE OR REPLACE FUNCTION gesta_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$"""
_POSTGRES_GUARD = """CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION gesta_append_only()"""
_SQLITE_TEXT_INDEX = f"""CREATE VIRTUAL TABLE {TEXT_INDEX} USING fts5(title, text, content='texts',
content_rowid='report_number', tokenize='unicode61 remove_diacritics 2')"""


def create_guards(connection: Connection, tables: Iterable[Table] = GUARDED) -> None:
    """Rows of the tables can neither be changed nor deleted, by whatever program."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRES_REFUSAL.replace("%", "%%"))
        for table in tables:
            connection.exec_driver_sql(_POSTGRES_GUARD.format(table=table.name))
        return
    for table in tables:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(_SQLITE_GUARD.format(table=table.name, verb=verb))


def create_text_index(connection: Connection) -> None:
    """The full-text index of SQLite stands beside the table of texts; that of PostgreSQL is a table like others.

    The store fills both: triggers that reach into a virtual table are refused in a file that is not trusted.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_SQLITE_TEXT_INDEX)
