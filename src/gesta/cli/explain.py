"""``gesta explain``: every claim of an incident with speaker, words and sentence, and why the score is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gesta.errors import DataError, Problem, UsageError
from gesta.model.incidents import Claim, Incident, Record
from gesta.model.jsonl import decode


@click.command()
@click.argument("path", metavar="READ.JSONL|-", type=click.Path(allow_dash=True, path_type=Path))
@click.argument("wanted", metavar="[ID]", required=False)
def explain(path: Path, wanted: str | None) -> None:
    """Explain incidents in the output of `gesta read --format jsonl`.

    ID is an incident's id or the beginning of one; without it every incident is explained.
    """
    console = Console(highlight=False)
    found = [
        (record, incident)
        for record in _records(path)
        for incident in record.incidents
        if wanted is None or incident.id.startswith(wanted)
    ]
    if not found:
        raise UsageError(f"no incident {wanted or ''} in {path}")
    for record, incident in found:
        _explain(console, record, incident)


def _records(path: Path) -> Iterator[Record]:
    stream: BinaryIO = click.get_binary_stream("stdin") if str(path) == "-" else _open(path)
    with stream as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield decode(line)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                problem = Problem(f"{path}:{number}", str(error), "give the output of `gesta read --format jsonl`")
                raise DataError((problem,)) from None


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _explain(console: Console, record: Record, incident: Incident) -> None:
    console.rule(Text(f"{incident.label} · {incident.realis} · {incident.id}", style="bold"), align="left")
    console.print(Text(f"{record.report.source} · {record.report.id[:19]}…", style="dim"))
    table = Table("field", "value", "said by", "words", "at", box=None, header_style="dim", pad_edge=False)
    for claim in incident.claims:
        table.add_row(claim.field, _value(claim), f"{claim.speaker.name} ({claim.speaker.kind})", *_words(claim))
    console.print(table)
    console.print(Text(f"time: {incident.when.basis} · place: {incident.where.basis}", style="dim"))
    for candidate in incident.where.candidates:
        console.print(Text(f"  could also be {candidate.name}, {candidate.admin1 or '?'}, {candidate.country or '?'} "
                           f"({candidate.score})", style="dim"))  # fmt: skip
    console.print(Text(f"score {incident.score.value}:", style="bold"))
    for reason in incident.score.reasons:
        console.print(f"  {reason.weight:+.2f}  {reason.name}  [dim]{reason.detail}[/dim]")
    console.print()


def _value(claim: Claim) -> str:
    if isinstance(claim.value, dict):
        return ", ".join(f"{name} {value}" for name, value in claim.value.items() if value is not None) or "not bounded"
    return str(claim.value)


def _words(claim: Claim) -> tuple[str, str]:
    first = claim.evidence[0] if claim.evidence else None
    return (f"“{first.exact}”", f"{first.start}–{first.end}") if first else ("", "")
