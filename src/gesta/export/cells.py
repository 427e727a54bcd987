"""Cells of tables, and what a spreadsheet must not take for a formula."""

from __future__ import annotations

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs that begin a formula in one spreadsheet or another, by the OWASP page on CSV injection."""


def plain(text: str) -> str:
    """The text as it can stand in a CSV that is opened in a spreadsheet: an apostrophe before what begins like a
    formula, and U+FFFD for NUL, at which programs in C end a text. Only text: a number is written as a number."""
    legible = text.replace("\0", "\ufffd")
    return f"'{legible}" if legible.startswith(_FORMULA) else legible


def written(cell: Cell) -> str:
    """The cell in a CSV: empty where nothing is known, 1 and 0 for yes and no."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return plain(cell) if isinstance(cell, str) else repr(cell)
