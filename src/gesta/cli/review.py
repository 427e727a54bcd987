"""``gesta review``: answer the most useful question about a project, or decide by id; everything can be undone."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Sequence
from itertools import islice

import click
import msgspec

from gesta.cli.project import PROJECT, codebook_of, settings_of
from gesta.cli.review_screen import show_history
from gesta.cli.review_session import Session
from gesta.cli.run import tell_changes
from gesta.cli.terminal import console, counted, say
from gesta.errors import UsageError
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.review import drafts
from gesta.review.decide import decide, history, moment, take_back
from gesta.review.questions import QUESTION_KINDS, Draft, QuestionKind
from gesta.review.queue import questions
from gesta.review.values import Known
from gesta.store.store import Store

Making = Callable[[Store], Draft]


@click.command(short_help="Answer what a project is least sure of; correct it.")
@PROJECT
@click.option("--list", "listing", is_flag=True, help="Write the questions as JSON lines instead of asking.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(QUESTION_KINDS), help="Only such questions. Repeatable."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Questions that --list writes.")
@click.option("--same", nargs=2, metavar="ID ID", help="Two incidents are one.")
@click.option("--different", nargs=2, metavar="ID ID", help="Two incidents are two, now and later.")
@click.option("--split", nargs=2, metavar="ID REPORT", help="A report of an incident tells another one.")
@click.option("--right", metavar="ID", help="An incident happened as told.")
@click.option("--wrong", metavar="ID", help="An incident did not happen as told.")
@click.option(
    "--value", nargs=3, metavar="ID FIELD VALUE", help="A field of an incident has a value (inc_1a2b killed 5)."
)
@click.option("--withdraw", metavar="REPORT", help="A report is retracted, with all it claims.")
@click.option("--undo", metavar="JUDGEMENT", help="A judgement no longer holds.")
@click.option("--history", "past", is_flag=True, help="List every judgement.")
@click.option("--who", metavar="NAME", help="Who decides; your login name by default.")
@click.option("--why", metavar="TEXT", default="", help="Why; kept with the judgement.")
def review(
    project: str,
    listing: bool,
    kinds: tuple[QuestionKind, ...],
    limit: int,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    split: tuple[str, str] | None,
    right: str | None,
    wrong: str | None,
    value: tuple[str, str, str] | None,
    withdraw: str | None,
    undo: str | None,
    past: bool,
    who: str | None,
    why: str,
) -> None:
    """Ask the most useful question about PROJECT first, one key an answer: do these tell one occurrence, is this the
    right place, did this happen?

    With an option it does that one thing instead. Judgements are appended with who, when and why, and obeyed ever
    after, also when the reports are read anew; `--undo` takes one back. An id may be shortened.
    """
    with Store.open(project) as store:
        known = Known(codebook_of(store), Gazetteer(overlays=overlay_files(settings_of(store).overlays)))
        makings: tuple[Making | None, ...] = (
            _two(drafts.same, same),
            _two(drafts.different, different),
            _two(drafts.split, split),
            (lambda opened: drafts.verdict(opened, right, right=True)) if right else None,
            (lambda opened: drafts.verdict(opened, wrong, right=False)) if wrong else None,
            (lambda opened: drafts.value(opened, *value, known)) if value else None,
            (lambda opened: drafts.withdrawal(opened, withdraw)) if withdraw else None,
        )
        asked = [each for each in makings if each is not None]
        if len(asked) + bool(undo) + past + listing > 1:
            raise UsageError("one decision at a time: give one of the options")
        if past:
            _history(store)
        elif listing:
            _list(store, known, kinds or QUESTION_KINDS, limit)
        elif undo:
            _undo(store, known, undo, named(who), why)
        elif asked:
            _decide(store, known, asked[0], named(who), why)
        else:
            _session(store, known, named(who), why)


def _two(making: Callable[[Store, str, str], Draft], given: Sequence[str] | None) -> Making | None:
    if not given:
        return None
    one, other = given
    return lambda store: making(store, one, other)


def named(who: str | None) -> str:
    """The name given, else the login name; raises UsageError where there is neither."""
    if who is not None:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("who decides? there is no login name here; give --who NAME") from None


def _decide(store: Store, known: Known, making: Making, who: str, why: str) -> None:
    draft = making(store)
    made = decide(store, known.book, draft, who, moment(), why)
    say(f"{made.judgement.id}: {draft.words}; `--undo {made.judgement.id}` takes it back")
    tell_changes(made.settled.changes)


def _undo(store: Store, known: Known, given: str, who: str, why: str) -> None:
    made = take_back(store, known.book, given, who, moment(), why)
    say(f"{made.judgement.id}: {made.judgement.undoes} no longer holds")
    tell_changes(made.settled.changes)


def _history(store: Store) -> None:
    """A table on a terminal, JSON lines else."""
    past = history(store)
    if sys.stdout.isatty():
        show_history(console(), past)
        return
    for each in past:
        line = {**msgspec.to_builtins(each.judgement), "holds": each.holds}
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")


def _list(store: Store, known: Known, kinds: Sequence[QuestionKind], limit: int) -> None:
    written = 0
    for question in islice(questions(store, known.gazetteer, kinds), limit):
        sys.stdout.buffer.write(msgspec.json.encode(question) + b"\n")
        written += 1
    say(counted(written, "question"))


def _session(store: Store, known: Known, who: str, why: str) -> None:
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("questions are asked at a terminal; --list writes them as JSON lines; --same, --different, "
                         "--split, --right, --wrong, --value, --withdraw and --undo decide by id")  # fmt: skip
    Session(store, known, who, moment, console(), key, _ask, why).run()


def key() -> str:
    """One key, without Enter; empty at the end of input."""
    try:
        return click.getchar()
    except EOFError:
        return ""


def _ask(words: str) -> str:
    answer: str = click.prompt(words, default="", show_default=False, err=True)
    return answer
