"""WARC files to the records as they stand in them: bounded, and going on at the next record where one is broken.

A record ends with its gzip member at the latest, whatever its length says; members are inflated within a bound.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from gesta.intake.archive_search import BETWEEN, MAGIC, MEMBER, NEXT, member_from
from gesta.intake.decode import LARGEST

_CHUNK = 1 << 16
_LARGEST_HEAD = 1 << 16
"""Bytes of the header of a record; they have a few hundred."""
_MOST_INFLATED = 200
"""Times its size that a member may inflate to; HTML seldom inflates to more than 20 times its own."""
_INFLATED_FREELY = 50_000_000
"""Bytes that any member may inflate to."""
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Raw:
    """One record: header with its empty line, content; ``note``: what is wrong with it, where it can be read all the
    same. ``offset``: where in the file it stands, its member in a compressed one; ``number``: its number in the member.
    """

    offset: int
    number: int
    head: bytes
    body: bytes
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A place of the archive from which no record could be had."""

    offset: int
    number: int
    what: str


class _BrokenError(Exception):
    """The bytes cannot be had; what is wrong."""


class _Source(Protocol):
    """Bytes that come one after the other."""

    def more(self) -> bytes:
        """The next bytes; none at the end. Raises _BrokenError."""


class _Plain:
    """The bytes of the file from an offset."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        stream.seek(start)

    def more(self) -> bytes:
        return self._stream.read(_CHUNK)


class _Member:
    """The content of the gzip member at an offset."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self._start = start
        self._inflate = zlib.decompressobj(wbits=31)
        self._taken = self._given = 0
        stream.seek(start)

    @property
    def end(self) -> int:
        """Where the next member begins, once this one is at its end."""
        return self._start + self._taken - len(self._inflate.unused_data)

    def more(self) -> bytes:
        while not self._inflate.eof:
            raw = self._inflate.unconsumed_tail
            if not raw:
                raw = self._stream.read(_CHUNK)
                self._taken += len(raw)
                if not raw:
                    raise _BrokenError("the archive is cut off here")
            try:
                content = self._inflate.decompress(raw, 16 * _CHUNK)
            except zlib.error as fault:
                raise _BrokenError(f"the compressed data is broken: {str(fault)[:80]}") from None
            self._given += len(content)
            if self._given > max(_INFLATED_FREELY, _MOST_INFLATED * self._taken):
                raise _BrokenError(f"the compressed data inflates to more than {_MOST_INFLATED} times its size")
            if content:
                return content
        return b""


class _Buffer:
    """A source with a look ahead; ``at``: how many bytes were dropped from it."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._ended = False
        self.held = bytearray()
        self.at = 0

    def fill(self, size: int) -> bool:
        """True when so many bytes are held."""
        while len(self.held) < size and not self._ended:
            piece = self._source.more()
            self._ended = not piece
            self.held += piece
        return len(self.held) >= size

    def drop(self, size: int) -> None:
        """So many of the bytes that are held go."""
        self.at += size
        del self.held[:size]

    def head(self) -> bytes | None:
        """The header of the record that stands here, with its empty line; None where it has no end."""
        size = 1024
        while True:
            self.fill(size)
            found = self.held.find(BETWEEN, 0, _LARGEST_HEAD)
            if found >= 0:
                return bytes(self.held[: found + 4])
            if len(self.held) < size or size >= _LARGEST_HEAD:
                return None
            size *= 4

    def to_record(self) -> None:
        """Everything before the next record, or before the end, goes."""
        while True:
            found = self.held.find(NEXT)
            if found >= 0:
                self.drop(found + 4)
                return
            self.drop(max(0, len(self.held) - len(NEXT) + 1))
            if not self.fill(len(NEXT)):
                self.drop(len(self.held))
                return

    def finish(self) -> None:
        """The source is read to its end, for what follows it."""
        self.drop(len(self.held))
        while self.fill(1):
            self.drop(len(self.held))


def records(stream: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Raw | Fault]:
    """The records from ``start`` on and before ``end``, as ``archive_search.cuts`` gives them, and faults in between.

    The stream can be sought in. Raises OSError where the file cannot be read, and nothing for what it holds.
    """
    size = stream.seek(0, 2)
    end = size if end is None else min(end, size)
    stream.seek(0)
    if stream.read(3) == MEMBER:
        yield from _zipped(stream, start, end, size)
    else:
        yield from _in(_Buffer(_Plain(stream, start)), start, end, is_plain=True)


def _zipped(stream: BinaryIO, start: int, end: int, size: int) -> Iterator[Raw | Fault]:
    at = start
    while at < end:
        stream.seek(at)
        if stream.read(3) != MEMBER:
            following = member_from(stream, at, size)
            stream.seek(at)
            if stream.read(min(following - at, _CHUNK)).strip(b"\x00"):
                yield Fault(at, 0, f"{following - at} bytes are no record")
            at = following
            continue
        member = _Member(stream, at)
        buffer = _Buffer(member)
        last = -1
        try:
            for each in _in(buffer, at, end, is_plain=False):
                last = each.number
                yield each
            buffer.finish()
        except _BrokenError as fault:
            yield Fault(at, last + 1, str(fault))
            at = member_from(stream, at + 1, size)
        else:
            at = member.end


def _in(buffer: _Buffer, start: int, end: int, *, is_plain: bool) -> Iterator[Raw | Fault]:
    """The records of the buffer; in a plain file each has an offset of its own."""
    number = -1
    while buffer.fill(1):
        while buffer.held.startswith((b"\r", b"\n")) or (not buffer.held and buffer.fill(1)):
            buffer.drop(len(buffer.held) - len(buffer.held.lstrip(b"\r\n")))
        offset = start + buffer.at if is_plain else start
        if not buffer.held or (is_plain and offset >= end):
            return
        number = 0 if is_plain else number + 1
        buffer.fill(len(MAGIC))
        head = buffer.head() if buffer.held.startswith(MAGIC) else None
        length = _LENGTH.search(head) if head else None
        if head is None or length is None:
            yield Fault(offset, number, "a record has no length" if head else "here is no record of an archive")
            buffer.to_record()
        elif int(length[1]) > LARGEST:
            yield Fault(offset, number, f"a record says that it is larger than {LARGEST // 1_000_000} MB")
            buffer.to_record()
        else:
            yield _record(buffer, offset, number, head, int(length[1]))


def _record(buffer: _Buffer, offset: int, number: int, head: bytes, length: int) -> Raw:
    """The record that stands in the buffer, which is then behind it."""
    end = len(head) + length
    is_whole = buffer.fill(end)
    buffer.fill(end + len(NEXT))
    behind = bytes(buffer.held[end : end + len(NEXT)])
    if is_whole and (behind.startswith(BETWEEN) or not behind.strip(b"\r\n")):
        body = bytes(buffer.held[len(head) : end])
        buffer.drop(end)
        return Raw(offset, number, head, body)
    following = buffer.held.find(NEXT, len(head) - 4)
    if not 0 <= following < end:
        body = bytes(buffer.held[len(head) : end])
        buffer.drop(min(end, len(buffer.held)))
        if is_whole:
            buffer.to_record()
        what = "the record is longer than it says; its end is left out" if is_whole else "the record is cut off"
    else:
        body = bytes(buffer.held[len(head) : following])
        buffer.drop(following)
        what = "the record is shorter than it says"
    return Raw(offset, number, head, body, what)
