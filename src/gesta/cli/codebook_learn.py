"""``gesta codebook learn``: a concept from examples, how well that goes, and which examples would help most."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from gesta.cli.codebook_ask import Asked, Asking
from gesta.cli.codebook_learnt import hits, show_change, show_learnt, show_teaching, show_useful
from gesta.cli.codebook_paths import CODEBOOK, chosen
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
from gesta.pipeline.learning import Learnt, Useful, learn, most_useful
from gesta.readers.detector import encode

_SHOWN = 5
"""Useful examples that are shown where no number is given."""
_ASKED = 20
"""Questions of a session where no number is given: some five minutes."""
_HALF_FROM = 40
"""Examples of either kind from which on half of them is enough to learn from, so that the two can be compared."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one call of the command is to do. ``number``: of the next examples, None where none is given."""

    codebook: Path
    book: Codebook
    projects: tuple[str, ...]
    pool: tuple[Report, ...]
    number: int | None
    ask: bool
    dry_run: bool
    who: str
    screen: Console


@click.command("learn", short_help="Learn a concept from examples; say how well, and what would help.")
@CODEBOOK
@click.option("--concept", "wanted", multiple=True, metavar="ID", help="Only these concepts. Repeatable.")
@click.option(
    "--project",
    "projects",
    multiple=True,
    metavar="P",
    help="Learn from what was judged in this project too. Repeatable.",
)
@click.option(
    "--pool",
    "pools",
    multiple=True,
    metavar="PROJECT|FILE",
    help="Look for the next examples here: a project, a file, a folder; by default the projects. Repeatable.",
)
@click.option(
    "--suggest",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Append the N most useful examples to the file of examples, undecided; with --ask, ask about so many.",
)
@click.option("--ask", is_flag=True, help="Ask about undecided and useful examples, one key an answer; learn again.")
@click.option("--dry-run", is_flag=True, help="Say how well it goes; write nothing.")
@click.option("--who", metavar="NAME", help="Who answers; your login name by default.")
def learn_command(
    codebook: Path,
    wanted: tuple[str, ...],
    projects: tuple[str, ...],
    pools: tuple[str, ...],
    suggest: int | None,
    ask: bool,
    dry_run: bool,
    who: str | None,
) -> None:
    """Learn the concepts of FILE|DIR from their examples and counter-examples, on this machine, in minutes.

    The detector is written beside the codebook and used from then on. What is said of it is measured on examples that
    it had not seen. Twenty examples of each kind are a beginning; `gesta codebook examples import` takes them from
    annotation tools.
    """
    concepts = chosen(codebook, wanted)
    _check(concepts, pools or projects, suggest, ask=ask, dry_run=dry_run)
    looked_through = pool(pools or (projects if suggest or ask else ()))
    run = Run(codebook, load(codebook), projects, looked_through, suggest, ask, dry_run, named(who), console())
    for concept in concepts:
        _learn(run, concept)


def _check(concepts: Sequence[str], pools: Sequence[str], suggest: int | None, *, ask: bool, dry_run: bool) -> None:
    """Raises UsageError for options that do not go together."""
    if suggest is not None and not pools:
        raise UsageError("suggested from where? give --pool PROJECT|FILE, or --project P")
    if ask and dry_run:
        raise UsageError("answers are written as they are given; leave out --dry-run, or --ask")
    if ask and len(concepts) > 1:
        raise UsageError(f"questions are asked about one concept; give --concept ID: {', '.join(concepts)}")
    if ask and not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("questions are asked at a terminal; --suggest N writes them into the file of examples")


def _learn(run: Run, concept: str) -> None:
    teaching = gathered(run.codebook, concept, run.projects)
    show_teaching(run.screen, run.book.concept(concept).label, teaching)
    learnt = _learnt(run, teaching)
    show_learnt(run.screen, teaching, learnt, _of_half(run, teaching))
    _write(run, concept, learnt)
    useful = _useful(run, concept, learnt)
    if useful and not run.ask:
        show_useful(run.screen, useful)
    if run.number is not None and not run.ask:
        _suggest(run, teaching, useful)
    if run.ask:
        _ask(run, teaching, learnt, useful)


def _learnt(run: Run, teaching: Teaching) -> Learnt:
    return learn(run.book, teaching.lesson.concept, teaching.taught)


def _of_half(run: Run, teaching: Teaching) -> float | None:
    if min(teaching.told, teaching.not_told) < _HALF_FROM:
        return None
    return hits(learn(run.book, teaching.lesson.concept, half(teaching.taught)).detector.figures).f1


def _write(run: Run, concept: str, learnt: Learnt) -> None:
    if run.dry_run:
        return
    path = detector_file(run.codebook, concept)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(learnt.detector))
    say(f"the detector stands in {path}")


def _useful(run: Run, concept: str, learnt: Learnt) -> tuple[Useful, ...]:
    if not run.pool:
        return ()
    return most_useful(run.book, learnt, run.pool, run.number or (_ASKED if run.ask else _SHOWN))


def _lines(teaching: Teaching, useful: Sequence[Useful]) -> list[ExampleLine]:
    """Those of the useful examples of which nothing stands in the file yet."""
    known = teaching.lesson.known()
    lines = [ExampleLine(each.text, each.start, each.end, source=each.source) for each in useful]
    return [line for line in lines if line.key not in known]


def _suggest(run: Run, teaching: Teaching, useful: Sequence[Useful]) -> None:
    lines = _lines(teaching, useful)
    if run.dry_run:
        say(f"{counted(len(lines), 'example')} would be suggested")
        return
    append_lines(teaching.lesson.file, lines)
    say(f'{counted(len(lines), "example")} suggested in {teaching.lesson.file}: write true or false for the null of '
        '"told", and learn again')  # fmt: skip


def _ask(run: Run, teaching: Teaching, learnt: Learnt, useful: Sequence[Useful]) -> None:
    concept = run.book.concept(teaching.lesson.concept)
    questions = [Asked(line) for _, line in teaching.lesson.undecided]
    chances = {(each.text, each.start, each.end): each.chance for each in useful}
    for line in _lines(teaching, useful):
        around = surroundings(run.pool, line.source, line.text)
        questions.append(Asked(line, around.before, around.after, chances[line.key]))
    asking = Asking(concept.label, concept.definition, questions, teaching.lesson.file, run.who, now, run.screen, key)
    given = asking.run()
    if not sum(given.values()):
        return
    again = gathered(run.codebook, teaching.lesson.concept, run.projects)
    after = _learnt(run, again)
    _write(run, teaching.lesson.concept, after)
    show_change(run.screen, learnt, after)
