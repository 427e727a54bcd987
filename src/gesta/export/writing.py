"""Files written alike by every format: UTF-8, the same bytes on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

TAG = "tag:gesta.invalid,2026:"
"""Stable names of what has no address (RFC 4151). The authority is under ``.invalid`` (RFC 2606), which nobody can own:
the names collide with nobody's and promise no page."""

_FORBIDDEN = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def tag(kind: str, name: str) -> str:
    """The stable name of a thing: its kind and id, with letters escaped that a URI cannot hold."""
    from urllib.parse import quote

    return f"{TAG}{kind}/{quote(name, safe=':._-')}"


def file_name(name: str) -> str:
    """The id as a name for a file on any system."""
    return _NAME.sub("-", name).strip("-.") or "_"


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, each replaced (its section 2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def address(source: str) -> str | None:
    """The source where it is an address on the web without spaces or controls; None for a path."""
    if re.fullmatch(r"https?://[!-~\u00a1-\ud7ff\uf900-\ufffd\U00010000-\U000efffd]{4,4000}", source):
        return source
    return None


def base_name(source: str) -> str:
    """A path without its folders, which are the user's own business."""
    return re.split(r"[/\\]", source.rstrip("/\\"))[-1] or source


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
