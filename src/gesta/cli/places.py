"""``gesta places``: what a place name may mean, and what speaks for each of the places that bear it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.text import Text

from gesta.cli.options import country_code
from gesta.cli.terminal import console, harmless, say
from gesta.errors import UsageError
from gesta.knowledge import countries
from gesta.knowledge.disputed import claimed_by
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.resolve.place_scores import Hints, Toponym, Weighed, explained
from gesta.resolve.place_states import expand
from gesta.resolve.place_weights import weights
from gesta.resolve.toponyms import plain
from gesta.text.dates import read_date

_SHOWN = 8
_DOCUMENT_COUNTRY = 3.0
"""What --country counts for: three mentions of the country in a document."""


@click.group()
def places() -> None:
    """Ask which places a name may mean, and why."""


@places.command(short_help="Explain every place that a name may mean.")
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="As of `gesta actors find`; places are the same on every day.")
@click.option("--country", metavar="COUNTRY", help="A country that the document speaks of.")
@click.option("--near", metavar="NAME", help="Another place that the document names.")
@click.option("--within", metavar="NAME", help="What the text says holds it, as in 'Paris, Texas'.")
@click.option("--all", "everything", is_flag=True, help="Every candidate that is weighed, not the first eight.")
@click.option("--overlay", "overlays", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Directory of your own knowledge; its folder places holds YAML or GeoNames dumps.")  # fmt: skip
def find(
    name: str,
    day: str | None,
    country: str | None,
    near: str | None,
    within: str | None,
    everything: bool,
    overlays: tuple[Path, ...],
) -> None:
    """Explain every place that NAME may mean: its reasons with their weights, the likeliest first.

    Exit status 1 when no place is known by it.
    """
    if day is not None and read_date(day) is None:
        raise UsageError(f"--on {day}: not a date; give it as 2022-09-29")
    gazetteer = Gazetteer(overlays=overlay_files(overlays))
    hints = Hints({country_code(country, countries.shipped()): _DOCUMENT_COUNTRY} if country else {})
    asked = Toponym(0, len(name), expand(name), (expand(within),) if within else ())
    beside = [Toponym(0, len(near), expand(near))] if near else []
    found, *others = explained(plain([asked, *beside], gazetteer), hints, gazetteer, weights())
    _print(found[: None if everything else _SHOWN], gazetteer.licences())
    if near and not any(others):
        say(f"--near {near}: no place is known by that name; it counts for nothing")
    if not found:
        say(f"no place is known as {name!r}")
    elif len(found) > _SHOWN and not everything:
        say(f"{len(found) - _SHOWN} more; --all shows them")
    sys.exit(0 if found else 1)


def _print(found: Sequence[Weighed], licences: Mapping[str, str]) -> None:
    screen = console()
    for each in found:
        place = each.named.place
        units = (place.name, *place.within, place.admin1 if place.level != "admin1" else None, place.country)
        title = ", ".join(dict.fromkeys(unit for unit in units if unit))
        screen.print(Text(harmless(f"{each.total:6.2f}  {title}"), style="bold"), soft_wrap=True)
        spot = f"{place.level}; {place.lat:.5f}, {place.lon:.5f}; radius {place.radius_km:g} km; {place.id}"
        licence = licences.get(place.source, "your own")
        screen.print(f"        {spot}; {each.share:.0%} likely; {place.source} ({licence})", soft_wrap=True)
        for reason, strength, detail in each.told:
            weight = weights()[reason] * strength
            said = "" if detail in reason.split() else detail
            if round(weight, 2):
                screen.print(harmless(f"        {weight:+6.2f}  {reason:<18}{said}").rstrip(), soft_wrap=True)
        if claimants := claimed_by(place):
            screen.print(harmless(f"        disputed: claimed by {claimants}"), soft_wrap=True)
