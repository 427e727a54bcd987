"""The description of every table, view and column: for the project file itself and for the reference."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.store.schema import METADATA
from gesta.store.views import VIEWS

_INTRODUCTION = """# The project file

<!-- Written by `python -m gesta.store.dictionary`; a test holds it to the code. -->

A project is one SQLite file, or the same tables in a schema of a PostgreSQL database. Open the file in Datasette, in
`sqlite3` or from a notebook: begin with the views. The table `data_dictionary` says the same as this page. Times are
ISO 8601. An empty cell is not known or not told, never zero.

What was captured, read and decided is written once: the database refuses to change or delete a row of the tables whose
description says so. Everything else follows from these and can be computed again.
"""


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


def reference() -> str:
    """The page ``docs/reference/store.md``."""
    parts = [_INTRODUCTION]
    for kind, name, comment, columns in described():
        lines = [f"| `{key}` | {told} |" for key, told in columns.items()]
        parts.append("\n".join([f"## {kind.capitalize()} `{name}`", "", comment, "", "| column | holds |", "|---|---|",
                                *lines, ""]))  # fmt: skip
    return "\n".join(parts)


if __name__ == "__main__":
    print(reference(), end="")
