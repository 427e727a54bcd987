"""The pages of a piece, one after the other, each with its place in the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from gesta.batch.folder import Folder
from gesta.batch.planning import Part, Piece, Taken
from gesta.errors import Problem
from gesta.intake import reports
from gesta.intake.parquet import read_parquet
from gesta.intake.rows import Given
from gesta.intake.warc import Captured, read_archive

_Reader = Callable[[BinaryIO, str, Given, int, int], Iterator[Captured]]


def pages(piece: Piece, folder: Folder, given: Given) -> Iterator[Captured]:
    """Everything that the piece holds, in order; what cannot be opened is a Problem."""
    for part in piece.parts:
        yield from _of_part(part, folder, given)


def _of_part(part: Part, folder: Folder, given: Given) -> Iterator[Captured]:
    if part.form == "rows":
        for row in msgspec.msgpack.decode(folder.read_bytes(part.source), type=list[Taken]):
            yield Captured(row.place, row.item)
    elif part.form == "file":
        found = reports([part.source], published=given.published, outlet=given.outlet)
        for number, item in enumerate(found):
            yield Captured(part.base + number, item)
    else:
        yield from _of_range(part, read_archive if part.form == "warc" else read_parquet, given)


def _of_range(part: Part, reader: _Reader, given: Given) -> Iterator[Captured]:
    try:
        with Path(part.source).open("rb") as stream:
            for found in reader(stream, part.source, given, part.start, part.end):
                yield Captured(part.base + found.place, found.item, found.at)
    except OSError as fault:
        problem = Problem(part.source, f"it cannot be read: {fault.strerror or fault}")
        yield Captured(part.base + part.end, problem)
