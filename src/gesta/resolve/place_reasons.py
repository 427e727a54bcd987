"""What speaks for a place: named reasons with their strength, from its name, its kind and what the document names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer, Named, Place
from gesta.model.terms import PlaceLevel

_NEAR_KM = 120.0
_FAINT = 0.02
_UNITS = frozenset({"country", "admin1"})
_SMALL = 50_000
"""People of a town that readers do not think of before a site of its name that news names."""
_LARGE = 250_000
"""People of a town that news names without its state, more often than its small namesakes together."""
_FILED = 90_000
"""People of a town of which a dateline or an outlet gives the name alone."""
_GREAT = 1_000_000
_LARGER = 2.0
"""So many times the people of a first-order unit has a town of its name that is meant before it."""
_OWN_WORDS = (" Township", " City", " Village")
"""Unit words that names of towns end with."""
OF_TEXT = frozenset(
    {
        "container",
        "other container",
        "contents",
        "bare dateline",
        "country",
        "admin1",
        "within",
        "near",
        "namesake of capital",
    }
)
"""Reasons that come from the text, not from the name and the gazetteer alone."""
Told = tuple[str, float, str]
"""A reason: its name in the table of weights, its strength, the detail a reader is told."""
Unit = tuple[str, str]
"""A country code and the name of one of its first-order units."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of a document says: shares of countries and units, the places of its other names, those names."""

    countries: Mapping[str, float]
    admin1: Mapping[Unit, float]
    chosen: Sequence[tuple[Place, float]]
    names: frozenset[str]


def of_name(named: Named, namesakes: Sequence[Named], unit: PlaceLevel | None, gazetteer: Gazetteer) -> Iterator[Told]:
    """What the name alone says for the place, ``namesakes`` being all places of that name."""
    place = named.place
    yield f"level {place.level}", 1.0, place.level
    if place.level != "country":
        yield "people", math.log10(place.population + 1), f"{place.population:,}"
    if place.level == "city" and place.population >= _LARGE:
        yield "large town", 1.0, f"{place.population:,}"
    if place.curated:
        yield "curated", 1.0, "an overlay names it"
    if named.kind == "variant" or (named.kind == "alternate" and not place.curated):
        yield f"{named.kind} name", 1.0, named.kind
    if gazetteer.is_capital(place):
        yield "capital", 1.0, place.country or ""
    if namesake := _namesake(named, namesakes, unit):
        yield namesake, 1.0, place.name
    if unit is not None:
        own = named.kind == "main" and place.name.endswith(_OWN_WORDS)
        yield from _unit_word(place.level, unit, own)


def is_outdone(place: Place, namesakes: Sequence[Named], gazetteer: Gazetteer) -> bool:
    """True for a town called as a capital of a million people: of it news tells where it lies, or it is local news."""
    if place.level == "country" or place.population >= _LARGE:
        return False
    return any(
        each.kind != "variant" and each.place.population >= _GREAT and gazetteer.is_capital(each.place)
        for each in namesakes
    )


def _unit_word(level: PlaceLevel, unit: PlaceLevel, own: bool) -> Iterator[Told]:
    """``own``: the word is part of the place's name, whatever its level is ("Clinton Township" is a town)."""
    fits = own or level == unit or (unit == "admin1" and level == "district")
    yield "unit word" if fits else "other unit word", 1.0, unit
    if own or level == unit:
        yield "exact unit word", 1.0, unit


def _namesake(named: Named, places: Sequence[Named], unit: PlaceLevel | None) -> str | None:
    """What a place loses to where no word such as "province" tells them apart: a town to its country ("Guatemala") or
    to a curated unit or site ("Gaza", "White House"), a unit to the town that it is called after ("Alexandria") or to
    one of many more people anywhere."""
    place = named.place
    if place.level == "country" or unit is not None or (place.curated and place.level != "city"):
        return None
    if any(n.place.level == "country" and n.kind != "variant" and n.place.country == place.country for n in places):
        return "namesake of country"
    if place.level == "city":
        units = (n.place for n in places if n.place.curated and _outdoes(n.place, place))
        return "namesake of country" if any(other.country == place.country for other in units) else None
    if place.level not in ("admin1", "district"):
        return None
    towns = [n.place for n in places if n.place.level == "city" and n.kind != "variant"]
    if place.level == "admin1" and any(town.population > _LARGER * place.population for town in towns):
        return "namesake of town"
    own = (town for town in towns if town.country == place.country)
    inside = any(town.admin1 == place.admin1 or flat_km(town, place) < place.radius_km for town in own)
    return "namesake of town" if inside else None


def _outdoes(curated: Place, town: Place) -> bool:
    """True for a curated unit, and for a curated site that small towns are called after."""
    return curated.level == "admin1" or (curated.level == "site" and town.population < _SMALL)


def of_container(place: Place, holders: Sequence[Place], names: Sequence[str]) -> Iterator[Told]:
    """What the names that the text says hold the place say for it; nothing where the text tells no such name."""
    if holders:
        held = any(holds(holder, place) for holder in holders)
        yield "container" if held else "other container", 1.0, ", ".join(names)


def of_contents(place: Place, contents: Sequence[Place]) -> Iterator[Told]:
    """What the names that the text puts in it say for a country or unit: that it holds a place of such a name."""
    inside = place.level in _UNITS and next((each for each in contents if holds(place, each)), None)
    if inside:
        yield "contents", 1.0, inside.name


def of_dateline(place: Place, gazetteer: Gazetteer) -> Iterator[Told]:
    """What a dateline or an outlet that gives the name alone says: only towns that its readers know stand there so."""
    if place.level == "city" and (place.population >= _FILED or gazetteer.is_capital(place)):
        yield "bare dateline", 1.0, place.name


def holds(holder: Place, place: Place) -> bool:
    """True when the place lies in the holder: by its units, or near the middle of a town or site that holds it."""
    if holder.id == place.id or (holder.country is not None and holder.country != place.country):
        return False
    if holder.level == "country":
        return place.level != "country"
    if holder.level == "admin1":
        return place.admin1 == holder.name and place.level not in ("country", "admin1")
    return holder.name in place.within or flat_km(holder, place) < holder.radius_km + 25


def of_context(place: Place, context: Context, *, outdone: bool) -> Iterator[Told]:
    """What the rest of the document says for the place; against one that is ``outdone`` that it names nothing else of
    its first-order unit."""
    if share := context.countries.get(place.country or "", 0.0):
        yield "country", share, place.country or ""
    if place.level in ("country", "admin1", "region"):
        return
    share = context.admin1.get((place.country or "", place.admin1 or ""), 0.0)
    within = any(fold(name) in context.names for name in (*place.within, place.admin1 or ""))
    if share:
        yield "admin1", share, place.admin1 or ""
    if within:
        yield "within", 1.0, ", ".join(place.within) or place.admin1 or ""
    if outdone and not share and not within:
        yield "namesake of capital", 1.0, place.name
    near, name = _nearest(place, context.chosen)
    if near > _FAINT:
        yield "near", near, name


def _nearest(place: Place, chosen: Sequence[tuple[Place, float]]) -> tuple[float, str]:
    best, name = 0.0, ""
    for other, share in chosen:
        if abs(other.lat - place.lat) < 4 and other.id != place.id:
            reach = _NEAR_KM + other.radius_km
            vague = 0.5 if other.level in ("admin1", "region") else 1.0
            value = share * math.exp(-flat_km(other, place) / reach) * vague
            if value > best:
                best, name = value, other.name
    return best, name


def flat_km(first: Place, second: Place) -> float:
    """Kilometres on a flat map about the two places; good to a per cent over the distances that count here."""
    gap = abs(first.lon - second.lon)
    east = min(gap, 360.0 - gap) * math.cos(math.radians((first.lat + second.lat) / 2))
    return 111.195 * math.hypot(first.lat - second.lat, east)
