"""``gesta plan``: what `gesta run` would do."""

from __future__ import annotations

import click

from gesta.cli.project import PROJECT, settings_of
from gesta.cli.terminal import counted
from gesta.pipeline.recode import stamp_of
from gesta.store.store import Store


@click.command(short_help="What a run of a project would do.")
@PROJECT
def plan(project: str) -> None:
    """Tell what `gesta run PROJECT` would do: reports to read, because they are new or were read by another reader, and
    accounts to merge again."""
    with Store.open(project) as store:
        stamp = stamp_of(settings_of(store))
        stats = store.stats()
        unread = store.count_unread(stamp)
        click.echo(f"reader    {stamp}")
        click.echo(f"reports   {stats['reports']}, of which {unread} to read")
        click.echo(f"accounts  {counted(len(store.dirty()), 'account')} to merge")
        click.echo(f"incidents {stats['incidents']}")
