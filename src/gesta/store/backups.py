"""Backups: a project in one file that names its format and its tables' version, compressed, and checked by its sums.

The file is ``GESTA BACKUP 1`` and a newline, then frames (four bytes of length, big-endian, then so many bytes of zlib
around one MessagePack value: the head, blocks of rows, the sums), then four zero bytes and the SHA-256 of all before.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from gesta.errors import UsageError
from gesta.store.files import part_of
from gesta.store.migrations import newest
from gesta.store.session import Session
from gesta.store.streams import STREAMED, Block, Sum, Sums, Tell, blocks, check_whole, counts, told
from gesta.version import __version__

_MAGIC = b"GESTA BACKUP 1\n"
_LENGTH = 4
_END = bytes(_LENGTH)
_LEVEL = 3
"""Half of a project is compressed already; higher levels save two per cent."""
_LARGEST = 1 << 30
"""Bytes of one frame, unfolded: one row may be a whole archive page, but no frame is a gigabyte."""


class DamagedError(UsageError):
    """The file is no backup, is cut short, or was changed."""


class Head(msgspec.Struct, frozen=True, tag="head", array_like=True):
    """What a backup is of. ``tables``: the version of the tables; ``rows``: how many each table has."""

    gesta: str
    tables: int
    at: str
    project: str
    rows: dict[str, int]


class Tail(msgspec.Struct, frozen=True, tag="sums", array_like=True):
    """The sums of all tables."""

    sums: dict[str, Sum]


_DECODER = msgspec.msgpack.Decoder(Head | Block | Tail)


def back_up(session: Session, file: Path, project: str, at: str, tell: Tell) -> Head:
    """The project as it is at one moment stands in the file, which was read again and found right.

    ``project``: its name, to be shown; ``at``: the moment. Raises ExistsError where something is there, StoreError for
    a damaged project. Whatever happens, the file is there whole or not at all.
    """
    with _written(file) as (stream, path):
        with session.snapshot() as connection:
            check_whole(session, connection)
            head = Head(__version__, newest(), at, project, counts(connection))
            sums = Sums()
            digest = hashlib.sha256()
            _put(stream, digest, _MAGIC)
            _frame(stream, digest, head)
            for block in told(blocks(connection), tell, sums):
                _frame(stream, digest, block)
            _frame(stream, digest, Tail(sums.by_table()))
        _put(stream, digest, _END)
        stream.write(digest.digest())
        stream.flush()
        os.fsync(stream.fileno())
        if Backup(path).check() != sums.by_table():
            raise DamagedError(f"{file}: what was written could not be read again; is the disk sound?")
    return head


@contextmanager
def _written(file: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A stream into a file beside it, which takes its place at the end; only its owner may read it."""
    try:
        with part_of(file) as part, os.fdopen(_opened(part), "w+b") as stream:
            yield stream, part
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror or str(fault), str(file)) from fault


def _opened(part: Path) -> int:
    return os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)


def _frame(stream: BinaryIO, digest: hashlib._Hash, part: Head | Block | Tail) -> None:
    packed = zlib.compress(msgspec.msgpack.encode(part), _LEVEL)
    _put(stream, digest, len(packed).to_bytes(_LENGTH, "big"))
    _put(stream, digest, packed)


def _put(stream: BinaryIO, digest: hashlib._Hash, data: bytes) -> None:
    stream.write(data)
    digest.update(data)


class Backup:
    """A backup to be read. Raises DamagedError, also NewerProjectError, where it is no whole one of this Gesta's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sums: dict[str, Sum] = {}
        first = next(self._told(), None)
        if not isinstance(first, Head):
            raise self._damaged("it has no head")
        self.head = first
        if first.tables != newest() or first.rows.keys() != {table.name for table in STREAMED}:
            raise UsageError(
                f"{path} was written by Gesta {first.gesta}, with tables of version {first.tables} "
                f"(this Gesta has version {newest()}): restore it with Gesta {first.gesta}, "
                "and open the project with this one"
            )

    def blocks(self) -> Iterator[Block]:
        """Its rows; the sums follow after the last."""
        self._sums = {}
        for each in self._told():
            if isinstance(each, Block):
                if each.table not in self.head.rows:
                    raise self._damaged(f"it has rows of {each.table!r}, which is no table")
                yield each
            elif isinstance(each, Tail):
                self._sums = each.sums

    def sums(self) -> dict[str, Sum]:
        """The sums that it was written with. To be asked for after the last block."""
        if self._sums.keys() != self.head.rows.keys():
            raise self._damaged("its sums are missing")
        return self._sums

    def check(self) -> dict[str, Sum]:
        """It was read to its end and is whole; returns the sums of its rows, which are those it was written with."""
        found = Sums()
        for block in self.blocks():
            found.add(block)
        if found.by_table() != self.sums():
            raise self._damaged("its rows are not those it was written with")
        return found.by_table()

    def _told(self) -> Iterator[Head | Block | Tail]:
        try:
            with self.path.open("rb") as stream:
                yield from self._frames(stream)
        except OSError as fault:
            raise UsageError(f"{self.path} cannot be read: {fault.strerror or fault}") from fault

    def _frames(self, stream: BinaryIO) -> Iterator[Head | Block | Tail]:
        digest = hashlib.sha256()
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise DamagedError(f"{self.path} is no backup of Gesta, or of a newer one")
        digest.update(_MAGIC)
        while length := int.from_bytes(self._take(stream, digest, _LENGTH), "big"):
            if length > _LARGEST:
                raise self._damaged("a length in it cannot be")
            yield self._opened(self._take(stream, digest, length))
        wanted = digest.digest()
        if stream.read() != wanted:
            raise self._damaged("its sum is not that of its content")

    def _take(self, stream: BinaryIO, digest: hashlib._Hash, length: int) -> bytes:
        data = stream.read(length)
        if len(data) < length:
            raise self._damaged("it is cut short")
        digest.update(data)
        return data

    def _opened(self, packed: bytes) -> Head | Block | Tail:
        opened = zlib.decompressobj()
        try:
            content = opened.decompress(packed, _LARGEST)
            if not opened.eof:
                raise self._damaged("a part of it is cut short")
            found: Head | Block | Tail = _DECODER.decode(content)
        except (zlib.error, msgspec.DecodeError) as fault:
            raise self._damaged(str(fault)) from fault
        return found

    def _damaged(self, why: str) -> DamagedError:
        return DamagedError(f"{self.path} is damaged ({why}): nothing was restored from it")
