"""``gesta restore``: a project out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from gesta.cli.project import PROJECT
from gesta.cli.terminal import counted, moving_bar, say
from gesta.store.backups import Backup
from gesta.store.engine import named
from gesta.store.moving import restore as restored
from gesta.store.store import PATIENT


@click.command(short_help="Make a project out of a backup.")
@click.argument("file", type=click.Path(path_type=Path))
@PROJECT
def restore(file: Path, project: str) -> None:
    """Make PROJECT, where nothing is yet, out of FILE, which `gesta backup` wrote: a new SQLite file, or an empty
    PostgreSQL database, whichever of the two it was before.

    What stands is compared with the sums in FILE before it counts; where anything is wrong, nothing stands.
    """
    backup = Backup(file)
    with moving_bar("restoring") as (begin, tell):
        begin(sum(backup.head.rows.values()))
        restored(backup, project, PATIENT, tell)
    say(f"{named(project)}: {counted(backup.head.rows['reports'], 'report')} of {backup.head.project}, "
        f"as it was on {backup.head.at}")  # fmt: skip
