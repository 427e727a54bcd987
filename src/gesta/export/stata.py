"""Stata: one table as a .dta file, variables and values labelled, days beside as Stata dates.

Two passes: the first finds how wide each column is, the second writes. The file is that of ``stata_file``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gesta.export.cells import Cell, Row
from gesta.export.columns import Table, rows
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.losses import UNHEARD
from gesta.export.stata_file import LONGEST_STR, MOST_LONG, Kind, Value, Variable, write_file
from gesta.export.tables import table_named
from gesta.export.texts import held, incident_of, owner_of, without_nul
from gesta.model.columns import Column

_EPOCH = date(1960, 1, 1)
"""Day 0 of Stata's dates."""
_DAYS = frozenset({"when_start", "when_end", "published", "published_end"})
"""Columns of days, beside which a Stata date stands under the name with ``_td``."""
_EXACT = 2**53
"""Whole numbers to which a double is exact."""
_FLAG = ("no", "yes")
_ISO_DAY = 10


@dataclass(frozen=True, slots=True)
class _Made:
    """A variable and how its value is got: from which column, and whether as a day."""

    variable: Variable
    place: int
    column: Column
    is_day: bool = False


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The table of the options stands in the file."""
    table = table_named(options.table)
    widths = _Widths(table)
    for row in held(table, rows(table, source, options), without_nul, UNHEARD):
        widths.see(row)
    made = tuple(_variables(table, widths))
    found = held(table, rows(table, source, options), without_nul, losses)
    values = (_values(table, made, row, losses) for row in found)
    notes = [f"{source.name}: {source.asked}", *(f"{name} {version}" for name, version in source.versions.items())]
    write_file(path, table.meaning, notes, [each.variable for each in made], widths.rows, values)


class _Widths:
    """How many rows a table has, and the longest text and largest number of each column."""

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self.most = [0] * len(table.columns)

    def see(self, row: Row) -> None:
        """The row is counted in."""
        self.rows += 1
        for place, cell in enumerate(row):
            size = len(cell.encode()) if isinstance(cell, str) else abs(cell) if isinstance(cell, int) else 0
            self.most[place] = max(self.most[place], size)


def _variables(table: Table, widths: _Widths) -> Iterator[_Made]:
    for place, column in enumerate(table.columns):
        yield _Made(_variable(column, widths.most[place]), place, column)
        if column.name in _DAYS:
            day = Variable(f"{column.name}_td", "double", 0, f"{column.meaning}, as a Stata date", "%td")
            yield _Made(day, place, column, True)


def _variable(column: Column, most: int) -> Variable:
    unit = f" [{column.unit}]" if column.unit else ""
    label = column.meaning + unit
    if column.kind == "flag":
        return Variable(column.name, "byte", 0, label, "%8.0g", _FLAG)
    if column.values:
        return Variable(column.name, "byte", 0, label, "%8.0g", ("", *column.values))
    if column.kind == "whole":
        kind: Kind = "long" if most <= MOST_LONG else "double"
        return Variable(column.name, kind, 0, label, "%12.0g")
    if column.kind == "real":
        return Variable(column.name, "double", 0, label, "%10.0g")
    if most > LONGEST_STR:
        return Variable(column.name, "strL", 0, label, "%9s")
    return Variable(column.name, "str", max(1, most), label, "%-20s")


def _values(table: Table, made: Sequence[_Made], row: Row, losses: Losses) -> list[Value]:
    return [_value(table, each, row, losses) for each in made]


def _value(table: Table, made: _Made, row: Row, losses: Losses) -> Value:
    cell = row[made.place]
    if made.is_day:
        return _days(cell)
    if made.variable.values:
        return int(cell) if isinstance(cell, bool) else None if cell is None else made.variable.values.index(str(cell))
    if isinstance(cell, int) and abs(cell) > _EXACT:
        field = f"{table.name}.{made.column.name}"
        losses.tell(incident_of(row, owner_of(table)), field, str(cell), "rounded: larger than a double holds exactly")
    return cell


def _days(cell: Cell) -> int | None:
    if not isinstance(cell, str):
        return None
    try:
        return (date.fromisoformat(cell[:_ISO_DAY]) - _EPOCH).days
    except ValueError:
        return None


STATA = Format("stata", "Stata 14 and later, with labels: one table", ".dta", write, tables=True)
