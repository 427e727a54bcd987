"""Cells of tables, and what a spreadsheet must not take for a formula."""

from __future__ import annotations

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs that begin a formula in one spreadsheet or another, by the OWASP page on CSV injection; the full-width ones
are taken for the plain ones where the language is Japanese."""


def is_formula(text: str) -> bool:
    """True for a text that a spreadsheet may take for a formula. Only for texts: a number is written as a number."""
    return text.startswith(_FORMULA)


def plain(text: str) -> str:
    """The text as it can stand in a CSV that is opened in a spreadsheet: an apostrophe before what begins like a
    formula, and U+FFFD for NUL."""
    legible = text.replace("\0", "\ufffd")
    return f"'{legible}" if is_formula(legible) else legible


def written(cell: Cell) -> str:
    """The cell in a CSV: empty where nothing is known, 1 and 0 for yes and no."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return cell if isinstance(cell, str) else repr(cell)
