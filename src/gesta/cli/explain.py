"""``gesta explain``: every claim of an incident with speaker, words and sentence, and why the score is what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gesta.cli.merged import explain_merged
from gesta.cli.project import is_project
from gesta.cli.terminal import console, harmless, say
from gesta.errors import DataError, Problem, UsageError
from gesta.export.words import claim_words
from gesta.model.entities import ActorEntity
from gesta.model.filters import SHOWN
from gesta.model.incidents import Claim, Incident, Record
from gesta.model.jsonl import decode
from gesta.model.terms import IncidentId
from gesta.store.engine import named
from gesta.store.store import Store


@click.command(short_help="Explain incidents.")
@click.argument("source", metavar="PROJECT|READ.JSONL|-")
@click.argument("wanted", metavar="[ID]", required=False)
def explain(source: str, wanted: str | None) -> None:
    """Explain incidents of a project, or of the output of `gesta read --format jsonl`.

    ID is an incident's id or the beginning of one; without it every incident is explained that a listing shows.
    """
    if is_project(source):
        _of_project(source, wanted)
    else:
        _of_reading(Path(source), wanted)


def _of_project(project: str, wanted: str | None) -> None:
    screen = console()
    with Store.open(project) as store:
        if wanted is None:
            for incident in store.incidents(SHOWN):
                explain_merged(screen, incident, store.record)
            return
        for identity in _found(store, project, wanted):
            merged = store.incident(identity)
            if merged is not None:
                explain_merged(screen, merged, store.record)


def _found(store: Store, project: str, wanted: str) -> tuple[IncidentId, ...]:
    """The incidents whose id begins so; one that was merged into another leads to that one."""
    found = store.find_ids(wanted)
    if not found:
        raise UsageError(f"{named(project)}: no incident {wanted}")
    now = []
    for identity in found:
        into = store.superseded_by(identity)
        if into is not None:
            say(f"{identity} is part of {into}")
        now.append(into or identity)
    return tuple(dict.fromkeys(now))


def _of_reading(path: Path, wanted: str | None) -> None:
    screen = console()
    found = False
    for record in _records(path):
        for incident in record.incidents:
            if wanted is None or incident.id.startswith(wanted):
                found = True
                _explain(screen, record, incident)
    if not found and wanted is not None:
        raise UsageError(f"{path}: no incident {wanted}")
    if not found:
        say(f"{path}: no incident")


def _records(path: Path) -> Iterator[Record]:
    with _open(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                problem = Problem(f"{path}:{number}", str(error), "give the output of `gesta read --format jsonl`")
                raise DataError((problem,)) from None


def _open(path: Path) -> BinaryIO:
    if str(path) == "-" and sys.stdin is not None:
        return sys.stdin.buffer
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def _explain(screen: Console, record: Record, incident: Incident) -> None:
    title = f"{incident.label} · {incident.realis} · {incident.id}"
    screen.rule(Text(harmless(title), style="bold"), align="left")
    screen.print(Text(harmless(f"{record.report.source} · {record.report.id[:19]}…"), style="dim"))
    table = Table("field", "value", "said by", "words", "at", box=None, header_style="dim", pad_edge=False)
    for claim in incident.claims:
        said_by = f"{claim.speaker.name} ({claim.speaker.kind})"
        cells = (claim.field, claim_words(claim), said_by, *_words(claim))
        table.add_row(*(Text(harmless(cell)) for cell in cells))
    screen.print(table)
    lines = [f"time: {_basis(record, incident)}", f"place: {incident.where.basis}"]
    lines += [
        f"  could also be {each.name}, {each.admin1 or '?'}, {each.country or '?'} ({each.score})"
        for each in incident.where.candidates
    ]
    lines += _actors(record, incident)
    screen.print(Text("\n".join(map(harmless, lines)), style="dim"))
    screen.print(Text(f"score {incident.score.value}:", style="bold"))
    for reason in incident.score.reasons:
        screen.print(
            Text.assemble(f"  {reason.weight:+.2f}  {harmless(reason.name)}  ", (harmless(reason.detail), "dim"))
        )
    screen.print()


def _basis(record: Record, incident: Incident) -> str:
    """What the time was worked out from: its words, the basis, and the day of publication where it leans on that."""
    when, published = incident.when, record.report.published
    words = f" from “{when.text}”" if when.text else ""
    anchor = published.start or published.end if "publication" in when.basis else None
    return f"{when.basis}{words}{f', published {anchor}' if anchor else ''}"


def _actors(record: Record, incident: Incident) -> Iterator[str]:
    """What each named actor of the incident was worked out from, and who else it may be."""
    entities = {each.start: each for each in record.entities if isinstance(each, ActorEntity)}
    for actor in incident.actors:
        entity = entities.get(actor.evidence[0].start) if actor.evidence else None
        if entity is not None:
            yield f"{actor.role} {actor.name or entity.exact}: {entity.basis}"
            if entity.candidates:
                yield f"  could be {', '.join(entity.candidates)}"


def _words(claim: Claim) -> tuple[str, str]:
    first = claim.evidence[0] if claim.evidence else None
    return (f"“{first.exact}”", f"{first.start}–{first.end}") if first else ("", "")
