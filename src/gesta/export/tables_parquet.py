"""Parquet: one table as a file, or every table as a folder; row groups as they come, so that memory stays small."""

from __future__ import annotations

from pathlib import Path

from gesta.export.arrow import about, batches, fields
from gesta.export.columns import Table, rows
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.tables import TABLES, table_named


def write_table(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The table of the options stands in the file."""
    _write(table_named(options.table), source, path, options)


def write_folder(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """Every table stands in a file of its own in the folder."""
    path.mkdir()
    for table in TABLES:
        _write(table, source, path / f"{table.name}.parquet", options)


def _write(table: Table, source: Source, path: Path, options: Options) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(fields(table.columns), metadata=about(source, table))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(rows(table, source, options), schema):
            writer.write_batch(batch)


PARQUET = Format(
    "parquet", "Parquet with described columns: one table, or a folder of all", ".parquet", write_table, tables=True,
    folder=write_folder,
)  # fmt: skip
