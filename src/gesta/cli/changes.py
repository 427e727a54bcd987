"""``gesta changes``: what became of the incidents of a project, in order."""

from __future__ import annotations

import sys

import click
import msgspec

from gesta.cli.project import PROJECT
from gesta.store.store import Store


@click.command(short_help="What became of a project's incidents.")
@PROJECT
@click.option("--since", type=click.IntRange(0), default=0, metavar="SEQ", help="Changes after this number.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many.")
def changes(project: str, since: int, limit: int) -> None:
    """Write the change feed of PROJECT, a JSON line each: what was created, updated, merged, split or withdrawn.

    Each has a number (`seq`) that only grows; a program keeps the last one it saw and asks for those after it.
    """
    with Store.open(project) as store:
        for change in store.changes(since, limit):
            sys.stdout.buffer.write(msgspec.json.encode(change) + b"\n")
