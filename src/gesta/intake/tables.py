"""JSON lines, JSON arrays and CSV to rows, streaming; one bad row never stops the rest."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from gesta.errors import Problem
from gesta.intake.columns import COLUMNS, has_text, plain_name
from gesta.intake.decode import LARGEST, binary_kind, decode, sample_encoding
from gesta.intake.rows import Given, Item, json_kind, read_row
from gesta.intake.sniff import Form

LARGEST_JSON = 200_000_000
"""Bytes of a JSON file that is one array: it is parsed whole, so it is bounded; JSON lines are not."""
_SAMPLE = 1_000_000
_LARGEST_LINE = LARGEST + 1_000_000

Row = tuple[int, Mapping[str, object] | str]
"""Line number and the row, or what is wrong with it."""


def read_table(stream: BinaryIO, head: bytes, form: Form, source: str, given: Given) -> Iterator[Item]:
    """A report or a Problem for every row, in order. ``head``: bytes already taken from the stream."""
    if kind := binary_kind(head):
        yield Problem(source, f"the content is {kind}, not a table", "give CSV or JSON lines")
        return
    opened = io.BufferedReader(_Joined(head, stream), 1 << 16)
    rows = _separated(opened, head, form) if form in ("csv", "tsv") else _json(opened, form)
    for line, row in rows:
        where = f"{source}:{line}"
        yield Problem(where, row) if isinstance(row, str) else read_row(row, source, where, given)


class _Joined(io.RawIOBase):
    """A stream again from its start: the bytes already read, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        piece = bytes(self._head[: len(buffer)]) or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _json(stream: io.BufferedReader[_Joined], form: Form) -> Iterator[Row]:
    first = stream.peek(1024).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if form == "json" and first == b"[":
        yield from _json_whole(stream)
        return
    number = 0
    while line := stream.readline(_LARGEST_LINE):
        number += 1
        if len(line) >= _LARGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LARGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, f"the line is longer than {LARGEST // 1_000_000} MB"
        elif number == 1 and form == "json" and not _is_row(line):
            yield from _json_whole(stream, line)
            return
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield number, _json_row(line)


def _is_row(line: bytes) -> bool:
    return isinstance(_json_row(line), dict)


def _json_row(line: bytes) -> Mapping[str, object] | str:
    decoded = decode(line.removeprefix(b"\xef\xbb\xbf"), "")
    if isinstance(decoded, Problem):
        return decoded.what
    try:
        row = json.loads(decoded.text)
    except (ValueError, RecursionError) as fault:
        return f"the line is not JSON: {_short(fault)}"
    return row if isinstance(row, dict) else f"the line holds {json_kind(row)}, not an object"


def _json_whole(stream: io.BufferedReader[_Joined], head: bytes = b"") -> Iterator[Row]:
    """The rows of a file that is one JSON value; rows are counted, not lines."""
    raw = head + stream.read(LARGEST_JSON + 1)
    if len(raw) > LARGEST_JSON:
        yield 1, f"the JSON array is larger than {LARGEST_JSON // 1_000_000} MB; give JSON lines"
        return
    try:
        data = json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as fault:
        yield 1, f"the file is not JSON: {_short(fault)}"
        return
    for number, row in enumerate(data if isinstance(data, list) else [data], start=1):
        yield number, row if isinstance(row, dict) else f"item {number} is no JSON object"


def _separated(stream: io.BufferedReader[_Joined], head: bytes, form: Form) -> Iterator[Row]:
    encoding = sample_encoding(head[:_SAMPLE])
    text = io.TextIOWrapper(stream, encoding.removesuffix("-sig"), errors="surrogateescape", newline="")
    csv.field_size_limit(LARGEST)
    reader = csv.reader(text, delimiter="\t" if form == "tsv" else ",", strict=False)
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield line, f"the row cannot be read: {_short(fault)}"
            continue
        if cells is None:
            break
        if not any(map(str.strip, cells)):
            continue
        if header is None:
            header = [plain_name(cell) for cell in cells]
            if not has_text(header):
                yield line, f"no column holds a text: {', '.join(COLUMNS['text'])} are looked for"
                return
        else:
            yield line, _row(header, cells, encoding)


def _row(header: list[str], cells: list[str], encoding: str) -> Mapping[str, object] | str:
    if len(cells) > len(header) and any(cells[len(header) :]):
        return (
            f"the row has {len(cells)} fields and the header {len(header)}: is a field with a comma in quotation marks?"
        )
    return {name: _repaired(cell, encoding) for name, cell in zip(header, cells, strict=False)}


def _repaired(cell: str, encoding: str) -> str:
    """The cell with bytes that the table's encoding does not know read as Windows-1252, the usual stray one."""
    if encoding.startswith("utf-16") or not any("\udc80" <= letter <= "\udcff" for letter in cell):
        return cell
    try:
        return cell.encode(encoding, "surrogateescape").decode("cp1252", "replace")
    except UnicodeEncodeError:
        return cell


def _short(fault: Exception) -> str:
    return str(fault)[:120] or type(fault).__name__
