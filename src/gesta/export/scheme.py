"""A table in the shape of another project: its columns, its rows, and a file beside it that says whose data it is."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from gesta.codebook.crosswalk import Crossing, Scheme, crossing
from gesta.export.cells import plain
from gesta.export.format import Losses, Options, Source
from gesta.model.merged import MergedIncident
from gesta.pipeline.concepts import facts_of

Row = Mapping[str, str]
"""Cells by column; a column that is left out is empty."""
_UNSAFE = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SPACES = dict.fromkeys(_UNSAFE, " ")
"""Control characters would break a line or reorder what is read."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a row is made with."""

    source: Source
    options: Options
    losses: Losses

    def crossing(self, scheme: Scheme, incident: MergedIncident) -> Crossing:
        """The scheme's code of the incident; that it covers more or less than what is told is a loss."""
        found = crossing(self.source.codebook, scheme, facts_of(incident))
        if found.code is not None and found.match != "exact":
            self.losses.tell(incident.id, "type", incident.type, f"{found.code} is {found.match}: {found.loses}")
        return found

    def refuse(self, incident: MergedIncident, why: str) -> None:
        """The whole incident is told as not held."""
        self.losses.tell(incident.id, "incident", incident.label, f"left out: {why}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A scheme's table. ``rows``: those of one incident, none for one that the scheme does not hold; ``empty``: what
    stands where nothing is known; ``about``: what a person must know of the columns, in lines."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[MergedIncident, Work], Sequence[Row]]
    about: tuple[str, ...]
    tabs: bool = False
    header: bool = True
    empty: str = ""


def write_shape(shape: Shape, source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The table is at the path, one line a row, and beside it ``NAME.about.txt``."""
    work = Work(source, options, losses)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = _writer(shape, stream)
        if shape.header:
            writer(shape.columns)
        for row in _rows(shape, work):
            writer([row.get(column) or shape.empty for column in shape.columns])
    write_about(shape.name, shape.about, shape.columns, source, path, options)


def _rows(shape: Shape, work: Work) -> Iterator[Row]:
    for incident in work.source.incidents():
        yield from shape.rows(incident, work)


def _writer(shape: Shape, stream: TextIO) -> Callable[[Sequence[str]], object]:
    if shape.tabs:
        return lambda cells: stream.write("\t".join(cells) + "\n")
    return csv.writer(stream, lineterminator="\n").writerow


def write_about(
    name: str, lines: Sequence[str], columns: Sequence[str], source: Source, path: Path, options: Options
) -> None:
    """``NAME.about.txt`` says that the data is Gesta's, what was asked, by which versions, and what to know of it."""
    versions = ", ".join(f"{part} {version}" for part, version in sorted(source.versions.items()))
    text = (
        f"{path.name}: incidents of {source.name} in the column layout of {name}.",
        f"This is not {name} data, is not made or checked by {name}, and its ids are Gesta's own.",
        f"Asked: {source.asked}. Toll by the policy {options.policy}.",
        f"Made by: {versions}.",
        f"Names of private persons are {'masked' if options.redact else 'not masked'}.",
        *lines,
        f"Columns: {', '.join(columns)}.",
    )
    about = path.with_name(f"{path.stem}.about.txt")
    about.write_text("\n".join(clean(line) for line in text) + "\n", encoding="utf-8", newline="\n")


def clean(text: str | None) -> str:
    """Text from outside on one line, without control characters."""
    return " ".join((text or "").translate(_SPACES).split())


def cell(text: str | None) -> str:
    """Text from outside as a cell that no spreadsheet takes for a formula."""
    return plain(clean(text))


def tab_cell(text: str | None) -> str:
    """Text from outside for a table without quoting: readers that look for quotation marks find none."""
    return clean(text).replace('"', "'")


def degrees(value: float | None) -> str:
    """A coordinate with the five decimals (a metre) that the gazetteer holds."""
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")
