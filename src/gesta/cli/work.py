"""``gesta work``: a worker of a project's queue."""

from __future__ import annotations

import os
import sys

import click

from gesta.cli.project import PROJECT
from gesta.cli.terminal import counted, say
from gesta.store.engine import named


@click.command(short_help="Do the jobs that wait in a project's queue.")
@PROJECT
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Jobs done at a time.")
@click.option("--drain", is_flag=True, help="Stop when nothing waits any more, instead of waiting for more.")
def work(project: str, jobs: int, drain: bool) -> None:
    """Read and merge what waits in the queue of PROJECT (PostgreSQL), until stopped by Ctrl-C or SIGTERM, which let the
    job at hand end. Any number of workers, on any number of machines, share the jobs.

    A job that fails is tried again, later each time; one that failed for good is listed by `gesta queue`.
    """
    from gesta.work.worker import work as working

    say(f"{named(project)}: {counted(jobs, 'worker')} (Ctrl-C stops)")
    if working(project, jobs, drain=drain, tell=say):
        say(f"{named(project)}: the codebook, the actors or the reader changed, beginning anew")
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
