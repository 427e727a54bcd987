"""Texts from outside as a format can hold them; what is changed is told as a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gesta.export.cells import Cell, Row
from gesta.export.columns import Table
from gesta.export.format import Losses
from gesta.model.terms import IncidentId

REPLACEMENT = "\ufffd"
_XML = {each: REPLACEMENT for each in (*range(0x20), 0xFFFE, 0xFFFF) if each not in (0x09, 0x0A, 0x0D)}
"""Characters that XML 1.0 has no way to write."""
Change = Callable[[str], tuple[str, str | None]]
"""The text as it is written, and why it is not as it was; None where it is."""


def without_nul(text: str) -> tuple[str, str | None]:
    """U+FFFD for NUL, at which programs in C end a text."""
    if "\0" not in text:
        return text, None
    return text.replace("\0", REPLACEMENT), "the character NUL cannot be written: U+FFFD stands for it"


def for_xml(text: str) -> tuple[str, str | None]:
    """U+FFFD for what XML cannot write."""
    legible = text.translate(_XML)
    return legible, None if legible == text else "control characters cannot be written: U+FFFD stands for them"


def held(table: Table, rows: Iterator[Row], change: Change, losses: Losses) -> Iterator[Row]:
    """The rows with every text as the format can hold it, and a loss for each that is changed."""
    owner = owner_of(table)
    for row in rows:
        yield tuple(_held(table, row, place, cell, owner, change, losses) for place, cell in enumerate(row))


def _held(table: Table, row: Row, place: int, cell: Cell, owner: int | None, change: Change, losses: Losses) -> Cell:
    if not isinstance(cell, str):
        return cell
    written, why = change(cell)
    if why is not None:
        losses.tell(incident_of(row, owner), f"{table.name}.{table.names[place]}", cell, why)
    return written


def owner_of(table: Table) -> int | None:
    """The place of the column that names the incident; None for a table that is of none."""
    name = "id" if table.name == "incidents" else "incident"
    return table.names.index(name) if name in table.names else None


def incident_of(row: Row, owner: int | None) -> IncidentId:
    """The incident that the row is of, "" for none."""
    return IncidentId("" if owner is None else str(row[owner]))
