"""The place of an act that is told without one: the town that the report is about, by what the report itself shows.

Neither the dateline nor a capital is taken by default: the dateline's town counts only beside a street or an address of
it and when the report names no other town; a capital only when the headline or its police name it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from gesta.claims.far_names import LOCAL, is_far_namesake, is_home, stands_alone
from gesta.knowledge import countries
from gesta.knowledge.places import distance_km
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.tellings import Resolved
from gesta.model.values import UNLISTED_IN, PlaceCandidate, Where

IN_BODY = "in the name of"
"""How the basis of a place begins that only the name of a police, court or school tells (``resolve.places``)."""
FILED = ("dateline", "outlet")
"""How the basis of a place begins that tells where the report was filed (``resolve.places``)."""
_SAME_TOWN_KM = 25.0
_SHARE = 0.5
"""Share of the report's mentions of towns that its town must have."""
_BY_HEADLINE = "the town of the report, by its headline"
_BY_NUMBER = re.compile(r"the town of the report, named \d+ times")
_OFTEN = 3
_STREET = re.compile(
    r"\b(?:[A-Z][\w.'-]+|\d+(?:st|nd|rd|th)) (?:(?:Street|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Highway|"
    r"Parkway|Circle|Way)\b|St\.)|\bInterstate \d|\bI-\d|\bblock of\b|\bU\.?S\.? (?:Highway|Route) \d",
)
_CARE = re.compile(r"^[^;]*\b(?:hospital|medical center|school)\b", re.IGNORECASE)
"""Where the hurt are brought to is often another town; schools are called after people and far towns as well."""
_ROAD = re.compile(
    r"\b(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Boulevard|Blvd\.?|Lane|Highway|Parkway|Circle|Way|Park|Apartments)$"
)


def town_of_report(document: Document, resolved: Resolved) -> Where | None:
    """The town that most of the report's mentions of places lie in, with what shows it; None where none stands out."""
    chosen = _town(document, resolved.places)
    if chosen is None:
        return None
    place, why = chosen
    value = next(w for p, w in zip(resolved.places, resolved.places_as_where, strict=True) if p is place)
    return msgspec.structs.replace(value, basis=f"{why}; {value.basis}")


def by_headline(town: Where) -> bool:
    """True for a town of the report that the headline names."""
    return town.basis.startswith(_BY_HEADLINE)


def by_number(town: Where) -> bool:
    """True for a town of the report that only the number of its mentions shows."""
    return _BY_NUMBER.match(town.basis) is not None


def is_road(name: str) -> bool:
    """True for the name of a street, a park or a block of homes."""
    return _ROAD.search(name) is not None


def within_town(
    document: Document, place: PlaceEntity, value: Where, town: Where | None, told: Sequence[PlaceEntity] = ()
) -> Where:
    """The value, made finer by the town of the report where the two go together.

    A street or park that no gazetteer has lies in the town: at its middle and of its size. Another unresolved name, and
    a quarter that was taken for a far namesake by nothing but its name, lie somewhere about it. The town stands for its
    state and for a region about it.
    """
    if town is None or town.lat is None or town.lon is None:
        return value
    if value.level in ("admin1", "region") and _holds(value, town):
        return msgspec.structs.replace(town, evidence=(*value.evidence, *town.evidence))
    if value.basis.startswith(UNLISTED_IN) and value.level == "site":
        return value
    if value.lat is not None and value.lon is not None:
        return _about(_unplaced(value), town) if is_far_namesake(document, place, value, town, told) else value
    if value.name is None or value.level != "unknown":
        return value
    return inside_town(value, town) if is_road(value.name) else _about(value, town)


def _holds(value: Where, town: Where) -> bool:
    """True for the unit of the town, and for a region of its country whose circle it lies in."""
    if value.country != town.country:
        return False
    if value.admin1 == town.admin1:
        return True
    return value.level == "region" and value.admin1 is None and _apart(value, town) <= (value.radius_km or 0)


def _apart(one: Where | PlaceEntity, other: Where | PlaceEntity) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _unplaced(value: Where) -> Where:
    """The name alone; what it was taken for stays among the candidates."""
    others = value.candidates
    if value.place_id is not None and value.lat is not None and value.lon is not None:
        taken = PlaceCandidate(value.place_id, value.name or "", value.country, value.admin1, value.lat, value.lon, 0.0)
        others = (taken, *others)[:5]
    return Where(name=value.name, level="unknown", basis="not its far namesake", candidates=others,
                 evidence=value.evidence)  # fmt: skip


def inside_town(value: Where, town: Where) -> Where:
    """The named street, park or building at the middle of the town, with the town's size."""
    units = tuple(dict.fromkeys((town.name or "", *town.within)))
    return Where(
        name=value.name, level="site", within=units, admin1=town.admin1, country=town.country, lat=town.lat,
        lon=town.lon, radius_km=town.radius_km, basis=f"{UNLISTED_IN}{town.name}, {town.basis}",
        candidates=value.candidates, evidence=(*value.evidence, *town.evidence),
    )  # fmt: skip


def _about(value: Where, town: Where) -> Where:
    """The unresolved name somewhere about the town: its state and country, and a wide circle."""
    return msgspec.structs.replace(
        value, admin1=town.admin1, country=town.country, lat=town.lat, lon=town.lon,
        radius_km=max(_SAME_TOWN_KM, town.radius_km or 0.0), basis=f"{value.basis}; about {town.name}, {town.basis}",
        evidence=(*value.evidence, *town.evidence),
    )  # fmt: skip


def _town(document: Document, places: Sequence[PlaceEntity]) -> tuple[PlaceEntity, str] | None:
    local = [place for place in places if place.level in LOCAL and place.lat is not None]
    weights: defaultdict[int, float] = defaultdict(float)
    heads: list[PlaceEntity] = []
    against = 0.0
    for place in sorted(local, key=lambda each: (each.level != "city", each.start)):
        number = next((n for n, head in enumerate(heads) if _beside(head, place)), len(heads))
        if number == len(heads):
            heads.append(place)
        weights[number] += _weight(document, place, places)
        against += 0.0 if place.basis.startswith("outlet") else _weight(document, place, places)
    best = max(weights, key=lambda number: (weights[number], -number), default=None)
    if best is None or weights[best] < _SHARE * against or _is_foreign(document, heads[best], places):
        return None
    own = [place for place in local if _beside(heads[best], place)]
    shown = next(_shown(document, own, [place for place in local if place not in own]), None)
    return (_foremost(document, own, places), shown) if shown else None


def _is_foreign(document: Document, head: PlaceEntity, told: Sequence[PlaceEntity]) -> bool:
    """True for a small or doubtful place whose country nothing else in the report is of, where others are told."""
    others = {place.country for place in told if place.country and place.name != head.name}
    return bool(others) and head.country not in others and "; " not in head.basis and stands_alone(document, head, told)


def _foremost(document: Document, own: Sequence[PlaceEntity], told: Sequence[PlaceEntity]) -> PlaceEntity:
    """Of the towns beside one another the one that the report tells most of; of places that are no town the first."""
    towns = [place for place in own if place.level == "city"]
    if not towns:
        return own[0]
    weights: defaultdict[str, float] = defaultdict(float)
    for place in towns:
        weights[place.name] += _weight(document, place, told)
    return max(towns, key=lambda place: (weights[place.name], -place.start))


def _beside(head: PlaceEntity, place: PlaceEntity) -> bool:
    around = place.name in head.within and place.country == head.country
    return around or _apart(head, place) <= _SAME_TOWN_KM


def _weight(document: Document, place: PlaceEntity, told: Sequence[PlaceEntity]) -> float:
    if place.basis.startswith(FILED):
        return 0.5 if place.basis.startswith("dateline") else 0.25
    if is_home(document, place):
        return 0.2
    alone = not place.basis.startswith(IN_BODY) and stands_alone(document, place, told)
    return (2.0 if _in_headline(document, place) else 1.0) * (0.3 if alone else 1.0)


def _shown(document: Document, own: Sequence[PlaceEntity], others: Sequence[PlaceEntity]) -> Iterator[str]:
    """What shows that the report is about the town of its ``own`` places, the strongest first."""
    for place in own:
        if _in_headline(document, place) and not place.basis.startswith(FILED) and not is_home(document, place):
            yield _BY_HEADLINE
    for place in own:
        if place.basis.startswith(IN_BODY) and not _CARE.search(place.basis):
            body = place.basis.removeprefix(IN_BODY).split(";")[0].strip()
            yield f"the town of the report, by {body}"
    told = [place for place in own if not place.basis.startswith(FILED)]
    street = _STREET.search(document.text)
    filed_elsewhere = any(place.basis.startswith("dateline") for place in others)
    if street and len(told) > filed_elsewhere:
        yield f"the town of the report, by {street[0]}"
    if len(told) >= _OFTEN and not any(countries.by_capital(place.name) for place in own):
        yield f"the town of the report, named {len(told)} times"
    if street and not [p for p in others if not p.basis.startswith("outlet") and not is_home(document, p)]:
        filed = "outlet" if all(place.basis.startswith("outlet") for place in own) else "dateline"
        yield f"the town of the report, by its {filed} and {street[0]}"


def _in_headline(document: Document, place: PlaceEntity) -> bool:
    block = document.block_at(place.start)
    return block is not None and block.kind == "headline"
