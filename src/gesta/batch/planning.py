"""The inputs of a batch cut into pieces of about as many pages, the same whoever reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from gesta.batch.folder import Folder
from gesta.errors import Problem
from gesta.intake.archive_search import cuts
from gesta.intake.files import walk
from gesta.intake.parquet import group_sizes
from gesta.intake.rows import Given, Item
from gesta.intake.sniff import Form, form_of
from gesta.intake.tables import read_table
from gesta.model.documents import Report

PAGES = 200
"""Pages of a piece, about: half a minute of one core at most, and what a crash costs to read again."""
_ZIPPED_PAGE, _PLAIN_PAGE = 20_000, 100_000
"""Bytes that a page takes of an archive, about, compressed (with its request and metadata) and not."""
_CUTS_A_GROUP = 32
"""Parts of a row group at most: each is read from the start of the group."""
_HEAD = 65536
_PLAN = "work/plan.json"


class Part(msgspec.Struct, frozen=True):
    """What one input gives to a piece: an archive from byte to byte, rows of Parquet, a file; rows that were taken
    from a table stand in the batch's folder. ``base``: what is added to its places."""

    form: Literal["warc", "parquet", "rows", "file"]
    source: str
    base: int = 0
    start: int = 0
    end: int = 0


class Piece(msgspec.Struct, frozen=True):
    """What one task reads."""

    name: str
    parts: tuple[Part, ...]


class Input(msgspec.Struct, frozen=True):
    """A file of the batch. ``changed``: when, nanoseconds; both 0 where it cannot be looked at."""

    path: str
    size: int
    changed: int


class Taken(msgspec.Struct, frozen=True):
    """One row of a table, as it is kept in the batch's folder."""

    place: int
    report: Report | None = None
    problem: Problem | None = None

    @property
    def item(self) -> Item:
        """The report, or why there is none."""
        return self.report or self.problem or Problem("", "nothing")


def inputs(sources: Sequence[str], without: str = "") -> list[Input]:
    """Every file that the sources name, once, in the order of their paths whatever the order of the sources.

    ``without``: the batch's own folder, of which nothing is read where it lies among the sources.
    """
    own = Path(without).absolute()
    found = {path.as_posix(): path for source in sources for path in walk(source)}
    if without:
        found = {name: path for name, path in found.items() if own not in path.absolute().parents}
    return [_input(name, path) for name, path in sorted(found.items())]


def planned(folder: Folder) -> list[Piece] | None:
    """The plan that the folder has."""
    return msgspec.json.decode(folder.read_bytes(_PLAN), type=list[Piece]) if folder.has(_PLAN) else None


def plan(folder: Folder, files: Sequence[Input], given: Given, pages: int = PAGES) -> list[Piece]:
    """The pieces, written down; rows of CSV and JSON are taken from their tables on the way.

    It depends on the files alone. A place is a number for each report, in the order of the files and inside of them.
    """
    pieces: list[Piece] = []
    parts: list[Part] = []
    weight = 0
    for part, worth in _parts(folder, files, given, pages):
        parts.append(part)
        weight += worth
        if weight >= pages:
            pieces.append(Piece(f"{len(pieces):06}", tuple(parts)))
            parts, weight = [], 0
    if parts:
        pieces.append(Piece(f"{len(pieces):06}", tuple(parts)))
    folder.write_bytes(_PLAN, msgspec.json.encode(pieces))
    return pieces


def _input(name: str, path: Path) -> Input:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Input(name, 0, 0)
    return Input(name, status.st_size, status.st_mtime_ns)


def _parts(folder: Folder, files: Sequence[Input], given: Given, pages: int) -> Iterator[tuple[Part, int]]:
    """The parts in order, each with about how many pages it is."""
    base = tables = 0
    for file in files:
        extent = file.size
        try:
            with Path(file.path).open("rb") as stream:
                head = stream.read(_HEAD)
                form = form_of(file.path, head)
                if form == "warc":
                    yield from _of_archive(stream, file, base, pages, is_zipped=head.startswith(b"\x1f\x8b"))
                elif form == "parquet":
                    sizes = group_sizes(pq.ParquetFile(stream))
                    extent = max(extent, sum(sizes))
                    yield from _of_parquet(sizes, file, base, pages)
                elif form in ("csv", "tsv", "json", "jsonl"):
                    for name, count in _of_table(folder, stream, head, form, file, base, given, pages, tables):
                        tables += 1
                        yield Part("rows", name, end=count), count
                else:
                    yield _whole(file, base)
        except (OSError, ValueError, pa.ArrowException):
            yield _whole(file, base)  # reading says what is wrong with it
        base += extent + 1


def _whole(file: Input, base: int) -> tuple[Part, int]:
    return Part("file", file.path, base, 0, file.size), max(1, file.size // _PLAIN_PAGE)


def _of_archive(stream: BinaryIO, file: Input, base: int, pages: int, *, is_zipped: bool) -> Iterator[tuple[Part, int]]:
    page = _ZIPPED_PAGE if is_zipped else _PLAIN_PAGE
    ends = cuts(stream, page * pages)
    for start, end in pairwise(ends):
        yield Part("warc", file.path, base, start, end), max(1, (end - start) // page)


def _of_parquet(sizes: Sequence[int], file: Input, base: int, pages: int) -> Iterator[tuple[Part, int]]:
    first = 0
    for size in sizes:
        step = max(pages, -(-size // _CUTS_A_GROUP))
        for start in range(first, first + size, step):
            end = min(start + step, first + size)
            yield Part("parquet", file.path, base, start, end), end - start
        first += size


def _of_table(
    folder: Folder,
    stream: BinaryIO,
    head: bytes,
    form: Form,
    file: Input,
    base: int,
    given: Given,
    pages: int,
    number: int,
) -> Iterator[tuple[str, int]]:
    """Files of rows in the folder, each with how many there are; ``number``: of the first file."""
    rows: list[Taken] = []
    size = 0
    for row, item in enumerate(read_table(stream, head, form, file.path, given)):
        taken = Taken(base + row, report=item) if isinstance(item, Report) else Taken(base + row, problem=item)
        rows.append(taken)
        size += len(item.content) if isinstance(item, Report) else 0
        if len(rows) >= pages or size > pages * _PLAIN_PAGE:
            yield _kept(folder, number, rows), len(rows)
            rows, size, number = [], 0, number + 1
    if rows:
        yield _kept(folder, number, rows), len(rows)


def _kept(folder: Folder, number: int, rows: Sequence[Taken]) -> str:
    name = f"work/tables/{number:06}.msgpack"
    folder.write_bytes(name, msgspec.msgpack.encode(rows))
    return name
