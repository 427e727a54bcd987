"""A concept learnt from examples at the terminal: how well that goes, and which examples would help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from gesta.cli.codebook_ask import Asked, Asking
from gesta.cli.codebook_learnt import show_change, show_learnt, show_next, show_teaching
from gesta.cli.codebook_pool import pool, surroundings
from gesta.cli.codebook_teaching import Teaching, gathered, half
from gesta.cli.project import now
from gesta.cli.review import key, named
from gesta.cli.terminal import console, counted, say
from gesta.codebook.detector_files import detector_file
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.codebook.taught_lines import ExampleLine, append_lines
from gesta.errors import UsageError
from gesta.model.documents import Report
from gesta.model.terms import ConceptId
from gesta.pipeline.first_examples import first_examples
from gesta.pipeline.learning import Learnt, learn, most_useful
from gesta.pipeline.reading import engine
from gesta.pipeline.teaching import Texts
from gesta.readers.detector import encode
from gesta.whole import write_whole

_SHOWN = 5
"""Useful examples that are shown where no number is given."""
_ASKED = 20
"""Questions of a session where no number is given: some five minutes."""
_HALF_FROM = 40
"""Examples of either kind from which on half of them is enough to learn from, so that the two can be compared."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one call of the command is to do. ``texts``: what was read already; ``number``: of the next examples, None
    where none is given."""

    codebook: Path
    book: Codebook
    texts: Texts
    projects: tuple[str, ...]
    pool: tuple[Report, ...]
    number: int | None
    ask: bool
    dry_run: bool
    who: str
    screen: Console

    @classmethod
    def of(
        cls,
        codebook: Path,
        projects: tuple[str, ...],
        pools: tuple[str, ...],
        number: int | None,
        ask: bool,
        dry_run: bool,
        who: str | None,
    ) -> Run:
        """The run with its codebook and its pool loaded."""
        book = load(codebook)
        return cls(
            codebook, book, Texts(book), projects, pool(pools), number, ask, dry_run, named(who), console()
        )  # fmt: skip


def learn_all(run: Run, concepts: Sequence[str]) -> bool:
    """Each concept is learnt, or what is missing is told; True where any was."""
    return sum(_learn(run, concept) for concept in concepts) > 0


def _learn(run: Run, concept: str) -> bool:
    """True where there were examples enough to learn from."""
    teaching = gathered(run.codebook, concept, run.projects)
    if concept not in run.book.concepts:
        say(f"{teaching.lesson.file}: examples of {concept}, which is no concept; write it first: gesta codebook new")
        return False
    show_teaching(run.screen, run.book.concept(ConceptId(concept)).label, teaching)
    learnt = _learnt(run, teaching)
    if learnt is not None:
        show_learnt(run.screen, teaching, learnt, _of_half(run, teaching))
        _write(run, learnt)
    lines = _next(run, teaching, learnt)
    if run.ask:
        return _ask(run, teaching, learnt, lines)
    if lines:
        show_next(run.screen, lines)
    if run.number is not None:
        _suggest(run, teaching, [line for line, _ in lines])
    return learnt is not None


def _learnt(run: Run, teaching: Teaching) -> Learnt | None:
    """What was learnt; None, and what is missing is told, where there are too few examples."""
    try:
        return learn(run.book, teaching.lesson.concept, teaching.taught, say, run.texts)
    except UsageError as error:
        say(str(error))
        return None


def _of_half(run: Run, teaching: Teaching) -> float | None:
    """F1 with half of the examples, where these are enough."""
    if min(teaching.told, teaching.not_told) < _HALF_FROM:
        return None
    return learn(run.book, teaching.lesson.concept, half(teaching.taught), texts=run.texts).detector.figures.f1


def _write(run: Run, learnt: Learnt) -> None:
    if run.dry_run:
        return
    path = detector_file(run.codebook, learnt.detector.concept)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, encode(learnt.detector))
    say(f"the detector stands in {path}")


def _next(run: Run, teaching: Teaching, learnt: Learnt | None) -> list[tuple[ExampleLine, float | None]]:
    """The next examples with their chances, of which nothing stands in the file yet: those of which the detector is
    least sure; where there is none yet, those that the triggers find."""
    number = run.number or (_ASKED if run.ask else _SHOWN)
    known = teaching.lesson.known()
    if not run.pool:
        return []
    say(f"looking through {counted(len(run.pool), 'report')} for the next examples")
    found: list[tuple[ExampleLine, float | None]]
    if learnt is None:
        rules = engine((run.codebook,), reader="patterns")
        lines = first_examples(rules, teaching.lesson.concept, run.pool, number + len(known))
        found = [(line, None) for line in lines]
    else:
        useful = most_useful(run.book, learnt, run.pool, number + len(known))
        found = [(ExampleLine(each.text, each.start, each.end, source=each.source), each.chance) for each in useful]
    return [(line, chance) for line, chance in found if line.key not in known][:number]


def _suggest(run: Run, teaching: Teaching, lines: Sequence[ExampleLine]) -> None:
    if run.dry_run:
        say(f"{counted(len(lines), 'example')} would be suggested")
        return
    append_lines(teaching.lesson.file, lines)
    say(f'{counted(len(lines), "example")} suggested in {teaching.lesson.file}: write true or false for the null of '
        '"told", and learn again')  # fmt: skip


def _ask(
    run: Run, teaching: Teaching, learnt: Learnt | None, lines: Sequence[tuple[ExampleLine, float | None]]
) -> bool:
    """Answers are taken and learnt from; what they changed is told. True where there is a detector in the end."""
    concept = run.book.concept(teaching.lesson.concept)
    questions = [Asked(line) for _, line in teaching.lesson.undecided]
    for line, chance in lines:
        near = surroundings(run.pool, line.source, line.text)
        questions.append(Asked(line, near.before, near.after, chance))
    asking = Asking(concept.label, concept.definition, questions, teaching.lesson.file, run.who, now, run.screen, key)
    if not sum(asking.run().values()):
        return learnt is not None
    again = gathered(run.codebook, concept.id, run.projects)
    after = _learnt(run, again)
    if after is None:
        return False
    _write(run, after)
    if learnt is None:
        show_learnt(run.screen, again, after, None)
    else:
        show_change(run.screen, learnt, after)
    return True
