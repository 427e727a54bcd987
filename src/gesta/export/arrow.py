"""Tables as Arrow record batches, some thousand rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gesta.export.columns import Table
from gesta.export.format import Source
from gesta.model.columns import Column

if TYPE_CHECKING:
    import pyarrow

BATCH = 10_000
"""Rows in memory at a time."""


def fields(columns: tuple[Column, ...]) -> list[pyarrow.Field]:
    """Arrow fields with meaning and unit as metadata, under our own names and under those that GDAL reads."""
    import pyarrow as pa

    types = {"text": pa.string(), "json": pa.string(), "whole": pa.int64(), "real": pa.float64(), "flag": pa.bool_()}
    return [pa.field(each.name, types[each.kind], nullable=each.null, metadata=_told(each)) for each in columns]


def _told(column: Column) -> dict[str, str]:
    unit = {"unit": column.unit} if column.unit else {}
    return {"description": column.meaning, **unit, "GDAL:OGR:comment": column.meaning}


def about(source: Source, table: Table) -> dict[str, str]:
    """Where the rows come from: the metadata of a file."""
    told = {"table": table.name, "meaning": table.meaning, "project": source.name, "filter": source.asked,
            "versions": source.versions}  # fmt: skip
    return {"gesta": json.dumps(told, ensure_ascii=False, sort_keys=True)}


def batches(rows: Iterable[tuple[object, ...]], schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    """The rows in batches of the schema."""
    import pyarrow as pa

    rest = iter(rows)
    while piece := list(islice(rest, BATCH)):
        columns = zip(zip(*piece, strict=True), schema, strict=True)
        arrays = [pa.array(values, type=field.type) for values, field in columns]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
