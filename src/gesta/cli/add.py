"""``gesta add``: reports into a project."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from gesta.batch.folder import Folder
from gesta.batch.loading import load_batch
from gesta.batch.running import stamp_in
from gesta.cli.project import PROJECT, now
from gesta.cli.read import check_sources
from gesta.cli.terminal import counted, say
from gesta.errors import Problem
from gesta.intake.files import reports
from gesta.model.terms import ReportId
from gesta.pipeline.capture import Captured, capture
from gesta.store.engine import named
from gesta.store.store import PATIENT, Store
from gesta.work.queue import opened


@click.command(short_help="Put reports into a project.")
@PROJECT
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--published", metavar="DATE", help="Publication date where a report does not say it (2022-09-29).")
@click.option("--outlet", metavar="NAME", help="Outlet where a report does not say it.")
@click.option("--later", is_flag=True, help="Let a worker read them (`gesta work`, PostgreSQL).")
def add(project: str, sources: tuple[str, ...], published: str | None, outlet: str | None, later: bool) -> None:
    """Put reports into PROJECT; `gesta run PROJECT` reads them, or with --later whatever worker takes them.

    Adding is safe to repeat: what was captured before is known again by its content and address, a page that changed is
    kept as a new version of it, and what was captured before an interruption stays. A folder that `gesta batch` made
    comes with its readings, so that nothing is read twice. Exit status 0 when every source was
    looked at, with problems or not, and 2, before anything is captured, when one that you name is not there.
    """
    check_sources(sources, published)
    if later:
        with opened(project):
            pass  # raises where there is no queue, before anything is captured for it
    batches, others = _parted(sources)
    done, met = Captured(), list[ReportId]()
    standard_input = sys.stdin.buffer if sys.stdin else None
    with Store.open(project, wait=PATIENT, tell=say) as store:
        for folder, stamp in batches:
            for some in load_batch(folder, store, stamp, now()):
                done += some
        for item in reports(others, published=published, outlet=outlet, standard_input=standard_input):
            done += capture(store, item, now())
            if isinstance(item, Problem):
                say(str(item))
            else:
                met.append(item.id)
        say(told(done, named(project), hint=not later))
        if later:
            read = store.stamps_of(met)
            with opened(project) as line:
                jobs = line.add([each for each in dict.fromkeys(met) if each not in read])
            say(f"{counted(jobs, 'job')} in the queue; `gesta work` does them")


def _parted(sources: Sequence[str]) -> tuple[list[tuple[Folder, str]], list[str]]:
    """The folders of batches, each with the stamp of its readings, and all other sources."""
    batches: list[tuple[Folder, str]] = []
    others: list[str] = []
    for source in sources:
        stamp = stamp_in(Folder(source)) if Path(source).is_dir() else None
        if stamp is None:
            others.append(source)
        else:
            batches.append((Folder(source), stamp))
    return batches, others


def told(done: Captured, project: str, *, hint: bool = True) -> str:
    """What became of the reports, in one line; ``hint``: with what comes next."""
    parts = [counted(done.new, "new report")]
    parts += [counted(done.versions, "new version of a page", "new versions of pages")] if done.versions else []
    parts += [f"{done.known} known already"] if done.known else []
    parts += [counted(done.problems, "problem")] if done.problems else []
    more = f"; `gesta run {project}` reads what is new" if hint and (done.new or done.versions) else ""
    return f"{project}: {', '.join(parts)}{more}"
