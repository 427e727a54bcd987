"""``gesta backup``: a project into one file."""

from __future__ import annotations

from pathlib import Path

import click

from gesta.cli.project import PROJECT, now
from gesta.cli.terminal import counted, moving_bar, say
from gesta.store.engine import named
from gesta.store.store import Store


@click.command(short_help="Write a project into one file.")
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
def backup(project: str, file: Path) -> None:
    """Write PROJECT, as it is at this moment, into FILE; others may read and write it meanwhile.

    The file is compressed, carries the sums of what is in it, and was read again before it is there: whole, or not at
    all. `gesta restore` makes a project of it, in SQLite or in PostgreSQL. It holds hashes of tokens and the secrets of
    webhooks; only you may read it.
    """
    with Store.open(project) as store, moving_bar("writing") as (begin, tell):
        begin(store.count_rows())
        head = store.back_up(file, named(project), now(), tell)
    size = file.stat().st_size
    say(f"{file}: {counted(head.rows['reports'], 'report')}, {counted(sum(head.rows.values()), 'row')}, "
        f"{size / 1e6:,.1f} MB")  # fmt: skip
