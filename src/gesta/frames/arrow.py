"""A table of the export in Arrow: whole numbers that may be null, moments, words of closed sets as categories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from gesta.export.cells import Cell, Row
from gesta.export.columns import Table, rows
from gesta.export.format import Options, Source
from gesta.export.meanings import is_moment, is_utc, levels
from gesta.model.columns import Column

if TYPE_CHECKING:
    import pyarrow

_BATCH = 10_000
"""Rows that are Python objects at a time."""


def arrow_table(table: Table, source: Source, options: Options) -> pyarrow.Table:
    """Every row of the table; the meaning and unit of each column stand in its metadata."""
    import pyarrow

    schema = pyarrow.schema([_field(table, column) for column in table.columns])
    batches = [_batch(table, schema, piece) for piece in _pieces(rows(table, source, options))]
    return pyarrow.Table.from_batches(batches, schema)


def _pieces(found: Iterator[Row]) -> Iterator[list[Row]]:
    while piece := list(islice(found, _BATCH)):
        yield piece


def _field(table: Table, column: Column) -> pyarrow.Field:
    import pyarrow

    kinds = {"whole": pyarrow.int64(), "real": pyarrow.float64(), "flag": pyarrow.bool_()}
    type_ = kinds.get(column.kind, pyarrow.string())
    if levels(table, column):
        type_ = pyarrow.dictionary(pyarrow.int8(), pyarrow.string())
    elif is_moment(column):
        type_ = pyarrow.timestamp("s", "UTC" if is_utc(column) else None)
    about = {"meaning": column.meaning} | ({"unit": column.unit} if column.unit else {})
    return pyarrow.field(column.name, type_, metadata=about)


def _batch(table: Table, schema: pyarrow.Schema, piece: Sequence[Row]) -> pyarrow.RecordBatch:
    import pyarrow

    columns = zip(*piece, strict=True)
    arrays = [
        _array(table, column, values, field.type)
        for column, values, field in zip(table.columns, columns, schema, strict=True)
    ]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _array(table: Table, column: Column, values: Sequence[Cell], type_: pyarrow.DataType) -> pyarrow.Array:
    import pyarrow

    if words := levels(table, column):
        place = {word: number for number, word in enumerate(words)}
        codes = pyarrow.array([place.get(str(value)) for value in values], pyarrow.int8())
        return pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(words, pyarrow.string()))
    if is_moment(column):
        return pyarrow.array([_moment(value) for value in values], type_)
    return pyarrow.array(values, type_)


def _moment(value: Cell) -> datetime | None:
    """The moment; None where none is told, or the words are no moment of the calendar."""
    try:
        told = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return told.astimezone(UTC) if told is not None and told.tzinfo else told
