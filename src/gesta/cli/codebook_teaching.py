"""All that is taught of a concept, from its files and from the judgements of projects, and how much from where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gesta.cli.codebook_paths import tell, told_lesson
from gesta.codebook.taught import Lesson, Taught, joined
from gesta.pipeline.taught_by_review import taught_by_review
from gesta.store.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """Where examples are from: how many tell the concept there, how many do not."""

    name: str
    told: int
    not_told: int


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a concept is learnt from."""

    lesson: Lesson
    taught: tuple[Taught, ...]
    sources: tuple[Source, ...]

    @property
    def told(self) -> int:
        """How many examples tell the concept."""
        return sum(each.told for each in self.taught)

    @property
    def not_told(self) -> int:
        """How many counter-examples there are."""
        return len(self.taught) - self.told


def gathered(codebook: Path, concept: str, projects: Sequence[str]) -> Teaching:
    """The examples of the concept's files and of the projects' judgements; what is wrong with any is told."""
    read = told_lesson(codebook, concept)
    taught, sources = read.taught, [_source(path.name, read.taught, path) for path in _files(read)]
    for project in projects:
        with Store.open(project) as store:
            of_review = taught_by_review(store, concept)
        taught, problems = joined(taught, of_review)
        tell(problems)
        sources.append(_counted(f"judgements of {project}", of_review))
    return Teaching(read, taught, tuple(sources))


def _files(read: Lesson) -> Iterable[Path]:
    return (read.concept_file, read.file) if read.concept_file else (read.file,)


def _source(name: str, taught: Iterable[Taught], path: Path) -> Source:
    return _counted(name, [each for each in taught if each.source.startswith(f"{path}:")])


def _counted(name: str, taught: Sequence[Taught]) -> Source:
    told = sum(each.told for each in taught)
    return Source(name, told, len(taught) - told)


def half(taught: Iterable[Taught]) -> tuple[Taught, ...]:
    """Every second example of either kind, as if drawn by lot but the same every time."""
    drawn = sorted(taught, key=lambda each: (each.told, hashlib.sha256(each.text.encode()).digest(), each))
    told, not_told = ([each for each in drawn if each.told == kind] for kind in (True, False))
    return (*told[::2], *not_told[::2])
