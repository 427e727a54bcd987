"""YAML 1.2 files as plain data, bounded, with faults as Problems.

The data is built straight from the parser's events: one pass gives the values, their lines and the bounds, without
recursion. Limits: a file of at most 512 KiB, nesting of at most 12, no anchors and aliases (they let a small file stand
for a huge one).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from gesta.errors import Problem

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
Plain: TypeAlias = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""Plain scalars of the YAML 1.2 core schema that are no strings; ``no`` and ``on`` are strings."""
Path_: TypeAlias = tuple[str | int, ...]
Lines = dict[Path_, int]
"""Line number (from 1) of every value by its path in the file."""


class SourceError(Exception):
    """A file cannot be read as YAML; carries the one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_text(path: Path) -> str:
    """The file's text; raises SourceError when it is missing, too large or not UTF-8."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise SourceError(Problem(f"{path}:1", f"file is larger than {MAX_BYTES // 1024} KiB", "split it"))
        return content.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(Problem(str(path), f"cannot be read: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SourceError(Problem(f"{path}:{line}", "is not UTF-8", "save the file as UTF-8")) from error


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as plain data with the line of every value."""

    path: Path
    data: Plain
    lines: Lines

    def where(self, at: Path_ = ()) -> str:
        """``file:line`` of the value, or of the nearest value around it that has a line."""
        while at and at not in self.lines:
            at = at[:-1]
        return f"{self.path}:{self.lines.get(at, 1)}"


def read_yaml(path: Path) -> Source:
    """The file's data; raises SourceError with file and line."""
    text = read_text(path)
    builder = _Builder(path)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.add(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        what = f"YAML syntax error: {error.problem or error.context or 'not YAML'}"
        raise SourceError(Problem(f"{path}:{line}", what, "check indentation, quotes and brackets")) from error
    except YAMLError as error:
        raise SourceError(Problem(f"{path}:1", f"YAML error: {str(error).splitlines()[0]}")) from error
    return Source(path, builder.root, builder.lines)


@dataclass(slots=True)
class _Open:
    """A collection being read; ``key`` is the mapping key that waits for its value."""

    items: list[Plain] | dict[str, Plain]
    at: Path_
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    path: Path
    root: Plain = None
    lines: Lines = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)

    def add(self, event: object) -> None:
        if isinstance(event, CollectionEndEvent):
            self.stack.pop()
        if not isinstance(event, NodeEvent):
            return
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self.fail(line, "anchors and aliases are not allowed", "write the value out")
        if isinstance(event, ScalarEvent):
            if self._is_key():
                self._open_key(str(event.value), line)
            else:
                self._place(_scalar(event), line)
            return
        if self._is_key():
            self.fail(line, "a key must be a word", "quote it")
        items: list[Plain] | dict[str, Plain] = {} if isinstance(event, MappingStartEvent) else []
        at = self._place(items, line)
        self.stack.append(_Open(items, at))
        if len(self.stack) > MAX_DEPTH:
            self.fail(line, f"nested deeper than {MAX_DEPTH}", "flatten it")

    def fail(self, line: int, what: str, hint: str) -> None:
        raise SourceError(Problem(f"{self.path}:{line}", what, hint))

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None

    def _open_key(self, key: str, line: int) -> None:
        top = self.stack[-1]
        if isinstance(top.items, dict) and key in top.items:
            self.fail(line, f"key '{key}' is given twice", "keep one")
        top.key = key
        self.lines[(*top.at, key)] = line

    def _place(self, value: Plain, line: int) -> Path_:
        if not self.stack:
            if self.lines:
                self.fail(line, "more than one YAML document in the file", "one document a file")
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.items, list):
            at = (*top.at, len(top.items))
            top.items.append(value)
            self.lines[at] = line
        else:
            key = top.key or ""
            at = (*top.at, key)
            top.items[key] = value
            top.key = None
        return at


def _scalar(event: ScalarEvent) -> Plain:
    value = str(event.value)
    if event.style is not None or (event.tag is not None and not event.implicit[0]):
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INT.fullmatch(value):
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) else value
