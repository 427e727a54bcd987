"""``gesta move``: a project from a file to a server, or back."""

from __future__ import annotations

import click

from gesta.cli.project import PROJECT
from gesta.cli.terminal import moving_bar, say
from gesta.store.engine import named
from gesta.store.moving import move as moved
from gesta.store.store import PATIENT


@click.command(short_help="Move a project between SQLite and PostgreSQL.")
@PROJECT
@click.argument("target")
def move(project: str, target: str) -> None:
    """Make TARGET, where nothing is yet, the same project as PROJECT: a SQLite file into an empty PostgreSQL database,
    or back. Every id stays; rows are counted and compared before they count. PROJECT is left as it is.

    Stop whatever writes to PROJECT first. Exit status 1 when somebody wrote meanwhile: that is not in TARGET.
    """
    with moving_bar("moving") as (begin, tell):
        is_all = moved(project, target, PATIENT, begin, tell)
    say(f"{named(target)}: the same project as {named(project)}, every row compared")
    if not is_all:
        say(f"{named(project)}: somebody wrote to it meanwhile, and that was not moved")
        raise click.exceptions.Exit(1)
