"""JSON files: UTF-8, the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec


def write_json(path: Path, value: object) -> None:
    """One JSON value, indented, keys in the order given."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_lines(path: Path, rows: Iterable[object]) -> None:
    """A JSON value a line."""
    with path.open("wb") as stream:
        for row in rows:
            stream.write(msgspec.json.encode(row) + b"\n")


def write_array(path: Path, rows: Iterable[object], before: str = "[", after: str = "]") -> None:
    """A JSON array, an element a line, streaming; ``before`` and ``after``: what stands around it."""
    with path.open("wb") as stream:
        stream.write(before.encode())
        for number, row in enumerate(rows):
            stream.write(b",\n" if number else b"\n")
            stream.write(msgspec.json.encode(row))
        stream.write(b"\n" + after.encode() + b"\n")
