"""Where a mention happened: the nearest place that the grammar ties to it, with the basis named.

The dateline is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gesta.claims.far_names import is_home
from gesta.claims.town_of_report import FILED, IN_BODY, by_headline, is_road, town_of_report, within_town
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.tellings import Resolved
from gesta.model.terms import PlaceLevel
from gesta.model.values import Where

_LEVELS: dict[PlaceLevel, int] = {
    "site": 0, "neighbourhood": 1, "city": 2, "district": 3, "unknown": 4, "admin1": 5, "region": 6, "country": 7,
}  # fmt: skip
_COARSE = frozenset({"country", "region", "unknown"})
_LOCATIVE = re.compile(
    r"\b(?:in|at|on|near|outside|inside|around|off|of|to|from|and|between|along|through|for|into) (?:the )?$",
    re.IGNORECASE,
)
_PLACE_REACH = 2
"""Sentences back within which a place still holds for what is told after it."""


def where(document: Document, analysis: Analysis, mention: Mention, resolved: Resolved) -> Where:
    """The place of the mention; unknown where the text ties none to it."""
    every = zip(resolved.places, resolved.places_as_where, strict=True)
    pairs = [(place, value) for place, value in every if not place.basis.startswith((IN_BODY, *FILED))]
    town = town_of_report(document, resolved)
    tied = [
        (place, value)
        for argument in mention.of("place", "target", "victim")
        for place, value in pairs
        if _overlap(place.start, place.end, argument.quote.start, argument.quote.end)
        and (argument.role == "place" or _is_head(place, argument.head) or _names_area(argument.quote.exact))
    ]
    tied = [pair for pair in tied if not is_home(document, pair[0])] or tied
    if tied:
        found = within_town(document, *_finest(_parts(document, tied), mention.trigger.start), town, resolved.places)
        return _in_home(found, resolved.home)
    sentence = _sentence(document, mention.trigger.start)
    if sentence is None:
        return Where()
    number = document.sentences.index(sentence)
    for back in range(_PLACE_REACH + 1):
        if number - back < 0:
            break
        span = document.sentences[number - back]
        near = [
            (place, value)
            for place, value in pairs
            if span.start <= place.start < span.end
            and not _in_speaker(mention, place)
            and _stands_as_place(document, place)
            and (back == 0 or place.level not in (_COARSE if town is None else _COARSE | {"admin1"}))
        ]
        near = [pair for pair in near if not is_home(document, pair[0])] or near
        if near and back and town is not None and by_headline(town):
            return town
        if near:
            place, value = _finest(_parts(document, near), mention.trigger.start)
            basis = "in the same sentence" if back == 0 else "told before"
            value = msgspec.structs.replace(value, basis=f"{value.basis}; {basis}")
            return _in_home(within_town(document, place, value, town, resolved.places), resolved.home)
    return town or (resolved.home[0] if resolved.home else _country_of_report(resolved))


def _in_home(value: Where, home: tuple[Where, Where] | None) -> Where:
    """An unresolved name of a local report somewhere about its home; else the value."""
    if home is None or value.name is None or value.level != "unknown" or value.country is not None:
        return value
    _, about = home
    return msgspec.structs.replace(
        value, admin1=about.admin1, country=about.country, lat=about.lat, lon=about.lon, radius_km=about.radius_km,
        basis=f"{value.basis}; {about.basis}", evidence=(*value.evidence, *about.evidence),
    )  # fmt: skip


_COUNTRY_SHARE = 0.65
"""Share of a report's places and actors from which their country is taken for an act told without a place."""


def _country_of_report(resolved: Resolved) -> Where:
    """The country that most places and actors of the report belong to, without coordinates; else unknown."""
    people = [(each.country, each.start, each.end, each.exact) for each in resolved.actors if each.country]
    told = [(each.country, each.start, each.end, each.exact) for each in resolved.places if each.country] + people
    countries = [country for country, *_ in told]
    leading = max(sorted(set(countries)), key=countries.count, default=None)
    if leading is None or len(countries) < 2 or countries.count(leading) < _COUNTRY_SHARE * len(countries):
        return Where()
    _, start, end, exact = min(found for found in told if found[0] == leading)
    evidence = (Quote(start, end, exact),)
    return Where(
        level="country", country=leading, basis="the country of the report's places and actors", evidence=evidence
    )


def _parts(document: Document, found: Sequence[tuple[PlaceEntity, Where]]) -> Sequence[tuple[PlaceEntity, Where]]:
    """The places without those that only say where another lies ("Mogadishu's Hodan" is Hodan, in Mogadishu; "between
    Kunduz and Baghlan" is neither)."""
    owners: dict[int, Where] = {
        place.start: owner_value
        for place, _ in found
        for owner, owner_value in found
        if re.fullmatch(r"['’]s\s+", document.text[owner.end : place.start])
    }
    owning = [id(value) for value in owners.values()]
    middles = [value.basis for _, value in found if value.basis.startswith("between ")]
    owning += [id(value) for _, value in found if any(b.startswith(f"between {value.name} and ") for b in middles)]
    return [
        (place, _inside(value, owners[place.start]) if place.start in owners else value)
        for place, value in found
        if id(value) not in owning
    ]


def _inside(value: Where, owner: Where) -> Where:
    """An unresolved part with the units of what it lies in; a resolved one as it is."""
    if value.country is not None or owner.name is None:
        return value
    units = (owner.name, *owner.within)
    return msgspec.structs.replace(value, within=units, admin1=owner.admin1, country=owner.country)


def _finest(found: Sequence[tuple[PlaceEntity, Where]], position: int = 0) -> tuple[PlaceEntity, Where]:
    """The most precise of the places; of equals the one inside the other, then the one nearest to the trigger."""

    def order(pair: tuple[PlaceEntity, Where]) -> tuple[int, int, int]:
        place, value = pair
        inside = sum(other.name in value.within for other, _ in found)
        return _LEVELS[place.level], -inside, abs(place.start - position) if position else 0

    return min(found, key=order)


_AREAS = frozenset(
    "district village town city province region area quarter neighbourhood neighborhood camp county suburb zone "
    "municipality state governorate department".split()
)


def _names_area(words: str) -> bool:
    """True for "the village of Dogo" and "Hodan district": a target that is a place by its common noun."""
    return any(word.strip(",.").lower() in _AREAS for word in words.split())


def _stands_as_place(document: Document, place: PlaceEntity) -> bool:
    """True for a resolved name, and for another that is a street or stands where only a place can."""
    if place.level != "unknown" or place.lat is not None or is_road(place.name):
        return True
    return _LOCATIVE.search(document.text[max(0, place.start - 20) : place.start]) is not None


def _is_head(place: PlaceEntity, head: int) -> bool:
    return place.start <= head < place.end


def _in_speaker(mention: Mention, place: PlaceEntity) -> bool:
    spoken = mention.attribution
    return spoken is not None and spoken.speaker.start <= place.start < spoken.speaker.end


def _sentence(document: Document, position: int) -> Span | None:
    for sentence in document.sentences:
        if sentence.start <= position < sentence.end:
            return sentence
    return None


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end
