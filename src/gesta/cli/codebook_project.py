"""``gesta codebook diff|use``: what codebooks would change in a project, and making them the project's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from gesta.cli.codebook_changes import tell
from gesta.cli.options import CODEBOOK_PATHS
from gesta.cli.project import PROJECT, settings_of
from gesta.cli.terminal import counted, say
from gesta.codebook.lint import check
from gesta.errors import UsageError
from gesta.store.engine import named
from gesta.store.store import Store

if TYPE_CHECKING:
    from gesta.pipeline.codebook_diff import Compared
    from gesta.pipeline.engines import Settings

_FEW = 4
"""Reports from which more than one process pays."""
_ASKED = 500
"""Reports of which `use` shows what changes; more take minutes, and `diff` reads them all."""
SAMPLE = click.option("--sample", type=click.IntRange(1), metavar="N",
                      help="Only N reports, drawn by a hash of their ids: the same ones every time.")  # fmt: skip
ALL = click.option("--all", "everything", is_flag=True,
                   help="Also statements, background and what did not happen.")  # fmt: skip
JOBS = click.option("--jobs", type=click.IntRange(1, 64),
                    help="Worker processes; as many as there are cores by default.")  # fmt: skip


@click.command("diff", short_help="What a codebook would change in a project.")
@PROJECT
@CODEBOOK_PATHS
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
              help="For people, or a JSON line for each account that changes.")  # fmt: skip
@SAMPLE
@ALL
@click.option("--limit", type=click.IntRange(0), default=40, show_default=True, 
              help="Changes that the text shows one by one.")  # fmt: skip
@JOBS
def diff_command(
    project: str,
    paths: tuple[Path, ...],
    form: str,
    sample: int | None,
    everything: bool,
    limit: int,
    jobs: int | None,
) -> None:
    """Tell what would change in PROJECT if its codebook were the files and folders named: incidents that are new, lost,
    or of another concept, realis, toll, day or place, each with its sentence.

    Without a file or folder: what the project's own codebook makes of the reports as its files are now, edited since
    they were read. The reports are read again in memory; nothing is written, and `gesta codebook use` takes it over.
    """
    with Store.open(project) as store:
        settings = settings_of(store)
        found = _compared(store, replace(settings, codebooks=paths or settings.codebooks), jobs, sample)
        if form == "jsonl":
            for each in (each for report in found for each in report.differences if everything or each.listed):
                sys.stdout.buffer.write(msgspec.json.encode(each) + b"\n")
            return
        tell(list(found), limit=limit, everything=everything)


@click.command("use", short_help="Make a codebook that of a project.")
@PROJECT
@CODEBOOK_PATHS
@click.option("--none", "nothing", is_flag=True, help="No codebook of your own: the shipped one alone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--no-diff", is_flag=True, help="Do not show first what changes.")
@JOBS
def use_command(
    project: str, paths: tuple[Path, ...], nothing: bool, yes: bool, no_diff: bool, jobs: int | None
) -> None:
    """Make the files and folders named the codebook of PROJECT, in place of those it has, after showing what changes.

    The project keeps where they lie, not what is in them: what you edit later is used by the next `gesta run`.
    """
    if bool(paths) == nothing:
        raise UsageError("name the files or folders to use, or --none for the shipped codebook alone")
    check(paths)
    with Store.open(project) as store:
        settings = replace(settings_of(store), codebooks=tuple(path.resolve() for path in paths))
        if not no_diff:
            sample = _ASKED if len(store.read_ids()) > _ASKED else None
            tell(list(_compared(store, settings, jobs, sample)), limit=20, everything=False)
        if not yes and not _agreed():
            say("nothing is changed")
            return
        store.save_settings({"codebooks": "\n".join(map(str, settings.codebooks))})
    told = ", ".join(map(str, paths)) or "the shipped codebook alone"
    say(f"{named(project)}: uses {told}; `gesta run {named(project)}` reads the reports again with it")


def _agreed() -> bool:
    try:
        return click.confirm("Make this the project's codebook?", default=False, err=True)
    except click.Abort:
        raise UsageError("nobody answered; --yes makes it the project's codebook without asking") from None


def _compared(store: Store, settings: Settings, jobs: int | None, sample: int | None) -> Iterator[Compared]:
    """The reports compared, with a bar on a terminal; problems and what the comparison leaves out are told."""
    from gesta.pipeline.codebook_diff import chosen, compare

    check(settings.codebooks)
    there = store.read_ids()
    ids = chosen(there, sample)
    workers = jobs or (1 if len(ids) < _FEW else os.cpu_count() or 1)
    older = 0
    for report in _with_bar(compare(store, settings, workers, ids), len(ids)):
        older += report.older
        if report.problem is not None:
            say(f"{report.source}: {report.problem}")
        yield report
    _tell_scope(store, len(ids), len(there), older)


def _tell_scope(store: Store, compared: int, there: int, older: int) -> None:
    if compared < there:
        say(f"a sample: {compared} of {counted(there, 'report')}")
    if unread := store.count_reports() - there:
        say(f"{counted(unread, 'report')} not read yet, and left out")
    if older:
        say(f"{counted(older, 'report')} read by another version of Gesta: some of what changes may come of that; "
            "`gesta run` reads them again")  # fmt: skip


def _with_bar(found: Iterator[Compared], total: int) -> Iterator[Compared]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading again"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for each in found:
            bar.advance(task)
            yield each
