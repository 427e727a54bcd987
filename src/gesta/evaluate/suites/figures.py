"""What a suite is given and what it gives back: folders in; figures, lines for people and Problems out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Prf, Ratio
from gesta.evaluate.suites.workers import Workers
from gesta.model.incidents import Record

Records = Mapping[str, Record]
"""Records by article key."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where texts lie (``data``) and where the gold lies that is not among them (``gold``, None: the suite's own)."""

    data: Path
    gold: Path | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: dotted name without the section, value between 0 and 1 (more is better) or None where there
    was nothing to measure or nothing to hold it to, what it was counted from, and what it means."""

    name: str
    value: float | None
    of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a suite found; ``listing`` are lines for a person to read, never for a page."""

    figures: tuple[Figure, ...]
    listing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """One evaluation: the articles it wants read, and its score over their records.

    ``needs`` and ``score`` raise OSError where data is missing and ValueError or KeyError where it has another format.
    """

    name: str
    about: str
    needs: Callable[[Folders], Sequence[Article]]
    score: Callable[[Folders, Records, Workers], Outcome]


def nothing_to_read(folders: Folders) -> Sequence[Article]:
    """No articles: the suite works on the annotated texts themselves."""
    return ()


def ratio(name: str, counted: Ratio, note: str = "") -> Figure:
    """A share as a figure."""
    return Figure(name, counted.value, f"{counted.right}/{counted.total}", note)


def prf(name: str, counted: Prf, note: str = "") -> tuple[Figure, ...]:
    """Precision, recall and F1 as three figures."""
    measured = bool(counted.gold or counted.shown)
    return (
        Figure(
            f"{name}.precision", counted.precision if measured else None, f"{counted.precise}/{counted.shown}", note
        ),
        Figure(f"{name}.recall", counted.recall if measured else None, f"{counted.found}/{counted.gold}", note),
        Figure(f"{name}.f1", counted.f1 if measured else None, "", note),
    )


def missing(records: Records, articles: Iterable[Article]) -> tuple[Problem, ...]:
    """A Problem for every article that could not be read: its figures would be those of silence."""
    return tuple(
        Problem(article.key, "; ".join(each.what for each in record.problems) or "read as nothing")
        for article in articles
        if (record := records.get(article.key)) is not None and article.document_text and not record.document.text
    )
