"""``gesta read``: reports in, their incidents out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gesta.cli.cards import print_record
from gesta.intake.files import reports
from gesta.model.incidents import Record
from gesta.model.jsonl import encode
from gesta.pipeline.engines import Settings, run

_SINGLE = frozenset({"", ".txt", ".html", ".htm"})


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--format", "form", type=click.Choice(["cards", "jsonl"]), 
              help="Cards for people (the default on a terminal), JSON lines for programs.")  # fmt: skip
@click.option("--published", metavar="DATE", help="Publication date where a report does not say it (2022-09-29).")
@click.option("--outlet", metavar="NAME", help="Outlet where a report does not say it.")
@click.option("--codebook", "codebooks", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Directory with concept files of your own, added to the shipped ones. Repeatable.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, 
              help="Cards also for statements and for what did not happen (planned, denied, generic ...).")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as there are cores by default.")
@click.option("--color/--no-color", default=None, help="Colour whatever the output is, or none.")
def read(
    sources: tuple[str, ...],
    form: str | None,
    published: str | None,
    outlet: str | None,
    codebooks: tuple[Path, ...],
    everything: bool,
    jobs: int | None,
    color: bool | None,
) -> None:
    """Read reports and show their incidents, each value with the words it was read from.

    FILE is text, HTML, JSONL or CSV (columns id, url, title, text, published); - is standard input. Exit status 0 when
    every report was processed, with problems or not.
    """
    form = form or ("cards" if sys.stdout.isatty() else "jsonl")
    console = Console(force_terminal=color, no_color=color is False, highlight=False)
    workers = jobs or (1 if len(sources) == 1 and Path(sources[0]).suffix in _SINGLE else os.cpu_count() or 1)
    records = run(reports(sources, published=published, outlet=outlet), Settings(codebooks), workers)
    with _progress(sources, form) as tick:
        for record in records:
            if form == "jsonl":
                sys.stdout.buffer.write(encode(record) + b"\n")
                sys.stdout.buffer.flush()
            else:
                print_record(console, record, everything=everything)
            _tell_problems(record)
            tick(record)


def _tell_problems(record: Record) -> None:
    for problem in record.problems:
        where = "" if problem.where == record.report.source else f"{record.report.source}: "
        click.echo(f"gesta: {where}{problem}", err=True)


class _Tick:
    """Moves a progress bar on by one for each record; does nothing without one."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def __call__(self, record: Record) -> None:
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], advance=1, description=record.report.source[-40:])


@contextmanager
def _progress(sources: tuple[str, ...], form: str) -> Iterator[_Tick]:
    """A bar on standard error, only on a terminal that is not also showing cards, and only for several sources."""
    if not sys.stderr.isatty() or (form == "cards" and sys.stdout.isatty()):
        yield _Tick(None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    files = [source for source in sources if Path(source).is_file()]
    total = len(sources) if len(files) == len(sources) and not _tables(files) else None
    with Progress(*columns, console=Console(stderr=True)) as progress:
        progress.add_task("reading", total=total)
        yield _Tick(progress)


def _tables(files: list[str]) -> bool:
    return any(Path(file).suffix in {".jsonl", ".ndjson", ".csv", ".tsv", ".json"} for file in files)
