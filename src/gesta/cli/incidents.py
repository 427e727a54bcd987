"""``gesta incidents``: the incidents of a project, as a table, as cards, or as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gesta.cli.filtering import filtered
from gesta.cli.merged import card
from gesta.cli.project import PROJECT, codebook_of
from gesta.cli.terminal import console, counted, say
from gesta.export.words import count_words, when_words, where_words
from gesta.model.filters import EVERYTHING, SHOWN, Filter
from gesta.model.merged import MergedIncident
from gesta.model.plain import harmless, harmless_lines
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import When
from gesta.query.concepts import narrowed
from gesta.query.told import told
from gesta.store.engine import named
from gesta.store.store import Store

_SHORT = 12
"""Characters of an id in the table: every command takes the beginning of one, and so many tell a million apart."""
_COLUMNS = ("incident", "day", "what", "where", "killed", "injured", "sources", "grade")
_WHOLE = ("incident", "day", "sources", "grade")
"""Columns that keep their width, so that what and where have the rest."""
_TOLL = 8
"""Characters of the column of a toll: "at least" on a line, its number on the next."""
_LENGTHS = {"year": 4, "month": 7, "day": 10, "part_of_day": 10}
"""Characters of an ISO time that name the day, or what is known of it."""


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
    listed: list[tuple[str, ...]] = []
    with Store.open(project) as store:
        for incident in store.incidents(narrowed(wanted, codebook_of(store))):
            found += 1
            if form == "jsonl":
                sys.stdout.buffer.write(msgspec.json.encode(incident) + b"\n")
            elif form == "cards":
                screen.print(card(incident))
            else:
                listed.append(_cells(incident))
        unread, _ = store.unread_reports(0)
    if listed:
        screen.print(_table(listed))
    asked = "" if wanted in (SHOWN, EVERYTHING) else f": {told(wanted)}"
    waiting = f"; {counted(unread, 'report')} to be read by `gesta run {named(project)}`" if unread else ""
    say(f"{named(project)}: {counted(found, 'incident')}{asked}{waiting}")


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """The rows under the names of their columns, made for 80 characters: a toll that nobody tells has no column."""
    told = [place for place, name in enumerate(_COLUMNS) if name not in COUNT_FIELDS or any(row[place] for row in rows)]
    table = Table(box=None, header_style="dim", padding=(0, 1, 0, 0))
    for place in told:
        name = _COLUMNS[place]
        wide = _TOLL if name in COUNT_FIELDS else None
        table.add_column(name, overflow="fold", no_wrap=name in _WHOLE, max_width=wide)
    for row in rows:
        table.add_row(*(Text(harmless_lines(row[place])) for place in told))
    return table


def _cells(incident: MergedIncident) -> tuple[str, ...]:
    counts = incident.counts
    state = "" if incident.realis == "actual" else f" ({incident.realis})"
    status = "" if incident.status == "machine" else f" [{incident.status}]"
    return (
        incident.id[:_SHORT],
        _day(incident.when),
        incident.label + state + status,
        harmless(where_words(msgspec.structs.replace(incident.where, within=(), admin1=None))),
        harmless(count_words(counts.killed)) if counts.killed else "",
        harmless(count_words(counts.injured)) if counts.injured else "",
        f"{incident.sources} of {len(incident.reports)}",
        f"{incident.grade.reliability}{incident.grade.credibility}",
    )


def _day(when: When) -> str:
    """The day, month or year as a number ("2023-03-01", "2023-03"), else both ends, one below the other."""
    if when.start is None or when.end is None:
        return "unknown" if when.start == when.end else when_words(when)
    if (length := _LENGTHS.get(when.precision)) is not None:
        return when.start[:length]
    return "\n".join(dict.fromkeys((when.start[:10], when.end[:10])))
