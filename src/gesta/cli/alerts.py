"""``gesta alerts``: filters that are watched, and what is told of them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from gesta.cli.filtering import filtered
from gesta.cli.project import PROJECT, codebook_of, now
from gesta.cli.review import named as person
from gesta.cli.terminal import console, counted, harmless, say
from gesta.errors import UsageError
from gesta.model.alerts import ALERT_KINDS
from gesta.model.filters import Filter
from gesta.query import read_query, told
from gesta.store.store import Store

_RECENT = 5


@click.group()
def alerts() -> None:
    """Watch filters: a post or a message when an incident enters, changes its toll, or is withdrawn."""


@alerts.command("add", short_help="Watch a filter.")
@PROJECT
@click.option("--webhook", metavar="URL", help="Post JSON to the address, signed with a secret that is told once.")
@click.option("--mail", metavar="ADDRESS", help="Write messages to the address into the outbox, a Maildir.")
@click.option("--name", metavar="TEXT", help="What it is called; the filter in words by default.")
@click.option("--kind", "kinds", type=click.Choice(ALERT_KINDS), multiple=True,
              help="What is told; all three by default. Repeatable.")  # fmt: skip
@click.option("--quiet", metavar="HH:MM-HH:MM", help="Hours in which nothing is sent; it is sent after them.")
@click.option("--zone", default="UTC", show_default=True, metavar="ZONE", help="Time zone of the quiet hours.")
@click.option("--private", is_flag=True, help="The webhook may be in a private network.")
@click.option("--who", metavar="NAME", help="Whose rule it is; your login name by default.")
@filtered
def add_command(
    project: str, webhook: str | None, mail: str | None, name: str | None, kinds: tuple[str, ...], quiet: str | None,
    zone: str, private: bool, who: str | None, wanted: Filter,
) -> None:  # fmt: skip
    """Watch a filter of PROJECT from now on. `gesta alerts send` and `gesta serve` send what there is to tell."""
    from gesta.api.alert_rules import made

    target = webhook or mail
    if target is None or (webhook and mail):
        raise UsageError("say how to tell it: --webhook URL or --mail ADDRESS")
    with Store.open(project) as store:
        rule = made(
            store, codebook_of(store), project, wanted, "webhook" if webhook else "outbox", target, name=name,
            kinds=kinds or ALERT_KINDS, quiet=quiet, zone=zone, who=person(who), at=now(), private=private,
        )  # fmt: skip
    click.echo(rule.id)
    say(f"{rule.name}: {told(wanted)}, to {rule.target}")
    if rule.secret is not None:
        say(f"secret of its signatures, told only now: {rule.secret}")


@alerts.command("list", short_help="List the rules and what they told.")
@PROJECT
@click.option("--all", "ended", is_flag=True, help="Those that were ended too.")
def list_command(project: str, ended: bool) -> None:
    """List the rules of PROJECT with their deliveries."""
    with Store.open(project) as store:
        found, counts = store.alerts(ended=ended), store.delivery_counts()
        listed = Table(box=None, header_style="dim", pad_edge=False)
        for column in ("alert", "name", "filter", "tells", "to", "quiet", "sent", "waiting", "failed"):
            listed.add_column(column, overflow="fold", no_wrap=column == "alert")
        failures: list[str] = []
        for rule in found:
            by = counts.get(rule.id, {})
            quiet = f"{rule.quiet} {rule.zone}" if rule.quiet else ""
            waiting = by.get("waiting", 0) + by.get("sending", 0)
            cells = (rule.id, rule.name + (" (ended)" if rule.ended_at else ""), told(read_query(rule.query)),
                     ", ".join(rule.kinds), rule.target, quiet, *map(str, (by.get("sent", 0), waiting,
                     by.get("failed", 0))))  # fmt: skip
            listed.add_row(*(Text(harmless(cell)) for cell in cells))
            if by.get("failed"):
                failed = [each for each in store.deliveries(rule.id, 1000) if each.status == "failed"][:_RECENT]
                failures += [f"{rule.id}: {each.incident} {each.kind}: {each.detail}" for each in failed]
    if found:
        console().print(listed)
    for line in failures:
        say(line)
    say(counted(len(found), "alert"))


@alerts.command("end", short_help="Watch no more.")
@PROJECT
@click.argument("alert")
def end_command(project: str, alert: str) -> None:
    """End the rule ALERT of PROJECT: what waits is not sent any more."""
    with Store.open(project) as store:
        if not store.end_alert(alert, now()):
            raise UsageError(f"there is no alert {alert} that holds; `gesta alerts list` has them")
    say(f"{alert} ended")


@alerts.command("send", short_help="Send what there is to tell.")
@PROJECT
def send_command(project: str) -> None:
    """Send what there is to tell of the changes of PROJECT, once; exit status 1 when something was not sent.

    Nothing is sent twice, however often and by how many processes this is run; `gesta serve` does it by itself.
    """
    from gesta.api.alert_channels import Post
    from gesta.pipeline.alerting import Sender

    with Store.open(project) as store:
        done = Sender(store, codebook_of(store), Post(project)).round()
    tried, sent = done["claimed"], done["sent"]
    say(f"{Path(project).name}: {counted(sent, 'message')} sent" + (f", {tried - sent} not" if tried > sent else ""))
    sys.exit(1 if tried > sent else 0)
