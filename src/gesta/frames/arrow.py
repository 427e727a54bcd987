"""A table of the export in Arrow: whole numbers that may be null, moments, words of closed sets as categories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gesta.export.arrow import about, batches, fields
from gesta.export.cells import Cell
from gesta.export.columns import Table, rows
from gesta.export.format import Options, Source
from gesta.export.moments import is_moment, is_utc
from gesta.model.columns import Column

if TYPE_CHECKING:
    import pyarrow


def arrow_table(table: Table, source: Source, options: Options) -> pyarrow.Table:
    """Every row of the table; the meaning and unit of each column stand in its field's metadata."""
    import pyarrow as pa

    plain = pa.schema(fields(table.columns))
    schema = pa.schema([_typed(column, field) for column, field in zip(table.columns, plain, strict=True)],
                       metadata=about(source, table))  # fmt: skip
    made = [_typed_batch(table, batch, schema) for batch in batches(rows(table, source, options), plain)]
    return pa.Table.from_batches(made, schema)


def _typed(column: Column, field: pyarrow.Field) -> pyarrow.Field:
    import pyarrow as pa

    if column.values:
        return field.with_type(pa.dictionary(pa.int8(), pa.string()))
    if is_moment(column):
        # A text that is no day of the calendar becomes null, whatever the column says of itself.
        return field.with_type(pa.timestamp("s", "UTC" if is_utc(column) else None)).with_nullable(True)
    return field


def _typed_batch(table: Table, batch: pyarrow.RecordBatch, schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow as pa

    arrays = [
        _array(column, array, field.type)
        for column, array, field in zip(table.columns, batch.columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(column: Column, array: pyarrow.Array, type_: pyarrow.DataType) -> pyarrow.Array:
    import pyarrow as pa
    import pyarrow.compute

    if column.values:
        words = pa.array(column.values, pa.string())
        codes = pa.compute.index_in(array, words).cast(pa.int8())
        return pa.DictionaryArray.from_arrays(codes, words)
    if is_moment(column):
        return pa.array(_moments(array.to_pylist()), type_)
    return array


def _moments(values: list[Cell]) -> Iterator[datetime | None]:
    for value in values:
        try:
            told = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            told = None
        yield told.astimezone(UTC) if told is not None and told.tzinfo else told
