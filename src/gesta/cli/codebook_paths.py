"""What the commands on examples share: the codebook's path, its concepts, what is taught of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gesta.cli.terminal import counted, say
from gesta.codebook.load import shipped_source
from gesta.codebook.taught import Lesson, concepts_of, lesson
from gesta.errors import Problem, UsageError

CODEBOOK = click.argument("codebook", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
"""A codebook of one's own: a folder of concept files, or one concept file."""
_MOST_PROBLEMS = 20


def chosen(codebook: Path, given: Sequence[str]) -> tuple[str, ...]:
    """The concepts named, else all of the codebook; raises UsageError for one that is not known, or for none."""
    own = concepts_of(codebook)
    unknown = [
        each for each in given if each not in own and (each not in shipped_source().concepts or codebook.is_file())
    ]
    if unknown:
        raise UsageError(f"{codebook} has no concept {unknown[0]}; it has {', '.join(own) or 'none'}")
    if not own and not given:
        raise UsageError(f"{codebook}: there is no concept here; `gesta codebook lint` says what is wrong")
    return tuple(dict.fromkeys(given)) or own


def the_one(codebook: Path, given: str | None) -> str:
    """The concept named, else the only one of the codebook; raises UsageError where several could be meant."""
    (concept, *others) = chosen(codebook, (given,) if given else ())
    if others:
        raise UsageError(f"{codebook} has several concepts; give --concept ID: {', '.join((concept, *others))}")
    return concept


def told_lesson(codebook: Path, concept: str) -> Lesson:
    """What is taught of the concept; faults of its files are told on standard error."""
    read = lesson(codebook, concept)
    tell(read.problems)
    return read


def tell(problems: Sequence[Problem]) -> None:
    """The first problems on standard error, and how many more there are."""
    for problem in problems[:_MOST_PROBLEMS]:
        say(str(problem))
    if len(problems) > _MOST_PROBLEMS:
        say(f"and {counted(len(problems) - _MOST_PROBLEMS, 'more problem')}")
