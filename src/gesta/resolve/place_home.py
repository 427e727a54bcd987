"""Where a local report is at home: the first-order unit that its own police, its dateline and its station agree on.

Local news names its own towns and quarters without their state. What it shows of its state decides two things: a name
that nothing but its likeness ties to a place far away is a place at home that no gazetteer has, and an act told without
a place was somewhere in that unit. A report shows it by the police of a town or county, by a dateline that tells the
unit ("NORFOLK, Va.") and by the call sign of a station; a dateline without a unit and an agency's say nothing, so that
a correspondent's capital is never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from gesta.knowledge import countries
from gesta.knowledge.places import Gazetteer, Place, distance_km
from gesta.knowledge.stations import stations
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Quote
from gesta.model.terms import PlaceId
from gesta.model.values import UNLISTED_IN, PlaceCandidate, Where

_IN_BODY = "in the name of"
_FORCE = re.compile(
    r"(?:^|; )in the name of [^;]*\b(?:police|sheriff|deputies|detectives|officers|fire|coroner|medical examiner|jail|"
    r"prosecutor|district attorney|state patrol|highway patrol)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"; (?:container|admin1|within) ")
_CONTAINER = re.compile(r"; container (?P<name>[^;,]+)")
_SHARE = 0.6
"""Share of what a report shows of its unit that must agree."""
_SURE = 0.8
_LIKELY = 0.6
"""Score from which a large town and one that a dateline or the outlet gives alone count as sure."""
_FAIR = 0.45
"""Score from which the town of a large town's own police counts as sure."""
_LARGE = 250_000
_BY_NAME = 0.5
"""Share of its weight that a small place has for which nothing but its name speaks."""
_DOUBTFUL = 0.93
_METROPOLIS = 1_000_000
"""People of a town that its bare name means in the news of other states too."""
_KNOWN = 100_000
"""People of a town that readers know without its unit."""
_FAR_KM = 161.0
_NEAR_KM = 60.0
"""A namesake over the border of the unit is no neighbour of the home from this distance on."""
_ABOUT_KM = 80.0
"""About the reach of a station or of a county's force: so far from its town may lie what it names without a state."""
_LOCAL = frozenset({"site", "neighbourhood", "city", "district"})


@dataclass(frozen=True, slots=True)
class Home:
    """Unit and country; the town or county it was shown by, with its coordinates; the words that show it."""

    admin1: str
    country: str
    town: str
    lat: float
    lon: float
    words: tuple[Quote, ...]


_Vote = tuple[Home, float, bool]
"""A unit, how much speaks for it, and whether that alone makes a report local."""


def home_of(document: Document, places: Sequence[PlaceEntity], gazetteer: Gazetteer) -> Home | None:
    """The home of the report; None where nothing shows it or where what shows it does not agree."""
    votes = [*_by_places(document, places, gazetteer), *_by_stations(document, gazetteer)]
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    for vote, weight, _ in votes:
        totals[vote.country, vote.admin1] += weight
    best = max(sorted(totals), key=lambda unit: totals[unit], default=None)
    if best is None or totals[best] < _SHARE * sum(totals.values()):
        return None
    own = [vote for vote in votes if (vote[0].country, vote[0].admin1) == best and vote[2]]
    if not own:
        return None
    first = max(own, key=lambda vote: vote[1])[0]
    return replace(first, words=tuple(word for vote, _, _ in own for word in vote.words)[:3])


def _by_places(document: Document, places: Sequence[PlaceEntity], gazetteer: Gazetteer) -> Iterator[_Vote]:
    """What the surely resolved places say; forces, datelines that tell their unit and the outlet's own town make a
    report local."""
    seen: set[str] = set()
    for place in places:
        if place.admin1 is None or place.country is None or place.lat is None or place.lon is None:
            continue
        told = _UNIT.search(place.basis) is not None
        force = _FORCE.search(place.basis) is not None and "; country " in place.basis
        large = _is_large(place, gazetteer)
        least = _LIKELY if "; bare dateline " in place.basis or large else _SURE
        least = _FAIR if large and _FORCE.search(place.basis) else least
        sure = told or place.score >= least or place.level == "admin1"
        if not sure:
            continue
        outlet = place.basis.startswith("outlet") and place.level == "city"
        local = (force or outlet or _is_local_dateline(place)) and place.level in _LOCAL
        words = (Quote(place.start, place.end, place.exact),)
        home = Home(place.admin1, place.country, place.name, place.lat, place.lon, words)
        again = place.name in seen
        seen.add(place.name)
        known = told or place.level == "admin1" or "; bare dateline " in place.basis or _is_large(place, gazetteer)
        weight = (1.5 if local else 1.0) * (1.0 if known else _BY_NAME)
        yield home, 0.2 if again else weight, local


def _is_large(place: PlaceEntity, gazetteer: Gazetteer) -> bool:
    own = gazetteer.place(place.place_id) if place.place_id else None
    return own is not None and own.level == "city" and own.population >= _LARGE


def _is_local_dateline(place: PlaceEntity) -> bool:
    """True for a dateline that tells its unit, and for an American town, the largest of which need not (AP style); a
    capital and a town told with its country are a correspondent's."""
    if not place.basis.startswith("dateline"):
        return False
    if countries.by_capital(place.name):
        return False
    large = place.country == "US" and "; country " in place.basis
    unit = _CONTAINER.search(place.basis)
    return large or (unit is not None and countries.country_of(unit["name"].title()) is None)


def _by_stations(document: Document, gazetteer: Gazetteer) -> Iterator[_Vote]:
    found = [each for each in stations(document.text) if not _in_furniture(document, each.start)]
    named = gazetteer.named({each.town for each in found})
    for each in found:
        towns = [n.place for n in named[each.town] if n.place.admin1 == each.admin1 and n.place.level == "city"]
        if towns:
            town = max(towns, key=lambda place: (place.population, place.id))
            words = (Quote(each.start, each.end, document.text[each.start : each.end]),)
            yield Home(each.admin1, town.country or "US", town.name, town.lat, town.lon, words), 1.5, True


def _in_furniture(document: Document, position: int) -> bool:
    block = document.block_at(position)
    return block is not None and block.kind == "furniture"


def at_home(place: PlaceEntity, home: Home, gazetteer: Gazetteer) -> PlaceEntity:
    """The place; one far from home that nothing but its name speaks for as an unlisted place about home, and so one
    of which the text tells only the unit that is home's too."""
    if (
        place.basis.startswith(UNLISTED_IN)
        and place.level == "unknown"
        and not place.within
        and place.admin1 == home.admin1
    ):
        return structs.replace(
            place, lat=home.lat, lon=home.lon, radius_km=_ABOUT_KM,
            basis=f"{place.basis}; about {home.town}, {_shown(home)}",
        )  # fmt: skip
    beside = place.level == "unknown" and not place.basis.startswith(UNLISTED_IN) and bool(place.candidates)
    if not (place.level in _LOCAL or beside) or place.lat is None or place.lon is None:
        return place
    if place.admin1 == home.admin1 or _UNIT.search(place.basis) or place.basis.startswith(_IN_BODY):
        return place
    reach = _NEAR_KM if "; near " in place.basis else _FAR_KM
    if _is_known(place, home, gazetteer) or distance_km(place.lat, place.lon, home.lat, home.lon) <= reach:
        return place
    taken = PlaceCandidate(
        place.place_id or PlaceId(""), place.name, place.country, place.admin1, place.lat, place.lon, 0.0
    )
    return PlaceEntity(
        place.start, place.end, place.exact, place.exact, "unknown", None, (), home.admin1, home.country,
        home.lat, home.lon, _ABOUT_KM, f"not its far namesake; about {home.town}, {_shown(home)}",
        (taken, *place.candidates)[:5], 0.3,
    )  # fmt: skip


def _is_known(place: PlaceEntity, home: Home, gazetteer: Gazetteer) -> bool:
    """True for the one town of its name that readers would think of, for what somebody wrote down, and for a sure place
    abroad; of a place beside another, whether that is one."""
    number = place.place_id or (place.candidates[0].place_id if place.level == "unknown" else None)
    own = gazetteer.place(number) if number else None
    if own is None:
        return False
    known = own.country != home.country or own.population >= _KNOWN
    metropolis = own.population >= _METROPOLIS and place.score >= _FAIR
    return own.curated or metropolis or (known and place.score >= _DOUBTFUL)


def _shown(home: Home) -> str:
    return f"the home of the report by {', '.join(dict.fromkeys(words.exact for words in home.words))}"


def about(home: Home) -> Where:
    """The wide circle about the home in which a place lies that no gazetteer has."""
    return Where(
        name=home.town, level="unknown", admin1=home.admin1, country=home.country, lat=home.lat, lon=home.lon,
        radius_km=_ABOUT_KM, basis=f"about {home.town}, {_shown(home)}", evidence=home.words,
    )  # fmt: skip


def unit_of(home: Home, gazetteer: Gazetteer) -> Where:
    """The unit of the home as the place of an act told without one."""
    named = gazetteer.named({home.admin1})[home.admin1]
    units = [n.place for n in named if n.place.level == "admin1" and n.place.country == home.country]
    unit: Place | None = units[0] if units else None
    return Where(
        name=home.admin1, level="admin1", admin1=home.admin1, country=home.country,
        lat=unit.lat if unit else None, lon=unit.lon if unit else None, radius_km=unit.radius_km if unit else None,
        place_id=unit.id if unit else None, basis=_shown(home), evidence=home.words,
    )  # fmt: skip
