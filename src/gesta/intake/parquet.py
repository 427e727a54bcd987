"""Parquet files to reports, a row group after the other; one bad row or row group never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from gesta.errors import Problem
from gesta.intake.columns import COLUMNS, has_text, plain_name
from gesta.intake.decode import decode
from gesta.intake.rows import Given, read_row
from gesta.intake.warc import Captured

_TOGETHER = 64
"""Rows that are in memory at a time, beside the pages of the file that hold them."""
_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)
_FAULTS = (pa.ArrowException, OSError, ValueError)
"""What PyArrow raises for a file that is broken."""


def read_parquet(
    stream: BinaryIO, source: str, given: Given, start: int = 0, end: int | None = None
) -> Iterator[Captured]:
    """A report or a Problem for the rows from ``start`` on and before ``end``; ``place``: the row, counted from 0.

    Columns as in other tables; of the others nothing is read.
    """
    try:
        file = pq.ParquetFile(stream)
        names = [name for name in file.schema_arrow.names if plain_name(name) in _KNOWN]
        sizes = group_sizes(file)
    except _FAULTS as fault:
        yield Captured(start, Problem(source, f"it is no whole Parquet file: {_short(fault)}"))
        return
    if not has_text(names):
        looked_for = ", ".join((*COLUMNS["text"], *COLUMNS["html"]))
        yield Captured(start, Problem(source, f"no column holds a text: {looked_for} are looked for"))
        return
    first, last = 0, sum(sizes) if end is None else end
    for group, size in enumerate(sizes):
        wanted = range(max(start, first), min(last, first + size))
        if wanted:
            yield from _group(file, group, names, source, given, wanted, first)
        first += size


def group_sizes(file: pq.ParquetFile) -> list[int]:
    """How many rows each row group has."""
    return [file.metadata.row_group(each).num_rows for each in range(file.num_row_groups)]


def _group(
    file: pq.ParquetFile, group: int, names: list[str], source: str, given: Given, wanted: range, first: int
) -> Iterator[Captured]:
    """The wanted rows of the group, which begins with the row ``first``."""
    row = first
    try:
        for batch in file.iter_batches(_TOGETHER, row_groups=[group], columns=names, use_threads=False):
            if row >= wanted.stop:
                return
            for at in range(batch.num_rows):
                if row + at in wanted:
                    yield _captured(batch, at, row + at, source, given)
            row += batch.num_rows
    except _FAULTS as fault:
        place = max(row, wanted.start)
        what = f"the rows {place + 1} to {wanted.stop} cannot be read: {_short(fault)}"
        yield Captured(place, Problem(source, what, "the other row groups are read"))


def _captured(batch: pa.RecordBatch, at: int, row: int, source: str, given: Given) -> Captured:
    where = f"{source}:{row + 1}"
    try:
        cells = {name: batch.column(number)[at].as_py() for number, name in enumerate(batch.schema.names)}
    except (ValueError, OverflowError, pa.ArrowException) as fault:
        return Captured(row, Problem(where, f"the row cannot be read: {_short(fault)}"))
    return Captured(row, read_row(_plain(cells), source, where, given))


def _plain(cells: Mapping[str, object]) -> dict[str, object]:
    return {name: _text(value) for name, value in cells.items()}


def _text(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, bytes):
        return value
    decoded = decode(value, "")
    return value.decode("utf-8", "replace") if isinstance(decoded, Problem) else decoded.text


def _short(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:120]
