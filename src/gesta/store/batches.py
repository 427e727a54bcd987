"""Many values at once: in pieces that every database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Column, Connection, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

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
    """The rows stand in the table."""
    if rows:
        connection.execute(insert(table), rows)


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
