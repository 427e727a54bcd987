"""What the commands share towards the terminal: text from outside made harmless, a console, lines of problems."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, cast

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gesta.errors import UsageError
from gesta.model.incidents import Record
from gesta.model.plain import counted as counted
from gesta.model.plain import harmless as harmless


class _Console(Console):
    """A console that leaves a closed pipe to the command's own edge."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(color: bool | None = None) -> Console:
    """A console on standard output; ``color`` None goes by the terminal and NO_COLOR."""
    return _Console(force_terminal=color, no_color=True if color is False else None, highlight=False, markup=False,
                    emoji=False)  # fmt: skip


def say(line: str) -> None:
    """One line on standard error."""
    click.echo(f"gesta: {harmless(line)}", err=True)


def tell_problems(record: Record) -> None:
    """The problems of a report on standard error, a line each, with the file and the row."""
    report = record.report
    place = report.source if report.row_id is None else f"{report.source}: row {report.row_id}"
    for problem in record.problems:
        say(str(problem) if problem.where.startswith(report.source) else f"{place}: {problem}")


@contextmanager
def standard_input_aside() -> Iterator[BinaryIO]:
    """Standard input in a file of its own, so that it can be read twice."""
    with tempfile.TemporaryFile(prefix="gesta-") as aside:
        shutil.copyfileobj(sys.stdin.buffer, aside)
        yield cast("BinaryIO", aside)


@contextmanager
def moving_bar(what: str) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """A bar on standard error, where that is a terminal: what is to be told how much there is, and what how much more
    went by."""
    columns = (TextColumn(what), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=None)
        yield lambda total: progress.update(task, total=total), lambda more: progress.advance(task, more)


def prepare() -> None:
    """Make output that the terminal's encoding cannot hold come out as "?" instead of failing.

    Raises UsageError when there is no standard output.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def release() -> None:
    """Point standard output at nothing, so that what is still buffered is not written when the program ends."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
