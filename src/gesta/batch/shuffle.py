"""Rows that a task hands on to others: an Arrow file in which every other task finds its own batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from gesta.batch.folder import Folder

Numbers = npt.NDArray[np.int64]


def hashed(text: str) -> int:
    """64 bits of the text, the same on every machine, as a number that Arrow's int64 holds. Two texts have one number
    about once in 60,000 times that 25 million of them are compared."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def write_parted(
    folder: Folder, name: str, schema: pa.Schema, columns: Iterable[Any], to: Sequence[int] | Numbers, parts: int
) -> None:
    """The columns stand in the file, each row in the batch of the task that ``to`` has at its place."""
    order = np.argsort(np.asarray(to, dtype=np.int64), kind="stable")
    ends = np.searchsorted(np.asarray(to, dtype=np.int64)[order], np.arange(parts + 1))
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    ordered = pa.RecordBatch.from_arrays(arrays, schema=schema).take(pa.array(order))
    slices = (
        ordered.slice(start, end - start) for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    )
    folder.write_batches(name, schema, slices)


def write_rows(
    folder: Folder, name: str, schema: pa.Schema, rows: Sequence[Sequence[Any]], to: Sequence[int] | Numbers, parts: int
) -> None:
    """As ``write_parted``, of rows instead of columns."""
    write_parted(folder, name, schema, _columns(rows, schema), to, parts)


def table_of(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    """The rows as a table."""
    columns = zip(_columns(rows, schema), schema, strict=True)
    return pa.Table.from_arrays([pa.array(column, type=field.type) for column, field in columns], schema=schema)


def _columns(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> Sequence[Sequence[Any]]:
    return list(zip(*rows, strict=True)) or [()] * len(schema)


def read_parted(folder: Folder, names: Iterable[str], part: int) -> Iterator[pa.RecordBatch]:
    """The batch of the task in each of the files, one in memory at a time."""
    for name in names:
        yield folder.read_batch(name, part)


def whole(folder: Folder, names: Sequence[str], part: int) -> pa.Table:
    """The batches of the task in the files, as one table."""
    return pa.Table.from_batches(read_parted(folder, names, part))


def numbers(column: pa.ChunkedArray | pa.Array) -> Numbers:
    """A column of whole numbers as an array."""
    found: Numbers = column.to_numpy().astype(np.int64, copy=False)
    return found


@dataclass(frozen=True)
class Sizes:
    """How much one task takes on. No incident depends on it, but the names of parts do.

    ``bucket``: accounts, or reports, for which there is one bucket of keys (5,000 have some 150,000). ``copied``:
    reports that share keys (500 are some 10 MB of text). ``compared``: entries of accounts in blocks (120,000 are of
    some 15,000 accounts). ``clustered``: accounts whose components are clustered, ten links weighing as much as one.
    ``fused``: accounts whose incidents are fused (2,000 come with some 60 MB of records). What hangs together and is
    more is one task.
    """

    bucket: int = 5_000
    copied: int = 500
    compared: int = 120_000
    clustered: int = 4_000
    fused: int = 2_000


SIZES = Sizes()
"""What fits a worker with 2 GB of memory."""


@dataclass(frozen=True)
class Layout:
    """The pieces of a batch, and the numbers of their rows among all: a report or an account is called by the number of
    its row, counted over the pieces in order. ``report_starts``, ``account_starts``: the first of each piece, and the
    end."""

    pieces: tuple[str, ...]
    report_starts: tuple[int, ...]
    account_starts: tuple[int, ...]
    sizes: Sizes = SIZES

    @property
    def buckets(self) -> int:
        """How many tasks the keys are parted among."""
        return max(1, -(-max(self.account_starts[-1], self.report_starts[-1]) // self.sizes.bucket))

    @cached_property
    def numbered(self) -> dict[str, int]:
        """The number of each piece."""
        return {piece: number for number, piece in enumerate(self.pieces)}

    def piece_of_report(self, reports: Numbers) -> Numbers:
        """The number of the piece of each."""
        return np.searchsorted(np.asarray(self.report_starts), reports, side="right") - 1

    def piece_of_account(self, accounts: Numbers) -> Numbers:
        """The number of the piece of each."""
        return np.searchsorted(np.asarray(self.account_starts), accounts, side="right") - 1


def laid_out(folder: Folder, sizes: Sizes) -> Layout:
    """The pieces whose records stand in the folder."""
    pieces = tuple(name.removeprefix("records/").removesuffix(".parquet") for name in folder.names("records"))
    reports, accounts = [0], [0]
    for piece in pieces:
        reports.append(reports[-1] + folder.rows(records_of(piece)))
        accounts.append(accounts[-1] + folder.rows(accounts_of(piece)))
    return Layout(pieces, tuple(reports), tuple(accounts), sizes)


def write_order(folder: Folder, stage: str, order: Sequence[int]) -> None:
    """The tasks of a stage are begun in this order."""
    folder.write_bytes(_order(stage), msgspec.json.encode(order))


def read_order(folder: Folder, stage: str) -> list[int]:
    """The numbers of the tasks that the stage planned, in the order in which they are begun."""
    return msgspec.json.decode(folder.read_bytes(_order(stage)), type=list[int])


def _order(stage: str) -> str:
    return f"work/merge/{stage}/order.json"


def records_of(piece: str) -> str:
    """The table of the piece's reports."""
    return f"records/{piece}.parquet"


def accounts_of(piece: str) -> str:
    """The table of the piece's accounts."""
    return f"work/read/accounts/{piece}.parquet"


def merged(stage: str, name: str | int) -> str:
    """A file that tasks of merging hand on."""
    return f"work/merge/{stage}/{name if isinstance(name, str) else f'{name:05}'}.arrow"
