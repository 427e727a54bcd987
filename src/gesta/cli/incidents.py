"""``gesta incidents``: the incidents of a project, as a table, as cards, or as JSON lines."""

from __future__ import annotations

import sys

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gesta.cli.merged import card
from gesta.cli.project import PROJECT
from gesta.cli.terminal import console, counted, harmless, say
from gesta.export.words import count_words, when_words, where_words
from gesta.model.merged import MergedIncident
from gesta.model.terms import ConceptId
from gesta.store.engine import named
from gesta.store.store import Store

_SHORT = 12
"""Characters of an id in the table: every command takes the beginning of one, and so many tell a million apart."""


@click.command(short_help="List the incidents of a project.")
@PROJECT
@click.option("--format", "form", type=click.Choice(["table", "cards", "jsonl"]),
              help="Table (the default on a terminal) or cards for people, JSON lines for programs.")  # fmt: skip
@click.option("--type", "concept", metavar="TYPE", help="Incidents of one concept (bombing).")
@click.option("--country", metavar="CODE", help="Incidents in one country, by its two-letter code.")
@click.option("--since", metavar="DATE", help="Incidents on or after a day (2023-03-01).")
@click.option("--until", metavar="DATE", help="Incidents on or before a day.")
@click.option("--search", metavar="WORDS", help="Incidents of reports that hold the words.")
@click.option("--all", "everything", is_flag=True,
              help="Also statements, background, what did not happen, and what was withdrawn.")  # fmt: skip
def incidents(
    project: str,
    form: str | None,
    concept: str | None,
    country: str | None,
    since: str | None,
    until: str | None,
    search: str | None,
    everything: bool,
) -> None:
    """List the incidents of PROJECT in the order of their days, those of an unknown day last."""
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    type_ = ConceptId(concept) if concept else None
    found = 0
    screen = console()
    with Store.open(project) as store:
        listed = Table(box=None, header_style="dim", pad_edge=False)
        for name in ("incident", "day", "what", "where", "killed", "injured", "sources", "confidence"):
            listed.add_column(name, overflow="fold", no_wrap=name == "incident")
        for incident in store.incidents(
            type=type_, country=country, since=since, until=until, text=search, shown_only=not everything
        ):
            found += 1
            if form == "jsonl":
                sys.stdout.buffer.write(msgspec.json.encode(incident) + b"\n")
            elif form == "cards":
                screen.print(card(incident))
            else:
                listed.add_row(*(Text(harmless(cell)) for cell in _cells(incident)))
    if form == "table" and found:
        screen.print(listed)
    say(f"{named(project)}: {counted(found, 'incident')}")


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
