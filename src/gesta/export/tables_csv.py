"""CSV: one table as a file, or every table as a folder. RFC 4180 but for the line ends, which are LF; UTF-8."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from gesta.export import loader_r, loader_stata
from gesta.export.cells import csv_line, is_formula
from gesta.export.columns import Table, rows
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.tables import TABLES, table_named
from gesta.export.texts import held, without_nul


def write_table(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The table of the options stands in the file."""
    table = table_named(options.table)
    with _open(path) as file:
        file.write(_head(table, options))
        for row in held(table, rows(table, source, options), for_spreadsheet, losses):
            file.write(csv_line(row))


def write_folder(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """Every table stands in a file of its own in the folder, all written in one pass, and beside them the scripts that
    load them in R and Stata."""
    path.mkdir()
    _write_loaders(path)
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(_open(path / f"{table.name}.csv")) for table in TABLES}
        for table in TABLES:
            files[table.name].write(_head(table, options))
        for incident in source.incidents():
            for table in TABLES:
                for row in held(table, table.of_incident(incident, source, options), for_spreadsheet, losses):
                    files[table.name].write(csv_line(row))
        for table in TABLES:
            for row in held(table, table.of_source(source), for_spreadsheet, losses):
                files[table.name].write(csv_line(row))


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def for_spreadsheet(text: str) -> tuple[str, str | None]:
    """The text with an apostrophe before what a spreadsheet would take for a formula, U+FFFD for NUL."""
    legible, why = without_nul(text)
    if is_formula(legible):
        return f"'{legible}", "an apostrophe stands before it, lest a spreadsheet take it for a formula"
    return legible, why


def _write_loaders(folder: Path) -> None:
    for loader in (loader_r, loader_stata):
        (folder / loader.NAME).write_text(loader.script(), encoding="utf-8", newline="\n")


def _head(table: Table, options: Options) -> str:
    has_tags = options.hxl and any(field.hxl for field in table.fields)
    return csv_line(table.names) + (csv_line(field.hxl for field in table.fields) if has_tags else "")


CSV = Format(
    "csv",
    "Comma-separated values: one table, or a folder of all",
    ".csv",
    write_table,
    text=True,
    tables=True,
    folder=write_folder,
    hxl=True,
)
