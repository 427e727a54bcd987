"""XLSX: every table as a sheet, the first sheet says what it is, the last what each column holds.

Texts are written as texts, never as formulas or links; dates are texts, since a spreadsheet has no way to say that only
the month is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gesta.export.cells import Cell, Row
from gesta.export.columns import Table, rows
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.tables import TABLES
from gesta.export.texts import for_xml, held, incident_of, owner_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters of a cell, and rows of a sheet, that the format takes (ECMA-376 as Excel has it)."""
MOST_ROWS = 1_048_576
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the time of writing, so that two exports of one state are the same bytes."""
_EXACT = 2**53
"""Whole numbers to which a spreadsheet, which has floating-point numbers only, is exact."""


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The workbook stands in the file. Raises OSError where the disk does."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    settings = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False,
                "strings_to_urls": False}  # fmt: skip
    book = xlsxwriter.Workbook(str(path), settings)
    title, comments = (for_xml(each)[0] for each in (source.name, source.asked))
    book.set_properties({"title": title, "comments": comments, "created": _MADE})
    _about(book, source, options)
    for table in TABLES:
        _sheet(book, table, source, options, losses)
    _dictionary(book)
    try:
        book.close()
    except FileCreateError as fault:
        raise OSError(str(fault)) from fault


def _about(book: Workbook, source: Source, options: Options) -> None:
    told = [("project", source.name), ("incidents", source.asked), ("policy", options.policy),
            *source.versions.items(), *((table.name, table.meaning) for table in TABLES)]  # fmt: skip
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    for number, line in enumerate(told):
        _write(sheet, number, line)


def _sheet(book: Workbook, table: Table, source: Source, options: Options, losses: Losses) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(2 if _has_tags(table, options) else 1, 1)
    _write(sheet, 0, table.names)
    first = 1
    if _has_tags(table, options):
        _write(sheet, 1, tuple(field.hxl for field in table.fields))
        first = 2
    owner = owner_of(table)
    found = _fitting(table, held(table, rows(table, source, options), for_sheet, losses), losses)
    for number, row in enumerate(islice(found, MOST_ROWS - first), start=first):
        _write(sheet, number, row)
    for row in found:
        losses.tell(incident_of(row, owner), table.name, "", f"a sheet has {MOST_ROWS:,} rows: the row is left out")


def for_sheet(text: str) -> tuple[str, str | None]:
    """The text with the line ends that a cell has, U+FFFD for what XML cannot write."""
    legible, why = for_xml(text)
    if "\r" not in legible:
        return legible, why
    return legible.replace("\r\n", "\n").replace("\r", "\n"), "line ends are written as LF"


def _has_tags(table: Table, options: Options) -> bool:
    return options.hxl and any(field.hxl for field in table.fields)


def _fitting(table: Table, found: Iterator[Row], losses: Losses) -> Iterator[Row]:
    """The rows with texts and numbers that a cell takes."""
    owner = owner_of(table)
    for row in found:
        cells: list[Cell] = []
        for name, cell in zip(table.names, row, strict=True):
            if isinstance(cell, str) and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                why = f"a cell takes {LONGEST_CELL:,} characters: the rest is left out"
                losses.tell(incident_of(row, owner), f"{table.name}.{name}", cell, why)
                cell = cell.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
            if isinstance(cell, int) and abs(cell) > _EXACT:
                losses.tell(incident_of(row, owner), f"{table.name}.{name}", str(cell), "written as text: too large")
                cell = str(cell)
            cells.append(cell)
        yield tuple(cells)


def _write(sheet: Worksheet, number: int, row: tuple[Cell, ...]) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, place, cell)
        elif cell is not None:
            sheet.write_number(number, place, cell)


def _dictionary(book: Workbook) -> None:
    sheet = book.add_worksheet("dictionary")
    sheet.freeze_panes(1, 0)
    for place, width in enumerate((14, 22, 8, 12, 90, 34)):
        sheet.set_column(place, place, width)
    _write(sheet, 0, ("table", "column", "type", "unit", "meaning", "from"))
    every = ((table, field) for table in TABLES for field in table.fields)
    for number, (table, field) in enumerate(every, start=1):
        column = field.column
        _write(sheet, number, (table.name, column.name, column.kind, column.unit, column.meaning, field.path))


XLSX = Format("xlsx", "Excel: every table a sheet, with a dictionary", ".xlsx", write, hxl=True)
