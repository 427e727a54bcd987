"""``gesta run``: what was captured is read, and what was read is merged."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gesta.cli.llm import Manners, manners, tell_and_ask
from gesta.cli.project import PROJECT, codebook_of, now, settings_of_run
from gesta.cli.terminal import counted, say, tell_problems
from gesta.codebook.lint import check
from gesta.model.merged import Change
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import read_new, stamp_of
from gesta.pipeline.settling import settle_all
from gesta.review.words import change_words
from gesta.store.engine import named
from gesta.store.store import PATIENT, Store

_FEW = 4
"""Reports from which more than one process pays."""
_MOST_CHANGES = 12


@click.command(short_help="Read and merge what a project has captured.")
@PROJECT
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as there are cores by default.")
@manners
def run(
    project: str,
    jobs: int | None,
    wanted: Manners,
) -> None:
    """Read the reports of PROJECT that are new, or all when the reader, the codebook or the knowledge base changed, and
    merge what they tell into incidents.

    It can be stopped at any time and run again: what was read is kept. What changed is told on standard error.
    """
    with Store.open(project, wait=PATIENT, tell=say) as store:
        run_project(store, project, jobs, wanted)


def run_project(store: Store, project: str, jobs: int | None, wanted: Manners | None = None) -> None:
    """What is new in the open project is read and merged, and what changed is told; ``project``: its name."""
    wanted = wanted or Manners()
    settings = settings_of_run(store, wanted)
    check(settings.codebooks)
    _read(store, settings, jobs, yes=wanted.yes)
    settled = settle_all(store, codebook_of(store), now())
    tell_changes(settled.changes)
    stats = store.stats()
    say(f"{named(project)}: {counted(stats['incidents_shown'], 'incident')} shown of {stats['incidents']}, "
        f"in {counted(stats['reports'], 'report')}")  # fmt: skip


def _read(store: Store, settings: Settings, jobs: int | None, *, yes: bool) -> None:
    stamp = stamp_of(settings)
    waiting = store.count_unread(stamp)
    if settings.model is not None and waiting:
        tell_and_ask(settings, list(store.unread(stamp)), yes=yes)
    workers = jobs or (1 if settings.model is not None or waiting < _FEW else os.cpu_count() or 1)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading", total=waiting)
        for record in read_new(store, settings, workers, now):
            tell_problems(record)
            progress.advance(task)


def tell_changes(changes: Sequence[Change]) -> None:
    """What became of the incidents, a line each for the first, and the rest by kind."""
    told = [each for each in changes if each.kind != "created"]
    for change in told[:_MOST_CHANGES]:
        say(change_words(change))
    if changes:
        kinds = Counter(each.kind for each in changes)
        say(", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())))
