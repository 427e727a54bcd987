"""The description of every table, view and column: for the project itself and for the reference."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.store.schema import METADATA
from gesta.store.views import VIEWS


def described() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Kind (view or table), name, description and columns of all that stands in a project: views first."""
    for view in VIEWS:
        yield "view", view.name, view.comment, view.descriptions()
    for table in METADATA.tables.values():
        yield "table", table.name, table.comment or "", {column.name: column.comment or "" for column in table.c}


def descriptions(dialect: str) -> list[dict[str, str]]:
    """The rows of ``data_dictionary`` in a database of this kind."""
    absent = {table.name for table in METADATA.tables.values() if table.info.get("only", dialect) != dialect}
    rows = []
    for _, name, comment, columns in described():
        if name not in absent:
            rows.append({"table_name": name, "column_name": "", "description": comment})
            rows += [{"table_name": name, "column_name": key, "description": told} for key, told in columns.items()]
    return rows
