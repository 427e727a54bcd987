"""``gesta export``: incidents of a project, or of what was read, as files of every kind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gesta.cli.filtering import filtered
from gesta.cli.options import CODEBOOKS
from gesta.cli.project import codebook_of, is_project
from gesta.cli.terminal import console, counted, say, standard_input_aside
from gesta.codebook.lint import check
from gesta.codebook.load import load
from gesta.errors import UsageError
from gesta.export.format import Format, Options, Source
from gesta.export.losses import loss_report
from gesta.export.passing import CountedSource, MaskedSource
from gesta.export.redact import redacted
from gesta.export.reference import written_as
from gesta.export.registry import FORMATS
from gesta.export.tables import TABLES
from gesta.export.writing import write_out, write_to
from gesta.model.filters import Filter
from gesta.model.terms import Policy
from gesta.store.engine import named
from gesta.store.store import Store

_MOST_LOSSES = 12
"""Lines of the sum of losses; the rest are in the file of --losses."""


@click.command(short_help="Write incidents as files of every kind.")
@click.argument("form", metavar="FORMAT", required=False)
@click.argument("source", metavar="PROJECT|READ.JSONL|-", required=False)
@click.option("--to", "target", metavar="PATH|-", help="Where to; text goes to standard output by default. A format of "
              "one table writes all of them to a folder.")  # fmt: skip
@click.option("--table", "table", type=click.Choice([each.name for each in TABLES]), default="incidents",
              show_default=True, help="Which table, of a format that holds one.")  # fmt: skip
@filtered
@click.option("--policy", type=click.Choice(get_args(Policy)),
              help="The rule that names one figure of a toll; by default lead, or the scheme's.")  # fmt: skip
@click.option("--redact", type=click.Choice(["private"]), help="Mask the names of persons who are no public figures.")
@click.option("--hxl", is_flag=True, help="HXL tags as the second line of a table.")
@click.option("--losses", "lost", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="A CSV of everything that the format could not hold: incident, field, value, why.")  # fmt: skip
@CODEBOOKS
@click.option("--list", "listing", is_flag=True, help="List the formats.")
def export(
    form: str | None,
    source: str | None,
    target: str | None,
    table: str,
    wanted: Filter,
    policy: Policy | None,
    redact: str | None,
    hxl: bool,
    lost: Path | None,
    codebooks: tuple[Path, ...],
    listing: bool,
) -> None:
    """Write the incidents of a project, or of the output of `gesta read --format jsonl`, in FORMAT.

    What FORMAT cannot hold is told on standard error, and row by row with --losses. A project has its own codebook;
    --codebook is for what was read with one.
    """
    if listing:
        _list()
        return
    if form is None or source is None:
        raise click.UsageError("give a format and a project; `gesta export --list` lists the formats")
    chosen = _format(form)
    options = Options(policy or chosen.policy, redact is not None, hxl, table)
    with _opened(source, wanted, codebooks) as found, loss_report(lost) as losses, _watched(found) as watched:
        masked: Source = MaskedSource(watched, redacted) if redact else watched
        if target is None or target == "-":
            write_out(chosen, masked, sys.stdout.buffer, options, losses)
        else:
            write_to(chosen, masked, Path(target), options, losses)
    say(f"{counted(watched.seen, 'incident')} of {found.name}: {found.asked}")
    for number, line in enumerate(losses.summary()):
        if number == _MOST_LOSSES:
            say(f"not held: {len(losses.sums) - number} more; --losses FILE lists all")
            break
        say(f"not held: {line}")


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UsageError(f"{name}: there is no such format; `gesta export --list` lists them")
    return FORMATS[name]


def _list() -> None:
    listed = Table(box=None, header_style="dim", pad_edge=False)
    for column in ("format", "what it is", "written as"):
        listed.add_column(column, overflow="fold", no_wrap=column == "format")
    for each in FORMATS.values():
        listed.add_row(each.name, each.label, ", ".join(written_as(each)))
    console().print(listed)


@contextmanager
def _opened(name: str, wanted: Filter, codebooks: tuple[Path, ...]) -> Iterator[Source]:
    """The project, or the lines of the file or of standard input."""
    from gesta.export.readings import ReadSource
    from gesta.export.source import ProjectSource

    if is_project(name):
        if codebooks:
            raise UsageError("--codebook: a project has its own codebook")
        with Store.open(name) as store:
            if waiting := len(store.dirty()):
                say(f"{named(name)}: {counted(waiting, 'account')} not merged yet; `gesta run` does it")
            yield ProjectSource(store, _title(name), codebook_of(store), wanted)
        return
    check(codebooks)
    with _lines(name) as lines:
        read = ReadSource(lines, _title(name), load(*codebooks), wanted)
        for problem in read.problems:
            say(str(problem))
        yield read


def _title(name: str) -> str:
    """The project's or file's name without its folder, as every file can hold it."""
    shown = "standard input" if name == "-" else Path(named(name)).name
    return shown.encode("utf-8", "replace").decode()


@contextmanager
def _lines(name: str) -> Iterator[BinaryIO]:
    """The file, or standard input put aside."""
    with standard_input_aside() if name == "-" and sys.stdin is not None else _file(name) as file:
        yield file


def _file(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as fault:
        raise UsageError(f"{name}: {getattr(fault, 'strerror', None) or fault}") from None


@contextmanager
def _watched(source: Source) -> Iterator[CountedSource]:
    """The source with a count of incidents on a terminal."""
    columns = (TextColumn("exporting"), BarColumn(), TextColumn("{task.completed:,.0f} incidents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("exporting", total=None)
        yield CountedSource(source, lambda number: progress.update(task, completed=number))
