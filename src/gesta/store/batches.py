"""Many values at once: in pieces that every database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import Column, Connection, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from gesta.store.columns import legible

T = TypeVar("T")
Row = dict[str, object]

PIECE = 500
"""Values in one statement: SQLite may be built to take no more than 999."""


def pieces(values: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """The values, each once, in their order, some at a time."""
    rest = iter(dict.fromkeys(values))
    while piece := list(islice(rest, size)):
        yield piece


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """The rows, which all have the same columns, stand in the table.

    The rows go to the driver past SQLAlchemy's processing of each value, which would take a third of the time.
    """
    if not rows:
        return
    names = tuple(rows[0])
    statement = _insertion(table, names, connection.dialect.name)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(statement, [{name: _driven(row[name]) for name in names} for row in rows])
    else:
        connection.exec_driver_sql(statement, [tuple(_driven(row[name]) for name in names) for row in rows])


def _driven(value: object) -> object:
    return legible(value) if isinstance(value, str) else value


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: str) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(f"%({name})s" if dialect == "postgresql" else "?" for name in names)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({places})"


def add_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """The rows stand in the table; where a row of the same key stands already, it stays as it is."""
    if rows:
        build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(build(table).on_conflict_do_nothing(), rows)


def remove(connection: Connection, column: Column[T], values: Iterable[T]) -> None:
    """No row has one of the values in the column."""
    for piece in pieces(values):
        connection.execute(delete(column.table).where(column.in_(piece)))


def next_number(connection: Connection, column: Column[int]) -> int:
    """The number after the highest; rows of these tables are never deleted, so that none is given twice."""
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1
