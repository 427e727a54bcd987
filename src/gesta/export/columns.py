"""The tables of an export: every column with its type, unit and meaning, and how it is got from a record.

What a project's own tables have too has the same name and meaning there (``gesta.model.columns``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from gesta.export.cells import Cell, Row
from gesta.export.format import Options, Source
from gesta.model.columns import Column
from gesta.model.merged import MergedIncident

Thing = TypeVar("Thing")
Refers = Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]
"""Columns, none of which may be empty, that together are the key of a row of another table: its name and columns."""


@dataclass(frozen=True, slots=True)
class Field(Generic[Thing]):
    """A column of the table of things. ``path``: where it stands in the JSON, or how it is worked out; ``hxl``: its
    HXL tag."""

    column: Column
    path: str
    got: Callable[[Thing], Cell]
    hxl: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as a reader of the table sees it."""

    column: Column
    path: str
    hxl: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``key``: columns whose values together are one row's only; ``refers``: to rows of other
    tables. ``of_incident``: the rows of one incident; ``of_source``: those that belong to none."""

    name: str
    meaning: str
    key: tuple[str, ...]
    refers: Refers
    fields: tuple[Shown, ...]
    of_incident: Callable[[MergedIncident, Source, Options], Iterator[Row]]
    of_source: Callable[[Source], Iterator[Row]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return tuple(each.column for each in self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(each.column.name for each in self.fields)


def table(
    name: str,
    meaning: str,
    key: tuple[str, ...],
    fields: tuple[Field[Thing], ...],
    of_incident: Callable[[MergedIncident, Source, Options], Iterable[Thing]] | None,
    of_source: Callable[[Source], Iterable[Thing]] | None = None,
    refers: Refers | None = None,
) -> Table:
    """The table whose rows are the fields of each thing that the functions find."""
    getters = tuple(field.got for field in fields)

    def rows_of_incident(incident: MergedIncident, source: Source, options: Options) -> Iterator[Row]:
        for thing in of_incident(incident, source, options) if of_incident else ():
            yield tuple(got(thing) for got in getters)

    def rows_of_source(source: Source) -> Iterator[Row]:
        for thing in of_source(source) if of_source else ():
            yield tuple(got(thing) for got in getters)

    shown = tuple(Shown(field.column, field.path, field.hxl) for field in fields)
    return Table(name, meaning, key, refers or {}, shown, rows_of_incident, rows_of_source)


def rows(of: Table, source: Source, options: Options) -> Iterator[Row]:
    """Every row of the table, in the order of the source; streaming."""
    for incident in source.incidents():
        yield from of.of_incident(incident, source, options)
    yield from of.of_source(source)


def named(columns: Iterable[Column]) -> Mapping[str, Column]:
    """The columns by name."""
    return {each.name: each for each in columns}
