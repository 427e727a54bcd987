"""The page ``docs/reference/store.md``, written by ``python -m gesta.store.reference``."""

from __future__ import annotations

from gesta.store.dictionary import described

_INTRODUCTION = """# The project file

<!-- Written by `python -m gesta.store.reference`; a test holds it to the code. -->

A project is one SQLite file, or the same tables in a schema of a PostgreSQL database. Open the file in Datasette, in
`sqlite3` or from a notebook: begin with the views. The table `data_dictionary` says the same as this page. Times are
ISO 8601. An empty cell is not known or not told, never zero.

What was captured, read and decided is written once: the database refuses to change or delete a row of the tables whose
description says so. Everything else follows from these and can be computed again.
"""


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
