"""Places as the value of a judgement, and the one place that a person means by a name or an id."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.errors import UsageError
from gesta.knowledge.countries import shipped
from gesta.knowledge.places import Gazetteer, Place, distance_km
from gesta.model.incidents import Scalar
from gesta.model.terms import PlaceId, PlaceLevel
from gesta.model.values import PlaceCandidate, Where

_MOST_SHOWN = 8
"""Places listed where a name may mean several."""
_LEVELS: tuple[PlaceLevel, ...] = (
    "site", "neighbourhood", "city", "district", "admin1", "country", "region", "unknown",
)  # fmt: skip
"""From the finest on."""
_NEAR_KM = 20.0
"""A unit's label point may lie so much further from a town in it than the unit's size says."""
UNKNOWN: dict[str, Scalar] = {"level": "unknown"}
"""The value that says that the place is not known."""


def told_value(where: Where) -> dict[str, Scalar]:
    """The place that an incident has, as a value."""
    parts: dict[str, Scalar] = {
        "name": where.name, "level": where.level, "admin1": where.admin1, "country": where.country,
        "lat": where.lat, "lon": where.lon, "radius_km": where.radius_km, "place_id": where.place_id,
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part is not None}


def place_value(place: Place) -> dict[str, Scalar]:
    """A place of the gazetteer as a value."""
    return told_value(
        Where(place.name, place.level, (), place.admin1, place.country, place.lat, place.lon, place.radius_km, place.id)
    )


def candidate_value(candidate: PlaceCandidate, gazetteer: Gazetteer) -> dict[str, Scalar]:
    """A place that the words could mean as a value, with what the gazetteer knows of it."""
    known = gazetteer.place(candidate.place_id)
    if known is not None:
        return place_value(known)
    return told_value(
        Where(
            candidate.name, "unknown", (), candidate.admin1, candidate.country, candidate.lat, candidate.lon,
            place_id=candidate.place_id,
        )
    )  # fmt: skip


def meant_place(given: str, gazetteer: Gazetteer) -> Place:
    """The place with the id, or the only one of the name; "Springfield, Illinois, US" names the units around it.

    Raises UsageError with the places to choose from where the name may mean several, and where it means none.
    """
    if ":" in given and (found := gazetteer.place(PlaceId(given.strip()))) is not None:
        return found
    name, *units = (part.strip() for part in given.split(","))
    places = [
        each.place for each in gazetteer.named((name,))[name] if all(_lies_in(each.place, unit) for unit in units)
    ]
    if (meant := _only(places)) is not None:
        return meant
    if not places:
        raise UsageError(f"{given}: no place is known by it; `gesta places find` looks for one")
    raise UsageError(f"{given}: several places are called so; give the id of one:\n{_listed(places)}")


def _only(places: Sequence[Place]) -> Place | None:
    """The only place; of a town and the units named after it that it lies in, the town."""
    finest = min((_LEVELS.index(each.level) for each in places), default=0)
    fine = [each for each in places if _LEVELS.index(each.level) == finest]
    if len(fine) != 1:
        return None
    (town,) = fine
    around = (each for each in places if each.id != town.id)
    lies = all(distance_km(town.lat, town.lon, each.lat, each.lon) <= _NEAR_KM + each.radius_km for each in around)
    return town if lies else None


def _lies_in(place: Place, unit: str) -> bool:
    names = [*place.within, place.admin1 or "", place.country or "", country_name(place.country)]
    return unit.casefold() in {name.casefold() for name in names if name}


def country_name(code: str | None) -> str:
    """The name of a country's code; empty for none."""
    found = shipped().get(code) if code else None
    return found.name if found else ""


def _listed(places: Sequence[Place]) -> str:
    """The places with their ids, the most peopled first."""
    ordered = sorted(places, key=lambda each: (-each.population, each.id))
    lines = [
        f"  {each.id}  {', '.join(part for part in (each.name, *each.within, each.admin1, each.country) if part)}"
        for each in ordered[:_MOST_SHOWN]
    ]
    more = len(ordered) - _MOST_SHOWN
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)
