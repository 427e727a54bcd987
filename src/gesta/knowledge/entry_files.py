"""Files of the knowledge base that people write: YAML 1.2 lists of entries, a directory and all below it.

Actors and offices are read this way; what an entry must hold is said in ``actor_files`` and ``office_files``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from gesta.errors import Problem
from gesta.knowledge.place_overlay import FOLDER as PLACES
from gesta.yaml_source import Plain, Source, SourceError, read_yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as written, the ``number``-th of its file."""

    source: Source
    number: int
    fields: Mapping[str, Plain]

    @property
    def where(self) -> str:
        """The entry's file and line."""
        return self.at()

    def at(self, *path: str | int) -> str:
        """The file and line of what the path leads to in the entry, such as ``at("holders", 2)``."""
        return self.source.where((self.number, *path))


def entries(directory: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of every ``*.yaml`` file in and below the directory, files in order of their path, or of the one
    file that is named, and the faults that keep a file or an entry from being read."""
    if not directory.is_dir() and directory.suffix != ".yaml":
        return [], [Problem(str(directory), "is not a directory", "name a directory of YAML files")]
    found: list[Entry] = []
    problems: list[Problem] = []
    for path in _below(directory) if directory.is_dir() else (directory,):
        try:
            _add_file(path, found, problems)
        except SourceError as error:
            problems.append(error.problem)
    return found, problems


def _below(directory: Path) -> list[Path]:
    """The files in order of their path, but for the places of an overlay, which ``places.overlay_files`` finds."""
    parts = {path: path.relative_to(directory) for path in directory.rglob("*.yaml")}
    kept = (path for path, inner in parts.items() if inner.parts[0] != PLACES)
    return sorted(kept, key=lambda path: parts[path].as_posix())


def unknown_fields(entry: Entry, fields: frozenset[str]) -> list[Problem]:
    """A fault for every field of the entry that is none of these."""
    hint = f"fields are {', '.join(sorted(fields))}"
    return [Problem(entry.where, f"unknown field {name!r}", hint) for name in entry.fields if name not in fields]


def _add_file(path: Path, found: list[Entry], problems: list[Problem]) -> None:
    source = read_yaml(path)
    if source.data is None:
        return
    if not isinstance(source.data, list):
        problems.append(Problem(source.where(), "is not a list of entries", "begin every entry with '- id:'"))
        return
    for number, fields in enumerate(source.data):
        if _is_mapping(fields):
            found.append(Entry(source, number, fields))
        else:
            problems.append(Problem(source.where((number,)), "is not an entry", "write '- id:' and the other fields"))


def _is_mapping(value: Plain) -> TypeGuard[dict[str, Plain]]:
    return isinstance(value, dict)
