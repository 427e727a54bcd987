"""``gesta incidents``: the incidents of a project, as a table, as cards, or as JSON lines."""

from __future__ import annotations

import sys

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gesta.cli.filtering import filtered
from gesta.cli.merged import card
from gesta.cli.project import PROJECT, codebook_of
from gesta.cli.terminal import console, counted, harmless, say
from gesta.export.words import count_words, when_words, where_words
from gesta.model.filters import EVERYTHING, SHOWN, Filter
from gesta.model.merged import MergedIncident
from gesta.query.concepts import narrowed
from gesta.query.told import told
from gesta.store.engine import named
from gesta.store.store import Store

_SHORT = 12
"""Characters of an id in the table: every command takes the beginning of one, and so many tell a million apart."""


@click.command(short_help="List the incidents of a project.")
@PROJECT
@click.option("--format", "form", type=click.Choice(["table", "cards", "jsonl"]),
              help="Table (the default on a terminal) or cards for people, JSON lines for programs.")  # fmt: skip
@filtered
def incidents(project: str, form: str | None, wanted: Filter) -> None:
    """List the incidents of PROJECT in the order of their days, those of an unknown day last."""
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    found = 0
    screen = console()
    with Store.open(project) as store:
        listed = Table(box=None, header_style="dim", pad_edge=False)
        for name in ("incident", "day", "what", "where", "killed", "injured", "sources", "confidence"):
            listed.add_column(name, overflow="fold", no_wrap=name == "incident")
        for incident in store.incidents(narrowed(wanted, codebook_of(store))):
            found += 1
            if form == "jsonl":
                sys.stdout.buffer.write(msgspec.json.encode(incident) + b"\n")
            elif form == "cards":
                screen.print(card(incident))
            else:
                listed.add_row(*(Text(harmless(cell)) for cell in _cells(incident)))
    if form == "table" and found:
        screen.print(listed)
    asked = "" if wanted in (SHOWN, EVERYTHING) else f": {told(wanted)}"
    say(f"{named(project)}: {counted(found, 'incident')}{asked}")


def _cells(incident: MergedIncident) -> tuple[str, ...]:
    counts = incident.counts
    state = "" if incident.realis == "actual" else f" ({incident.realis})"
    status = "" if incident.status == "machine" else f" [{incident.status}]"
    return (
        incident.id[:_SHORT],
        when_words(incident.when),
        incident.label + state + status,
        where_words(incident.where),
        count_words(counts.killed) if counts.killed else "",
        count_words(counts.injured) if counts.injured else "",
        f"{incident.sources} of {counted(len(incident.reports), 'report')}",
        f"{incident.confidence.value:.2f} {incident.grade.reliability}{incident.grade.credibility}",
    )
