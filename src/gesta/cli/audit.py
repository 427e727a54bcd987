"""``gesta audit``: who did what in a project, in order."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
import msgspec

from gesta.cli.project import PROJECT
from gesta.store.store import Store


class Deed(msgspec.Struct, frozen=True, order=True):
    """Something that somebody did. ``at``: ISO 8601 in UTC; ``did``: what; ``to``: its id; ``detail``: in words.

    ``who``: None where the project does not keep it: tokens are made and revoked on the machine that holds the project.
    """

    at: str
    did: str
    to: str
    who: str | None = None
    detail: str = ""


@click.command(short_help="Who did what in a project, and when.")
@PROJECT
@click.option("--since", default="", metavar="DATE", help="Only what was done on that day or later (ISO 8601).")
def audit(project: str, since: str) -> None:
    """Write what people did in PROJECT, a JSON line each, the oldest first.

    Judgements and answers of second readers, releases, tokens made and revoked, alerts made and ended. All of it is
    appended and never changed; sign-ins are not kept. What became of incidents is in `gesta changes`.
    """
    with Store.open(project) as store:
        done = sorted(deeds(store), key=lambda each: (each.at, each.did, each.to))
    for each in done:
        if each.at >= since:
            sys.stdout.buffer.write(msgspec.json.encode(each) + b"\n")


def deeds(store: Store) -> Iterator[Deed]:
    """Everything that the project keeps of who did what, in no order."""
    for judgement in store.judgements():
        about = ", ".join(sorted({anchor.report for anchor in judgement.anchors}))
        detail = f"{judgement.why} ({judgement.undoes or judgement.field or about})".strip()
        yield Deed(judgement.at, f"judged: {judgement.kind}", judgement.id, judgement.who, detail)
    for reading in store.second_readings():
        yield Deed(reading.at, "read a second time", reading.question, reading.who, reading.answer)
    for release in store.releases():
        yield Deed(release.at, "released", release.name, release.who, release.note)
    for token in store.tokens():
        detail = f"for {token.who}, {token.role}"
        yield Deed(token.made_at, "made a token", token.id, None, detail)
        if token.revoked_at is not None:
            yield Deed(token.revoked_at, "revoked a token", token.id, None, detail)
    for alert in store.alerts(ended=True):
        yield Deed(alert.made_at, "made an alert", alert.id, alert.who, f"{alert.name}: {alert.how} to {alert.target}")
        if alert.ended_at is not None:
            yield Deed(alert.ended_at, "ended an alert", alert.id, None, alert.name)
