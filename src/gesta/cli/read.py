"""``gesta read``: reports in, their incidents out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gesta.cli.cards import print_record
from gesta.cli.llm import Manners, Named, llm_named, manners, tell_and_ask
from gesta.cli.options import ACTORS, CODEBOOKS, READER
from gesta.cli.terminal import console, counted, harmless, say, tell_problems
from gesta.codebook.lint import check
from gesta.errors import Problem, UsageError
from gesta.intake.address import is_address
from gesta.intake.files import reports
from gesta.knowledge.actor_overlays import faults
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.model.jsonl import encode
from gesta.pipeline.engines import ReaderName, Settings, run
from gesta.text.dates import read_date

_SINGLE = frozenset({"", ".txt", ".html", ".htm"})
_TABLES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".json", ".warc", ".gz", ".parquet", ".pq"})


@click.command(short_help="Read reports and show their incidents.")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--format", "form", type=click.Choice(["cards", "jsonl"]), 
              help="Cards for people (the default on a terminal), JSON lines for programs.")  # fmt: skip
@click.option("--published", metavar="DATE", help="Publication date where a report does not say it (2022-09-29).")
@click.option("--outlet", metavar="NAME", help="Outlet where a report does not say it.")
@CODEBOOKS
@ACTORS
@READER
@llm_named
@manners
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
    overlays: tuple[Path, ...],
    reader: ReaderName,
    model: Named,
    wanted: Manners,
    everything: bool,
    jobs: int | None,
    color: bool | None,
) -> None:
    """Read reports and show their incidents, each value with the words it was read from.

    FILE is text, HTML, JSONL, CSV or Parquet (columns id, url, title, text, published) or a web archive (WARC); - is
    standard input. Exit status 0 when
    every report was processed, with problems or not, and 2, before anything is read, when a file or a folder that you
    name is not there.
    """
    check_sources(sources, published)
    model.check(reader)
    check(codebooks)
    _tell_left_out(overlays)
    form = form or ("cards" if sys.stdout.isatty() else "jsonl")
    screen = console(color)
    settings = model.added(Settings(codebooks, overlays, reader), wanted)
    alone = settings.model is not None or (len(sources) == 1 and _is_single(sources[0]))
    workers = jobs or (1 if alone else os.cpu_count() or 1)
    found: Iterable[Report | Problem] = reports(
        sources, published=published, outlet=outlet, standard_input=sys.stdin.buffer if sys.stdin else None
    )
    if settings.model is not None:
        found = list(found)
        tell_and_ask(settings, found, yes=wanted.yes)
    done = 0
    with (
        closing(run(found, settings, workers)) as records,
        _progress(sources, form) as tick,
    ):
        for record in records:
            if form == "jsonl":
                sys.stdout.buffer.write(encode(record) + b"\n")
                sys.stdout.buffer.flush()
            else:
                print_record(screen, record, everything=everything)
            tell_problems(record)
            tick(record)
            done += 1
    if not done:
        say(f"{', '.join(sources)}: no report found")


def check_sources(sources: tuple[str, ...], published: str | None) -> None:
    """Raises UsageError for what cannot be meant: a path that is not there, standard input twice, no date."""
    missing = [path for path in sources if path != "-" and not is_address(path) and not _exists(path)]
    if missing:
        raise UsageError("\n".join(f"{path}: there is no such file or folder" for path in missing))
    if sources.count("-") > 1:
        raise UsageError("-: standard input can be read only once")
    if published is not None and read_date(published) is None:
        raise UsageError(f"--published {published}: not a date; give it as 2022-09-29")


def _tell_left_out(overlays: tuple[Path, ...]) -> None:
    """Says how much of each list of actors is left out; the faults of actor files stop the command elsewhere."""
    for path in overlays:
        count = 0 if path.is_dir() or path.suffix == ".yaml" else len(faults((path,)))
        if count:
            say(f"{path}: {counted(count, 'fault')}, left out; `gesta actors lint {path}` lists them")


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _is_single(source: str) -> bool:
    return Path(source).suffix in _SINGLE and not Path(source).is_dir()


class _Tick:
    """Moves a progress bar on by one for each record; does nothing without one."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def __call__(self, record: Record) -> None:
        if self._progress is not None:
            source = harmless(record.report.source[-40:])
            self._progress.update(self._progress.task_ids[0], advance=1, description=source)


@contextmanager
def _progress(sources: tuple[str, ...], form: str) -> Iterator[_Tick]:
    """A bar on standard error, only on a terminal that is not also showing cards."""
    if not sys.stderr.isatty() or (form == "cards" and sys.stdout.isatty()):
        yield _Tick(None)
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    countable = all(Path(source).is_file() and Path(source).suffix not in _TABLES for source in sources)
    with Progress(*columns, console=Console(stderr=True)) as progress:
        progress.add_task("reading", total=len(sources) if countable else None)
        yield _Tick(progress)
