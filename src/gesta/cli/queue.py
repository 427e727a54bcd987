"""``gesta queue``: what waits, runs and failed in a project's queue."""

from __future__ import annotations

import sys
from collections import Counter

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gesta.cli.project import PROJECT
from gesta.cli.terminal import console, counted, harmless, say
from gesta.store.engine import named


@click.command(short_help="See what waits in a project's queue, or put everything in.")
@PROJECT
@click.option("--recode", is_flag=True, help="Put in all that today's reader has not read, to be read anew.")
@click.option("--retry", is_flag=True, help="Let every job that failed for good have one more try.")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
def queue(project: str, recode: bool, retry: bool, form: str) -> None:
    """List the jobs of PROJECT (PostgreSQL) that are waiting, running or failed, with the last error of each.

    `gesta add --later` puts reports in, `gesta work` does the jobs.
    """
    from gesta.work.queue import opened

    with opened(project) as line:
        if recode:
            say("all that is not read waits to be" if line.recode() else "that was asked for, and waits already")
        if retry:
            say(f"{counted(line.retry(), 'job')} to be tried again")
        jobs = line.jobs()
    if form == "jsonl":
        for job in jobs:
            sys.stdout.buffer.write(msgspec.json.encode(job) + b"\n")
        return
    if jobs:
        table = Table(box=None, header_style="dim", pad_edge=False)
        for name in ("job", "what", "state", "reports", "tries", "not before", "last error"):
            table.add_column(name, overflow="fold")
        for job in jobs:
            state = "running, worker lost" if job.lost else job.state
            cells = (str(job.id), job.kind, state, str(job.reports or ""), str(job.tries), job.next_at, job.error)
            table.add_row(*(Text(harmless(cell or "")) for cell in cells))
        console().print(table)
    states = Counter(job.state for job in jobs)
    told = ", ".join(f"{states[state]} {state}" for state in ("waiting", "running", "failed") if states[state])
    say(f"{named(project)}: {told or 'nothing waits'}")
