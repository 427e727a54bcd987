"""What stands in a project, table by table, so that two projects can be compared past all code of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Engine, Table, inspect, select

from gesta.store.schema import METADATA

TIMES: Mapping[str, frozenset[str]] = {
    "reports": frozenset({"added_at"}),
    "problems": frozenset({"at"}),
    "readings": frozenset({"at"}),
    "changes": frozenset({"at"}),
    "meta": frozenset(),
}
"""The only differences that are allowed between an undisturbed project and one that was finished after a kill: when a
row was written. The harness finishes an operation under another time than it began it, so that nothing else may depend
on it."""
_MADE = "project made at"
_MOST_TOLD = 5

SHAPE = "tables, views and indexes"
"""The name under which a state has what there is beside rows."""

Rows = tuple[tuple[object, ...], ...]
State = dict[str, Rows]
"""Every table's rows in the order of their keys, without the columns of ``TIMES``."""


def state_of(engine: Engine) -> State:
    """All that stands in the database; a project that was never made has nothing."""
    with engine.connect() as connection:
        shape = _shape(connection)
        there = {name for kind, name in shape if kind == "table"}
        rows = {table.name: _rows(connection, table) for table in METADATA.sorted_tables if table.name in there}
        return {SHAPE: shape, **rows}


def digest_of(state: State) -> str:
    """A short text that is another for every other state."""
    digest = hashlib.sha256()
    for name, rows in state.items():
        digest.update(repr((name, rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _shape(connection: Connection) -> Rows:
    """The tables, views and indexes that there are, by kind and name."""
    inspected = inspect(connection)
    tables = inspected.get_table_names()
    found = [("table", name) for name in tables] + [("view", name) for name in inspected.get_view_names()]
    found += [("index", str(each["name"])) for table in tables for each in inspected.get_indexes(table)]
    return tuple(sorted(found))


def _rows(connection: Connection, table: Table) -> Rows:
    left_out = TIMES.get(table.name, frozenset())
    columns = [column for column in table.c if column.name not in left_out]
    keys = list(table.primary_key.columns) or columns
    query = select(*columns).order_by(*keys)
    rows = tuple(tuple(row) for row in connection.execute(query))
    return tuple(row for row in rows if row[0] != _MADE) if table.name == "meta" else rows


def differences(wanted: State, found: State) -> list[str]:
    """What the project found has otherwise than the one wanted, a line each for the first of every table."""
    return [line for name in {**wanted, **found} for line in _table(name, wanted.get(name, ()), found.get(name, ()))]


def _table(name: str, wanted: Rows, found: Rows) -> Iterator[str]:
    if wanted == found:
        return
    lost, more = [each for each in wanted if each not in found], [each for each in found if each not in wanted]
    doubled = len(found) - len(set(found)) if not lost and not more else 0
    yield f"{name}: {len(lost)} rows lost, {len(more)} that were not there, {doubled} doubled"
    for word, rows in (("lost", lost), ("more", more)):
        for row in rows[:_MOST_TOLD]:
            yield f"{name}: {word} {repr(row)[:300]}"
