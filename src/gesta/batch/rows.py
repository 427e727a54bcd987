"""The tables that reading leaves for merging, one Parquet file of each a piece of the batch."""

from __future__ import annotations

from collections.abc import Sequence

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
        pa.field("published", pa.string()),
        pa.field("copy_keys", pa.list_(pa.string()), nullable=False),
        pa.field("record", pa.string(), nullable=False),
    ]
)
"""Reports that were read, at ``records/PIECE.parquet``. ``place``: where the report stands among all inputs of the
batch, which orders captures; ``published``: first day, where it is known; ``record``: the line of
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


def records(readings: Sequence[tuple[int, Reading]]) -> pa.Table:
    """The rows of RECORDS for readings by their place."""
    rows = [
        {
            "place": place,
            "report": each.report,
            "source": each.record.report.source,
            "row_id": each.record.report.row_id,
            "outlet": each.record.report.outlet,
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
