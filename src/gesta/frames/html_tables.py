"""A table of the export as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from gesta.export.cells import Cell, Row
from gesta.export.columns import Table
from gesta.frames.html import block, faint, table, text

_MOST = 10
_LONGEST = 60
"""Characters of a cell."""


def table_html(of: Table, found: Iterable[Row]) -> str:
    """What the table holds, and its first rows."""
    shown = list(islice(found, _MOST + 1))
    numbers = frozenset(place for place, column in enumerate(of.columns) if column.kind in ("whole", "real"))
    more = faint(f"the first {_MOST} rows") if len(shown) > _MOST else ""
    head = f'<div class="head">{text(of.name)}</div>{faint(of.meaning)}'
    return block(head, table(of.names, (list(map(_cell, row)) for row in shown[:_MOST]), numbers), more)


def _cell(cell: Cell) -> str:
    words = "" if cell is None else str(cell)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
