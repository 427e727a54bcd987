"""Files of JSON rows, as annotation tools write them, streaming where they are lines; a bad row is a Problem."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from gesta.errors import Problem
from gesta.intake.rows import json_kind

LARGEST_FILE = 200_000_000
"""Bytes of an export that is one JSON value, parsed whole; JSON lines may be longer."""
_LONGEST_LINE = 20_000_000

Row: TypeAlias = tuple[str, Mapping[str, object]]


def rows(path: Path) -> Iterator[Row | Problem]:
    """Where each row stands and the row; a file is JSON lines, an array, or one object over several lines."""
    with path.open("rb") as stream:
        head = stream.readline(_LONGEST_LINE)
        if isinstance(_parsed(head), dict):
            stream.seek(0)
            yield from _lines(path, stream)
            return
        raw = head + stream.read(LARGEST_FILE + 1)
        array = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        data = _parsed(raw) if len(raw) <= LARGEST_FILE else ValueError(f"larger than {LARGEST_FILE // 1_000_000} MB")
        if array or isinstance(data, dict):
            yield from _items(path, data)
            return
        stream.seek(0)
        yield from _lines(path, stream)


def _items(path: Path, data: object) -> Iterator[Row | Problem]:
    if isinstance(data, ValueError):
        yield Problem(str(path), f"the file is no JSON that can be read: {_short(data)}")
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        yield _row(f"{path}: item {number}", item)


def _lines(path: Path, stream: BinaryIO) -> Iterator[Row | Problem]:
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        where = f"{path}:{number}"
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Problem(where, f"the line is longer than {_LONGEST_LINE // 1_000_000} MB")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _row(where, _parsed(line))


def _row(where: str, data: object) -> Row | Problem:
    if isinstance(data, ValueError):
        return Problem(where, f"it is not JSON: {_short(data)}")
    if not isinstance(data, dict):
        return Problem(where, f"it is {json_kind(data)}, not an object")
    return where, data


def _parsed(raw: bytes) -> object:
    """The JSON value, or the error that says why there is none."""
    try:
        return json.loads(raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except RecursionError:
        return ValueError("nested too deeply")
    except ValueError as fault:  # UnicodeDecodeError is one too
        return fault


def _short(fault: Exception) -> str:
    return str(fault)[:120]
