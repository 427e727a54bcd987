"""Every evaluation by name: what ``gesta eval`` runs, each article read once for all of them."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

from gesta.errors import DataError, Problem
from gesta.evaluate.gate import FLOORS, check, load_floors
from gesta.evaluate.quality import QualityRow
from gesta.evaluate.suites.actors import ACTORS
from gesta.evaluate.suites.concepts import CONCEPTS_SUITE
from gesta.evaluate.suites.copies import COPIES
from gesta.evaluate.suites.counts import COUNTS
from gesta.evaluate.suites.ecb import ECB
from gesta.evaluate.suites.facts import FACTS
from gesta.evaluate.suites.factuality import FACTUALITY
from gesta.evaluate.suites.figures import Folders, Outcome, Suite
from gesta.evaluate.suites.incidents import FALSE, FURTHER, INCIDENTS
from gesta.evaluate.suites.language import LANGUAGE
from gesta.evaluate.suites.llm import LLM
from gesta.evaluate.suites.merging import MERGING
from gesta.evaluate.suites.muc4 import GTT, MUC4
from gesta.evaluate.suites.places import PLACES
from gesta.evaluate.suites.reader import ATTRIBUTION, READER
from gesta.evaluate.suites.times import TIMES
from gesta.evaluate.suites.tolls import TOLLS
from gesta.evaluate.suites.triage import TRIAGE
from gesta.evaluate.suites.workers import Workers

SUITES: Mapping[str, Suite] = {
    suite.name: suite
    for suite in (
        INCIDENTS, FURTHER, FALSE, FACTS, GTT, MUC4, READER, ATTRIBUTION, FACTUALITY, PLACES, TIMES, ACTORS, COUNTS,
        LANGUAGE, COPIES, MERGING, TOLLS, ECB, CONCEPTS_SUITE, LLM, TRIAGE,
    )
}  # fmt: skip
ASKING = frozenset({LLM.name})
"""Suites that ask somebody outside: they are measured only by name."""
_NO_DATA = (DataError, OSError, ValueError, KeyError, IndexError, TypeError, ParseError)
"""What a missing folder or a file of another format raises in a scorer."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What some suites found, by name in order; ``absent`` are those whose data is missing or of another format."""

    outcomes: Mapping[str, Outcome]
    absent: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the data that was scored."""
        return tuple(problem for outcome in self.outcomes.values() for problem in outcome.problems)

    @property
    def figures(self) -> dict[str, float]:
        """The values that floors are for, by full name."""
        return _values(self.outcomes)

    @property
    def sound_figures(self) -> dict[str, float]:
        """The values of the suites whose data had no Problem: only these may move a floor."""
        return _values({name: outcome for name, outcome in self.outcomes.items() if not outcome.problems})

    def under_floor(self, floors: Path = FLOORS) -> tuple[Problem, ...]:
        """A Problem for each figure under its floor."""
        return check(self.figures, floors)


def _values(outcomes: Mapping[str, Outcome]) -> dict[str, float]:
    return {
        f"{section}.{figure.name}": figure.value
        for section, outcome in outcomes.items()
        for figure in outcome.figures
        if figure.value is not None
    }


def evaluate(names: Sequence[str], folders: Folders, workers: Workers) -> Evaluation:
    """The outcome of the named suites; articles that several want are read once."""
    absent: list[Problem] = []
    wanted = {}
    for name in names:
        try:
            wanted[name] = SUITES[name].needs(folders)
        except _NO_DATA as error:
            absent.append(_absence(name, error, folders))
    records = workers.read([article for needed in wanted.values() for article in needed])
    outcomes: dict[str, Outcome] = {}
    for name in wanted:
        began = time.monotonic()
        try:
            outcomes[name] = SUITES[name].score(folders, records, workers)
            workers.tell(f"{name}: scored in {time.monotonic() - began:.0f} s")
        except _NO_DATA as error:
            absent.append(_absence(name, error, folders))
    return Evaluation(outcomes, tuple(absent))


def _absence(name: str, error: Exception, folders: Folders) -> Problem:
    if isinstance(error, OSError):
        what = f"data is missing: {error.filename or folders.data}: {error.strerror or error}"
        return Problem(name, what, "give the folder of development data with --data")
    return Problem(name, f"data is of another format: {type(error).__name__}: {error}", "see the data folder's README")


def rows(evaluation: Evaluation, folders: Folders, floors: Path = FLOORS) -> list[QualityRow]:
    """The figures as rows of the quality page, each with its floor and the command that measures it."""
    known = load_floors(floors)
    made: list[QualityRow] = []
    for section, outcome in evaluation.outcomes.items():
        for figure in outcome.figures:
            name = f"{section}.{figure.name}"
            floor = known[name].floor if name in known else None
            row = QualityRow(section, figure.name, figure.value, floor, command(section, folders))
            made.append(replace(row, note=figure.note, of=figure.of))
    return made


def command(section: str, folders: Folders) -> str:
    """The command line that measures the section."""
    words = ["gesta", "eval", section, "--data", str(folders.data)]
    return shlex.join(words + (["--gold", str(folders.gold)] if folders.gold else []))


def notes(sections: Iterable[str]) -> list[tuple[str, str]]:
    """What each section is about, for the page."""
    return [(section, SUITES[section].about) for section in sections]
