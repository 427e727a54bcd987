"""Where the records of a WARC file begin, found without reading what they hold."""

from __future__ import annotations

import zlib
from typing import BinaryIO

MEMBER = b"\x1f\x8b\x08"
"""Begins a gzip member."""
MAGIC = b"WARC/"
BETWEEN = b"\r\n\r\n"
NEXT = BETWEEN + b"WARC/1."
"""Ends a record and begins the next."""
_CHUNK = 1 << 20


def cuts(stream: BinaryIO, step: int) -> list[int]:
    """Where the archive can be cut: offsets of records about ``step`` bytes from each other, 0 and the size among
    them. Nothing is inflated but the first bytes of a member."""
    size = stream.seek(0, 2)
    stream.seek(0)
    zipped = stream.read(3) == MEMBER
    found = [0]
    while found[-1] < size:
        wanted = found[-1] + step
        found.append(min(size, member_from(stream, wanted, size) if zipped else _plain_from(stream, wanted, size)))
    return found


def member_from(stream: BinaryIO, start: int, size: int) -> int:
    """Where the first gzip member from the offset on that begins with a record stands; the size where none does."""
    at = _find(stream, MEMBER, start, size)
    while at < size and not _begins_record(stream, at):
        at = _find(stream, MEMBER, at + 1, size)
    return at


def _begins_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(wbits=31).decompress(stream.read(4096), len(MAGIC)) == MAGIC
    except zlib.error:
        return False


def _plain_from(stream: BinaryIO, start: int, size: int) -> int:
    """Where the first record of a plain file from the offset on stands; the size where none does."""
    return min(size, _find(stream, NEXT, max(0, start - 4), size) + 4)


def _find(stream: BinaryIO, wanted: bytes, start: int, size: int) -> int:
    """Where the bytes first stand from the offset on; the size where they do not."""
    at, kept = start, b""
    while at < size:
        stream.seek(at)
        piece = stream.read(_CHUNK)
        if not piece:
            break
        found = (kept + piece).find(wanted)
        if found >= 0:
            return at - len(kept) + found
        kept = (kept + piece)[-len(wanted) + 1 :]
        at += len(piece)
    return size
