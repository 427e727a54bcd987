"""``gesta release``: a state of the record frozen under a name, to be cited."""

from __future__ import annotations

import sys

import click
import msgspec

from gesta.cli.filtering import filtered
from gesta.cli.project import PROJECT, codebook_of, now
from gesta.cli.terminal import counted, harmless, say
from gesta.model.filters import SHOWN, Filter
from gesta.store.engine import named
from gesta.store.store import Store


@click.command(short_help="Freeze incidents under a name, to be cited.")
@PROJECT
@click.argument("name", required=False)
@click.option("--note", metavar="TEXT", default="", help="What it is for; kept with it.")
@click.option("--who", metavar="NAME", help="Who freezes it; your login name by default.")
@click.option("--list", "listing", is_flag=True, help="Write every release as a JSON line, the newest first.")
@filtered
def release(project: str, name: str | None, note: str, who: str | None, listing: bool, wanted: Filter) -> None:
    """Freeze the incidents of PROJECT under NAME. What is frozen is never changed: neither by a later run or decision
    nor by another release. `gesta serve` serves it at /releases/NAME.jsonl, .csv, .geojson and .parquet.
    """
    from gesta.api.freezing import card, freeze
    from gesta.cli.review import named as person

    if listing == (name is not None):
        raise click.UsageError("give a name, or --list")
    with Store.open(project) as store:
        if name is None:
            for each in store.releases():
                sys.stdout.buffer.write(msgspec.json.encode(card(each)) + b"\n")
            return
        if waiting := len(store.dirty()):
            say(f"{named(project)}: {counted(waiting, 'account')} not merged yet; `gesta run` does it")
        made = freeze(store, codebook_of(store), name, wanted, who=person(who), at=now(), note=harmless(note))
    sys.stdout.buffer.write(msgspec.json.encode(card(made)) + b"\n")
    asked = "" if wanted == SHOWN else f": {card(made).asked}"
    say(f"{named(project)}: {counted(made.incidents, 'incident')} frozen as {made.name}{asked}")
