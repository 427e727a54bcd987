"""The tables that reading leaves for merging, one Parquet file of each a piece of the batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from gesta.model.jsonl import encode
from gesta.store.records import Reading

RECORDS = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("report", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("row_id", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("outlet_given", pa.string()),
        pa.field("published", pa.string()),
        pa.field("copy_keys", pa.list_(pa.string()), nullable=False),
        pa.field("record", pa.string(), nullable=False),
    ]
)
"""Reports that were read, at ``records/PIECE.parquet``. ``place``: where the report stands among all inputs of the
batch, which orders captures; ``outlet_given``: the outlet that came with the report, not read from its page;
``published``: first day, where it is known; ``record``: the line of
``gesta read --format jsonl``."""

ACCOUNTS = pa.schema(
    [
        pa.field("account", pa.string(), nullable=False),
        pa.field("report", pa.string(), nullable=False),
        pa.field("place", pa.int64(), nullable=False),
        pa.field("keys", pa.list_(pa.string()), nullable=False),
        pa.field("profile", pa.binary(), nullable=False),
    ]
)
"""What merging compares, at ``work/read/accounts/PIECE.parquet``: ``keys`` of blocking, ``profile`` packed."""

REPORTS = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("report", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("row_id", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("title", pa.string()),
        pa.field("published", pa.string()),
        pa.field("captured", pa.string()),
        pa.field("media", pa.string(), nullable=False),
        pa.field("decision", pa.string(), nullable=False),
        pa.field("score", pa.float64()),
        pa.field("reason", pa.string()),
        pa.field("words", pa.int32()),
        pa.field("incidents", pa.int32(), nullable=False),
        pa.field("problems", pa.int32(), nullable=False),
    ]
)
"""Every page that was looked at, at ``reports/PIECE.parquet``. ``decision``: read, dropped, repeated or lost,
and kept where nothing is read;
``captured``: when it was fetched, where an archive says so; ``score``, ``reason``: of the decision."""

PROBLEMS = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("row_id", pa.string()),
        pa.field("stage", pa.string(), nullable=False),
        pa.field("lost", pa.bool_(), nullable=False),
        pa.field("where", pa.string(), nullable=False),
        pa.field("what", pa.string(), nullable=False),
        pa.field("hint", pa.string(), nullable=False),
    ]
)
"""What is wrong with pages, at ``problems/PIECE.parquet``. ``lost``: nothing of the page is in the results."""


def table(rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.Table:
    """The rows as a table."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)


def records(readings: Sequence[tuple[int, Reading]]) -> pa.Table:
    """The rows of RECORDS for readings by their place."""
    rows = [
        {
            "place": place,
            "report": each.report,
            "source": each.record.report.source,
            "row_id": each.record.report.row_id,
            "outlet": each.record.report.outlet,
            "outlet_given": each.record.report.outlet if each.record.report.outlet_basis == "given" else None,
            "published": each.record.report.published.start,
            "copy_keys": list(each.copy_keys),
            "record": encode(each.record).decode(),
        }
        for place, each in readings
    ]
    return pa.Table.from_pylist(rows, schema=RECORDS)


def accounts(readings: Sequence[tuple[int, Reading]]) -> pa.Table:
    """The rows of ACCOUNTS for readings by their place."""
    rows = [
        {
            "account": account.id,
            "report": each.report,
            "place": place,
            "keys": list(account.keys),
            "profile": account.profile,
        }
        for place, each in readings
        for account in each.accounts
    ]
    return pa.Table.from_pylist(rows, schema=ACCOUNTS)
