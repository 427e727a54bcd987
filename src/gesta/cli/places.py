"""``gesta places``: what a place name may mean, and what speaks for each of the places that bear it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.text import Text

from gesta.cli.terminal import console, harmless
from gesta.errors import UsageError
from gesta.knowledge import countries
from gesta.knowledge.disputed import claimed_by
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.resolve.place_scores import Hints, Toponym, Weighed, explained
from gesta.resolve.place_weights import weights
from gesta.resolve.toponyms import expand, plain
from gesta.text.dates import read_date

_SHOWN = 8
_DOCUMENT_COUNTRY = 3.0
"""What --country counts for: three mentions of the country in a document."""


@click.group()
def places() -> None:
    """Look into the gazetteer that places are resolved with."""


@places.command()
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="The day that is asked about; places are the same on every day.")
@click.option("--country", metavar="CC", help="A country that the document speaks of (its name or two-letter code).")
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

    Exit status 1 when nothing bears the name.
    """
    if day is not None and read_date(day) is None:
        raise UsageError(f"--on {day}: not a date; give it as 2022-09-29")
    gazetteer = Gazetteer(overlays=overlay_files(overlays))
    hints = Hints({_code(country): _DOCUMENT_COUNTRY} if country else {})
    asked = Toponym(0, len(name), expand(name), (expand(within),) if within else ())
    beside = [Toponym(0, len(near), expand(near))] if near else []
    found, *_ = explained(plain([asked, *beside], gazetteer), hints, gazetteer, weights())
    _print(found[: None if everything else _SHOWN], gazetteer.licences())
    if not found:
        click.echo(f"nothing bears the name {harmless(name)}", err=True)
    elif len(found) > _SHOWN and not everything:
        click.echo(f"{len(found) - _SHOWN} more; --all shows them", err=True)
    sys.exit(0 if found else 1)


def _code(given: str) -> str:
    code = given.upper() if countries.country(given.upper()) else countries.country_of(given)
    if code is None:
        raise UsageError(f"--country {given}: no country is called so")
    return code


def _print(found: Sequence[Weighed], licences: Mapping[str, str]) -> None:
    screen = console()
    for each in found:
        place = each.named.place
        units = (place.name, *place.within, place.admin1 if place.level != "admin1" else None, place.country)
        title = ", ".join(dict.fromkeys(unit for unit in units if unit))
        screen.print(Text(harmless(f"{each.total:6.2f}  {title}"), style="bold"), soft_wrap=True)
        spot = f"{place.level}; {place.lat:.5f}, {place.lon:.5f}; radius {place.radius_km:g} km; {place.id}"
        licence = licences.get(place.source, "your own")
        screen.print(f"        {spot}; {each.share:.0%} of the name; {place.source} ({licence})", soft_wrap=True)
        for reason, strength, detail in each.told:
            weight = weights()[reason] * strength
            screen.print(harmless(f"        {weight:+6.2f}  {reason}  {detail}"), soft_wrap=True)
        if claimants := claimed_by(place):
            screen.print(harmless(f"        disputed: claimed by {claimants}"), soft_wrap=True)
