"""The folder of a batch: tables and small files on a file system that every worker sees, each written whole or not."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pyarrow.ipc
import pyarrow.parquet
from pyarrow import fs

if TYPE_CHECKING:
    import pyarrow

_PART = ".part-"
"""Begins the name of a file that is not whole yet; no listing shows it."""
_PACKED = pyarrow.ipc.IpcWriteOptions(compression="zstd")


@dataclass(frozen=True)
class Folder:
    """A folder by its path, or by an address that PyArrow knows (``s3://``, ``hdfs://``, ``gs://``).

    Names in it are relative, with ``/``. Raises OSError where the file system does.
    """

    address: str

    @cached_property
    def _place(self) -> tuple[fs.FileSystem, PurePosixPath]:
        if "://" in self.address:
            system, path = fs.FileSystem.from_uri(self.address)
        else:
            system, path = fs.LocalFileSystem(), Path(self.address).absolute().as_posix()
        return system, PurePosixPath(path)

    def _at(self, name: str) -> str:
        return str(self._place[1] / name)

    def has(self, name: str) -> bool:
        """True where a file of the name stands."""
        return bool(self._place[0].get_file_info(self._at(name)).type == fs.FileType.File)

    def names(self, within: str) -> list[str]:
        """The files under the name of a folder, however deep, sorted; none where there is no such folder."""
        system, root = self._place
        chosen = fs.FileSelector(self._at(within), allow_not_found=True, recursive=True)
        found = (each for each in system.get_file_info(chosen) if each.type == fs.FileType.File)
        paths = (PurePosixPath(each.path) for each in found)
        return sorted(str(each.relative_to(root)) for each in paths if not each.name.startswith(_PART))

    def read_bytes(self, name: str) -> bytes:
        """What the file holds."""
        with self._place[0].open_input_stream(self._at(name)) as stream:
            return bytes(stream.read())

    def write_bytes(self, name: str, content: bytes) -> None:
        """The file holds the content; one that stood there is replaced."""
        with self._writing(name) as part, self._place[0].open_output_stream(part.path) as stream:
            stream.write(content)

    def read_table(self, name: str, columns: Sequence[str] | None = None) -> pyarrow.Table:
        """The table of a Parquet file, or the columns of it."""
        wanted = None if columns is None else list(columns)
        return pyarrow.parquet.read_table(self._at(name), columns=wanted, filesystem=self._place[0], partitioning=None)

    def write_table(self, name: str, table: pyarrow.Table) -> None:
        """The table stands as a Parquet file (zstd); one that stood there is replaced."""
        with self._writing(name) as part:
            pyarrow.parquet.write_table(table, part.path, compression="zstd", filesystem=self._place[0])

    def rows(self, name: str) -> int:
        """How many rows the table of a Parquet file has."""
        with self._place[0].open_input_file(self._at(name)) as stream:
            return int(pyarrow.parquet.ParquetFile(stream).metadata.num_rows)

    def write_batches(self, name: str, schema: pyarrow.Schema, batches: Iterable[pyarrow.RecordBatch]) -> None:
        """The batches stand as an Arrow file, each of them to be read alone; one that stood there is replaced."""
        system = self._place[0]
        with (
            self._writing(name) as part,
            system.open_output_stream(part.path) as stream,
            pyarrow.ipc.new_file(stream, schema, options=_PACKED) as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)

    def read_batch(self, name: str, number: int) -> pyarrow.RecordBatch:
        """One batch of an Arrow file, from 0."""
        with self._place[0].open_input_file(self._at(name)) as stream:
            return pyarrow.ipc.open_file(stream).get_batch(number)

    def _writing(self, name: str) -> _Part:
        system, root = self._place
        path = root / name
        system.create_dir(str(path.parent), recursive=True)
        return _Part(system, str(path.parent / f"{_PART}{uuid.uuid4().hex}-{path.name}"), str(path))


@dataclass(frozen=True)
class _Part:
    """A file while it is written; moved to its name at the end, so that nobody ever sees a part of it."""

    system: fs.FileSystem
    path: str
    name: str

    def __enter__(self) -> _Part:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.system.move(self.path, self.name)
        elif self.system.get_file_info(self.path).type == fs.FileType.File:
            self.system.delete_file(self.path)
