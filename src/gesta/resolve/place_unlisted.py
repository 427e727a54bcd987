"""Names of places that no gazetteer has, where the text says what unit they lie in: "Elmtree, Mo."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer, Place
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Quote
from gesta.model.values import UNLISTED_IN
from gesta.resolve.place_reasons import flat_km, holds
from gesta.resolve.place_scores import Choice, Toponym

_TOWNSHIP = re.compile(r" (?:Township|Twp\.?)$", re.IGNORECASE)
_UNITS = ("admin1", "district")
_KNOWN = 250_000
"""People of a town that readers know without its state: "Denver, Texas officials" is a list, or two clauses."""

_BESIDE_KM = 75.0


def unlisted(toponyms: Sequence[Toponym], choices: Sequence[Choice], gazetteer: Gazetteer) -> Mapping[int, Place]:
    """The unit that each name lies in of which the text says so and of which the gazetteer has no place there."""
    holders: dict[str, Place] = {}
    for each, choice in zip(toponyms, choices, strict=True):
        holder = _holder(each, toponyms, choices, gazetteer) if each.stated else None
        if holder is not None and not _fits(choice, holder):
            holders.setdefault(_bare(each.name), holder)
        elif holder is not None:
            holders.pop(_bare(each.name), None)
    found: dict[int, Place] = {}
    for number, (each, choice) in enumerate(zip(toponyms, choices, strict=True)):
        unit = holders.get(_bare(each.name))
        if unit is not None and not _fits(choice, unit):
            found[number] = unit
    return found


def _bare(name: str) -> str:
    """The name folded, a township by its own words only: police of "Elm Township" are the "Elm police"."""
    return fold(_TOWNSHIP.sub("", name))


def _fits(choice: Choice, holder: Place) -> bool:
    """True for a place of the unit, and for one that the words after it can hardly be meant to place."""
    place = choice.place
    if place is None:
        return False
    if place.level == "district":
        return _near(holder, place)
    if place.level not in ("city", "site", "neighbourhood"):
        return True
    return _near(holder, place) or place.population >= _KNOWN or any(_near(holder, other) for other, _ in choice.others)


def _near(holder: Place, place: Place) -> bool:
    """True for a place in the unit, or by a border of a second-order unit that towns may lie across, or about the unit
    where the gazetteer does not say in which it lies."""
    same = holder.country == place.country
    beside = same and holder.level == "district" and holder.admin1 == place.admin1
    about = same and place.admin1 is None and flat_km(holder, place) < holder.radius_km + _BESIDE_KM
    return holds(holder, place) or about or (beside and flat_km(holder, place) < _BESIDE_KM)


def _holder(
    each: Toponym, toponyms: Sequence[Toponym], choices: Sequence[Choice], gazetteer: Gazetteer
) -> Place | None:
    """What the first name that holds the place was taken for; where it was not found, the one unit that bears it."""
    name = _bare(each.containers[0])
    for other, choice in zip(toponyms, choices, strict=True):
        if _bare(other.name) == name and choice.place is not None:
            return choice.place if choice.place.level in _UNITS else None
    named = gazetteer.named({each.containers[0]})[each.containers[0]]
    places = [found.place for found in named if found.kind == "main"]
    units = [place for place in places if place.level == "admin1"]
    return units[0] if len(units) == 1 and not any(place.level == "country" for place in places) else None


def held(words: Quote, holder: Place) -> PlaceEntity:
    """The name as an unknown place of the unit: at the unit's middle, and of the unit's size."""
    within = (holder.name, *holder.within) if holder.level != "admin1" else ()
    admin1 = holder.name if holder.level == "admin1" else holder.admin1
    return PlaceEntity(
        words.start, words.end, words.exact, words.exact, "unknown", None, within, admin1, holder.country,
        holder.lat, holder.lon, holder.radius_km, f"{UNLISTED_IN}{holder.name}", (), 0.5,
    )  # fmt: skip
