"""``gesta token``: who may come in to a served project, and what they may do there."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from rich.table import Table
from rich.text import Text

from gesta.cli.project import PROJECT, now
from gesta.cli.terminal import console, harmless, say
from gesta.model.served import ROLES, Role, Token
from gesta.store.store import Store


@click.group(short_help="Let people and programs in to a served project.")
def token() -> None:
    """Let people and programs in to a project that `gesta serve` shows to others: each by a token of their own."""


@token.command(short_help="Make a token; it is shown once.")
@PROJECT
@click.option("--who", required=True, metavar="NAME", help="Whose it is; judgements made with it bear the name.")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What it allows.")
@click.option("--days", type=click.IntRange(1, 36500), help="Days after which it ends; never by default.")
def add(project: str, who: str, role: Role, days: int | None) -> None:
    """Make a token for PROJECT and write it to standard output: it is kept nowhere and cannot be shown again.

    A reader sees everything, a reviewer also decides, an admin also sets alerts.
    """
    from gesta.api.tokens import new_token

    with Store.open(project) as store:
        whole, made = new_token(store, who, role, datetime.now(UTC), days)
    click.echo(whole)
    ends = f" until {made.ends_at}" if made.ends_at else ""
    say(f"{made.id}: {made.who}, {made.role}{ends}; this is the only time it is shown")


@token.command("list", short_help="List every token made.")
@PROJECT
def list_(project: str) -> None:
    """List the tokens of PROJECT by their ids; the tokens themselves are kept nowhere."""
    with Store.open(project) as store:
        made = store.tokens()
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("id", "who", "role", "made", "state"):
        table.add_column(name, overflow="fold")
    at = now()
    for each in made:
        style = "" if each.holds(at) else "dim"
        cells = (each.id, each.who, each.role, each.made_at[:10], _state(each, at))
        table.add_row(*(Text(harmless(cell), style=style) for cell in cells))
    console().print(table if made else Text("no token yet", style="dim"))


@token.command(short_help="Take a token back.")
@PROJECT
@click.argument("id", metavar="ID")
def revoke(project: str, id: str) -> None:
    """The token of PROJECT with the ID (gst_ and eight characters) lets nobody in any more, from now on."""
    with Store.open(project) as store:
        store.revoke_token(id, now())
    say(f"{id} is revoked")


def _state(token: Token, at: str) -> str:
    if token.revoked_at:
        return f"revoked {token.revoked_at[:10]}"
    if not token.holds(at):
        return f"ended {(token.ends_at or '')[:10]}"
    return f"until {token.ends_at[:10]}" if token.ends_at else "holds"
