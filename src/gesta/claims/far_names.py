"""Places taken for a far namesake by nothing but the name, and homes of people: neither says where an act was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gesta.knowledge.places import distance_km
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.values import Where

LOCAL = frozenset({"site", "neighbourhood", "city", "district", "unknown"})
_FAR_KM = 161.0
_NEIGHBOUR_KM = 60.0
_SMALL_KM = 2.0
_DOUBTFUL = 0.5
"""Score of a place's name below which another place of the name is about as likely."""
_PERSON = (
    r"(?:man|woman|boy|girl|teen|teenager|resident|native|artist|couple|brothers|sisters|student|both|is|are|was|were)"
)
_HOME = re.compile(
    rf"(?:(?i:\b{_PERSON} (?:originally )?from|\b(?:comes?|came|hails?) from)|\b\d{{1,2}},?(?: both)?,?(?: and)? of|"
    r"\b[A-Z][a-z]+,? (?:and )?of) (?:the |rural |nearby )?$"
)
_HOME_OF = re.compile(
    r" (?:man|men|woman|women|teens?|teenagers?|boys?|girls?|couple|mom|mother|dad|father|residents?|native|youth)\b"
)
_QUARTER = re.compile(r"(?:neighbou?rhood|section|quarter)\b")
_EDGE = re.compile(r"\b")
_BEFORE = 45
_BODY_OF = re.compile(r"(?:City|Town|Village|County|University|Parish|Diocese|District|State|Port|Bank) of (?:the )?$")


def is_home(document: Document, place: PlaceEntity) -> bool:
    """True where the words about the name make it a home: "an artist from", "Jo Roe, 38, of", "a Leeds man"."""
    if _HOME_OF.match(document.text, place.end):
        return True
    before = document.text[max(0, place.start - _BEFORE) : place.start]
    return _HOME.search(before) is not None and not _BODY_OF.search(before)


def is_far_namesake(
    document: Document, place: PlaceEntity, value: Where, town: Where, told: Sequence[PlaceEntity]
) -> bool:
    """True for a doubtful or small place far from the town that the rest of the text does not speak for."""
    if value.lat is None or value.lon is None or town.lat is None or town.lon is None:
        return False
    far = distance_km(value.lat, value.lon, town.lat, town.lon) > _FAR_KM
    return far and stands_alone(document, place, told)


def stands_alone(document: Document, place: PlaceEntity, told: Sequence[PlaceEntity]) -> bool:
    """True for a doubtful or small place, or one told as a quarter, that nothing but its name and country speaks for.

    For it would speak its unit, stated beside it or named anywhere, and a neighbour that is no small namesake itself.
    """
    if place.level not in LOCAL or (place.place_id or "").startswith("gesta:") or "; container " in place.basis:
        return False
    sure = place.score >= _DOUBTFUL and (place.radius_km or 0.0) > _SMALL_KM
    if sure and not _is_quarter(document.text, place):
        return False
    return not any(_speaks_for(other, place) for other in told)


def _is_quarter(text: str, place: PlaceEntity) -> bool:
    """True for a town's name that the text gives to a part of some other town ("the Whittier neighborhood")."""
    name = f"{place.exact} "
    return place.level == "city" and any(
        _QUARTER.match(text, at + len(name)) and _EDGE.match(text, at) for at in _standing(text, name)
    )


def _standing(text: str, words: str) -> Iterator[int]:
    """Where the words stand in the text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _speaks_for(other: PlaceEntity, place: PlaceEntity) -> bool:
    if other.level == "admin1":
        return (other.country, other.admin1) == (place.country, place.admin1)
    known = other.level in LOCAL and other.exact not in place.name and other.score >= _DOUBTFUL
    known = known and other.name != place.name
    if not known or (other.radius_km or 0.0) <= _SMALL_KM:
        return False
    if other.lat is None or other.lon is None or place.lat is None or place.lon is None:
        return False
    return distance_km(other.lat, other.lon, place.lat, place.lon) <= _NEIGHBOUR_KM
