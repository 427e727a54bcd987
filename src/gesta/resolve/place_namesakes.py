"""Small places that only their likeness ties to a name: of another country than the report, or of a hotel of that name.

A village, quarter or hotel that no gazetteer has is often called as a town in another country is. Where everything else
that a report names lies in one country, the town abroad is not meant by its name alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from gesta.knowledge.places import Gazetteer
from gesta.model.entities import PlaceEntity
from gesta.model.values import PlaceCandidate
from gesta.resolve.place_scores import Hints

_SHARE = 0.65
"""Share of what a report tells of countries that its own must have."""
_LEAST = 1.5
_KNOWN = 100_000
"""People of a town that readers know without its country."""
_SPOKEN_FOR = re.compile(r"(?:^|; )(?:country|container|admin1|within|near) ")
_LOCAL = frozenset({"site", "neighbourhood", "city", "district"})
_HOUSE = re.compile(
    r" (?:[Hh]otel|[Mm]otel|Inn|[Mm]all|[Cc]inema|[Rr]estaurant|[Cc]af[eé]|[Nn]ightclub|[Rr]esort|[Cc]asino|"
    r"[Ss]upermarket|[Tt]heat(?:re|er))\b"
)
_ARTICLE = re.compile(r"\b[Tt]he $")


def names_house(text: str, start: int, end: int) -> bool:
    """True for the name of a hotel and the like ("the Carlton hotel", "Shangri La Hotel"), not for "a Kabul hotel"."""
    found = _HOUSE.match(text, end)
    return found is not None and (
        found.group()[1].isupper() or _ARTICLE.search(text[max(0, start - 4) : start]) is not None
    )


def own_country(found: Sequence[PlaceEntity], hints: Hints) -> str | None:
    """The country that nearly all of the report's places, peoples and bodies speak of; None where none stands out."""
    told: defaultdict[str, float] = defaultdict(float, hints.countries)
    for each in found:
        if each.country is not None and not _stands_alone(each):
            told[each.country] += 1.0
    best = max(sorted(told), key=lambda code: told[code], default=None)
    if best is None or told[best] < max(_LEAST, _SHARE * sum(told.values())):
        return None
    return best


def not_abroad(entity: PlaceEntity, own: str | None, gazetteer: Gazetteer) -> PlaceEntity:
    """The place; the name alone where it is a small place of another country for which nothing but its name speaks.

    What it was taken for leads its candidates.
    """
    if own is None or entity.country in (None, own) or entity.place_id is None or not _stands_alone(entity):
        return entity
    place = gazetteer.place(entity.place_id)
    if place is None or place.curated or place.population >= _KNOWN or entity.lat is None or entity.lon is None:
        return entity
    taken = PlaceCandidate(
        entity.place_id, entity.name, entity.country, entity.admin1, entity.lat, entity.lon, entity.score
    )
    return PlaceEntity(
        entity.start, entity.end, entity.exact, entity.exact, "unknown", basis="not its namesake abroad",
        candidates=(taken, *entity.candidates)[:5],
    )  # fmt: skip


def _stands_alone(entity: PlaceEntity) -> bool:
    """True for a local place that no unit, neighbour or other name of its country speaks for."""
    return entity.level in _LOCAL and not _SPOKEN_FOR.search(entity.basis)
