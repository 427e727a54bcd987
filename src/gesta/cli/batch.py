"""``gesta batch``: archives of pages to a data set of incidents."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import get_args

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from gesta.batch.engines import ENGINES, Engine, EngineName
from gesta.batch.folder import Folder
from gesta.batch.planning import PAGES
from gesta.batch.reading import How
from gesta.batch.running import Batch, Progress, Summary, status
from gesta.batch.spark import spark
from gesta.cli.options import ACTORS, CODEBOOKS, READER
from gesta.cli.read import check_sources
from gesta.cli.terminal import counted, say
from gesta.codebook.lint import check
from gesta.errors import UsageError
from gesta.intake.address import is_address
from gesta.intake.rows import Given
from gesta.pipeline.engines import ReaderName, Settings
from gesta.pipeline.recode import stamp_of

_EVERY = 30.0
"""Seconds between two lines of progress where standard error is no terminal."""
_TOLD = ("read", "merge/incidents")
"""Stages whose counts a person wants to see; the others are in the summary."""


@click.command(short_help="Read archives of pages into a data set of incidents.")
@click.argument("out")
@click.argument("sources", nargs=-1, metavar="INPUT...")
@click.option("--engine", type=click.Choice(get_args(EngineName)), default="processes", show_default=True,
              help="One process, several of this machine, or Spark.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 1024), help="Workers; as many as there are cores by default.")
@click.option("--master", metavar="URL", help="The Spark cluster; workers of this machine by default.")
@click.option("--triage", type=click.Choice(["on", "off"]), default="on", show_default=True,
              help="Whether a cheap look decides which pages are read whole.")  # fmt: skip
@click.option("--published", metavar="DATE", help="Publication date where a report does not say it (2022-09-29).")
@click.option("--outlet", metavar="NAME", help="Outlet where a report does not say it.")
@CODEBOOKS
@ACTORS
@READER
@click.option("--piece", "pages", type=click.IntRange(1, 100_000), default=PAGES, show_default=True,
              help="Pages that one task reads, about.")  # fmt: skip
@click.option("--only-decide", is_flag=True, help="Say which pages would be read, and read none.")
@click.option("--no-merge", is_flag=True, help="Read only; the same command without it merges.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on standard output.")
@click.option("--status", "only_status", is_flag=True, help="Say how far the batch in OUT is, and do nothing.")
def batch(
    out: str,
    sources: tuple[str, ...],
    engine: EngineName,
    jobs: int | None,
    master: str | None,
    triage: str,
    published: str | None,
    outlet: str | None,
    codebooks: tuple[Path, ...],
    overlays: tuple[Path, ...],
    reader: ReaderName,
    pages: int,
    only_decide: bool,
    no_merge: bool,
    as_json: bool,
    only_status: bool,
) -> None:
    """Read INPUT into a partitioned Parquet data set in the folder OUT, and merge what it tells into incidents.

    INPUT is a file or a folder of them: web archives (WARC), HTML, text, CSV, JSONL or Parquet (columns id, url, title,
    text or html, published, outlet). The batch can be stopped at any time; the same command goes on with it. Exit
    status 0 when every report was processed, with problems or not: those are in OUT/problems.
    """
    folder = Folder(out)
    if only_status:
        _tell(status(folder), as_json=as_json)
        return
    _check(sources, reader, engine, master, published)
    check(codebooks)
    settings = Settings(codebooks, overlays, reader)
    how = How(settings, Given(published, outlet), stamp_of(settings), triage == "on", not only_decide)
    made = Batch(folder, sources, how, pages, not no_merge)
    chosen: Engine = partial(spark, master=master) if engine == "spark" else ENGINES[engine]
    with _stoppable(), _telling() as tell:
        for progress in made.run(chosen, jobs or os.cpu_count() or 1):
            tell(progress)
    _tell(made.summary, as_json=as_json)


def _check(
    sources: tuple[str, ...], reader: ReaderName, engine: EngineName, master: str | None, published: str | None
) -> None:
    """Raises UsageError for what cannot be meant."""
    if not sources:
        raise UsageError("name what is to be read: gesta batch OUT INPUT...")
    if reader == "llm":
        raise UsageError("--reader llm: a batch does not ask language models")
    if master is not None and engine != "spark":
        raise UsageError("--master needs --engine spark")
    for source in sources:
        if source == "-" or is_address(source):
            raise UsageError(f"{source}: a batch reads files and folders only")
    check_sources(sources, published)


def _tell(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(summary) + b"\n")
        return
    for name, stage in summary.stages.items():
        if name not in _TOLD:
            continue
        say(f"{name}: {counted(stage.tasks, 'task')}, {stage.seconds:.0f} s of processors: "
            f"{_counts(stage.counts) or 'nothing'}")  # fmt: skip
    rate = f" in {summary.seconds:.0f} s, {summary.pages_a_second:g} pages a second" if summary.seconds else ""
    say(f"{summary.folder}: {summary.state}{rate}")


def _counts(counts: Mapping[str, int]) -> str:
    """The counts in words, the reasons of one ("dropped: no incident") in brackets behind it."""
    reasons: dict[str, dict[str, int]] = {}
    for what, count in counts.items():
        group, _, reason = what.partition(": ")
        reasons.setdefault(group, {}).update({reason: count} if reason else {})
    return ", ".join(
        f"{counts.get(group, sum(why.values())):,} {group}"
        + (f" ({', '.join(f'{count:,} {reason}' for reason, count in why.items())})" if why else "")
        for group, why in reasons.items()
    )


@contextmanager
def _stoppable() -> Iterator[None]:
    """A scheduler that ends the command does as one who presses Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Teller:
    """Tells on standard error how far a stage is: tasks, pages a second, time left."""

    def __init__(self, bar: Bar | None) -> None:
        self._bar = bar
        self._stage = ""
        self._began = self._told = time.monotonic()
        self._pages = 0

    def __call__(self, progress: Progress) -> None:
        """One more thing happened."""
        if progress.outcome is None:
            self._stage, self._pages = progress.stage, 0
            self._began = self._told = time.monotonic()
            if self._bar is not None:
                for task in self._bar.task_ids:
                    self._bar.remove_task(task)
                self._bar.add_task(progress.stage, total=progress.tasks, completed=progress.earlier, rate="")
            elif progress.earlier and progress.stage in _TOLD:
                say(f"{progress.stage}: {progress.earlier} of {counted(progress.tasks, 'task')} were done before")
        elif progress.done > progress.earlier:
            self._pages += progress.outcome.counts.get("pages", 0)
            self._show(progress)

    def _show(self, progress: Progress) -> None:
        now = time.monotonic()
        passed = max(now - self._began, 0.001)
        rate = f"{self._pages / passed:.1f} pages a second" if self._pages else ""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[-1], completed=progress.done, rate=rate)
        elif now - self._told >= _EVERY:
            self._told = now
            left = passed / (progress.done - progress.earlier) * (progress.tasks - progress.done)
            say(f"{self._stage}: {progress.done} of {counted(progress.tasks, 'task')}"
                f"{', ' + rate if rate else ''}, {_time(left)} left")  # fmt: skip


@contextmanager
def _telling() -> Iterator[_Teller]:
    if not sys.stderr.isatty():
        yield _Teller(None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
               TimeRemainingColumn())  # fmt: skip
    with Bar(*columns, console=Console(stderr=True)) as bar:
        yield _Teller(bar)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
