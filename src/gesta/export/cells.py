"""Cells of tables, and a line of CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs that begin a formula in one spreadsheet or another, by the OWASP page on CSV injection; the full-width ones
are taken for the plain ones where the language is Japanese."""
_SPECIAL = re.compile('[",\r\n]')


def is_formula(text: str) -> bool:
    """True for a text that a spreadsheet may take for a formula. Only for texts: a number is written as a number."""
    return text.startswith(FORMULA)


def plain(text: str) -> str:
    """The text as it can stand in a CSV that is opened in a spreadsheet: an apostrophe before what begins like a
    formula, and U+FFFD for NUL."""
    legible = text.replace("\0", "\ufffd")
    return f"'{legible}" if is_formula(legible) else legible


def csv_line(cells: Iterable[Cell]) -> str:
    """The cells as a line of CSV (RFC 4180, the line end LF): empty where nothing is known, 1 and 0 for yes and no.

    Python's own writer does not quote a lone carriage return where the line end is LF, and readers end a row there.
    """
    return ",".join([_written(cell) for cell in cells]) + "\n"


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell
    return "" if cell is None else written(cell)


def written(cell: Cell) -> str:
    """The cell as text: 1 and 0 for yes and no; empty where nothing is known."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return cell if isinstance(cell, str) else repr(cell)
