"""Where a mention happened: the nearest place that the grammar ties to it, with the basis named.

The dateline is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gesta.claims.country_of_report import ON_PAPER, country_of_report, country_of_rulers, country_on_paper
from gesta.claims.far_names import is_home
from gesta.claims.no_scene import is_elsewhere, names_whose, stands_before
from gesta.claims.time_owner import of_aftermath, of_speaking
from gesta.claims.town_of_report import (
    FILED,
    IN_BODY,
    by_headline,
    by_number,
    inside_town,
    is_road,
    town_of_report,
    within_town,
)
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.tellings import OVER, Resolved
from gesta.model.terms import PlaceLevel
from gesta.model.values import UNLISTED_IN, Where

_LEVELS: dict[PlaceLevel, int] = {
    "site": 0, "neighbourhood": 1, "city": 2, "district": 3, "unknown": 4, "admin1": 5, "region": 6, "country": 7,
}  # fmt: skip
_COARSE = frozenset({"country", "region", "unknown"})
_LOCATIVE = re.compile(
    r"\b(?:in|at|on|near|outside|inside|around|off|of|to|from|and|between|along|through|throughout|across|for|into) "
    r"(?:the )?$",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’] ?s\b")
"""How a country goes on that names what lies in it ("Egypt's north")."""
_TAKEN = frozenset({"nmod", "obl", "obj", "nsubj:pass"})
Pair = tuple[PlaceEntity, Where]
_PLACE_REACH = 2
"""Sentences back within which a place still holds for news that is told after it."""


def where(
    document: Document,
    analysis: Analysis,
    mention: Mention,
    resolved: Resolved,
    *,
    background: bool = False,
    in_passing: bool = False,
) -> Where:
    """The place of the mention; unknown where the text ties none to it.

    ``background``: an old act, of which neither a place told before nor a town that the report names often says
    anything. ``in_passing``: one beside the news, in the country of the news, not by itself in its town.
    """
    every = zip(resolved.places, resolved.places_as_where, strict=True)
    pairs = [(place, value) for place, value in every if not place.basis.startswith((IN_BODY, *FILED))]
    pairs = sorted((*pairs, *resolved.capitals), key=lambda pair: pair[0].start)
    town = town_of_report(document, resolved)
    on_paper = mention.concept in ON_PAPER
    tied = [
        (place, value)
        for argument in mention.of(*(("place",) if on_paper else ("place", "target", "victim")))
        for place, value in pairs
        if _overlap(place.start, place.end, argument.quote.start, argument.quote.end)
        and (argument.role == "place" or _is_head(place, argument.head) or _names_area(argument.quote.exact))
    ]
    trigger = analysis.token_at(mention.trigger.start)
    tied = [pair for pair in tied if not of_speaking(analysis, pair[0], trigger)]
    tied = [pair for pair in tied if not of_aftermath(analysis, pair[0], trigger)] or tied
    tied = _in_its_country(analysis, tied, trigger)
    tied = [pair for pair in tied if not on_paper or _is_scene(document, pair[0])]
    tied = [pair for pair in tied if not is_elsewhere(document, analysis, pair[0])]
    tied = [pair for pair in tied if not is_home(document, pair[0])] or tied
    spread = _all_over(document, mention, pairs, resolved)
    if spread is not None:
        return spread
    tied += [pair for pair in pairs if any(_is_middle(pair, end) for end in tied) and pair not in tied]
    if tied:
        found = within_town(
            document, *_finest(_parts(document, tied, pairs), mention.trigger.start), town, resolved.places
        )
        return _in_home(found, resolved)
    if on_paper:
        return country_on_paper(mention, resolved)
    sentence = _sentence(document, mention.trigger.start)
    if sentence is None:
        return Where()
    number = document.sentences.index(sentence)
    rulers = country_of_rulers(mention, resolved)
    for back in range((0 if background else min(_PLACE_REACH, number)) + 1):
        span = document.sentences[number - back]
        near = [
            (place, value)
            for place, value in _inside_of(span, pairs)
            if not _in_speaker(mention, place)
            and not (
                back == 0 and (of_speaking(analysis, place, trigger) or _is_way(document, analysis, place, trigger))
            )
            and _stands_as_place(document, place)
            and not is_elsewhere(document, analysis, place)
            and not names_whose(document, analysis, place)
            and not (back and stands_before(analysis, place))
            and (back == 0 or place.level not in (_COARSE if town is None else _COARSE | {"admin1"}))
        ]
        near = _before_aftermath(analysis, near, trigger)
        near = [pair for pair in near if not is_home(document, pair[0])] or near
        if near and back and town is not None and by_headline(town):
            return town
        if near:
            place, value = _finest(_parts(document, near, pairs), mention.trigger.start)
            if back and rulers is not None and value.country not in {None, rulers.country}:
                return rulers
            value = _beside(value, "in the same sentence" if back == 0 else "told before")
            return _in_home(within_town(document, place, value, town, resolved.places), resolved)
    if town is not None and background and by_number(town):
        town = None
    if in_passing:
        town = None
    elif town is not None or resolved.home is not None:
        return town or resolved.home[0]  # type: ignore[index]
    named = [
        pair
        for pair in _inside_of(sentence, pairs)
        if not _in_speaker(mention, pair[0])
        and not _is_way(document, analysis, pair[0], trigger)
        and not is_elsewhere(document, analysis, pair[0])
        and not names_whose(document, analysis, pair[0])
    ]
    countries = [(place, value) for place, value in named if place.level == "country"]
    if countries:
        return _beside(_finest(countries, mention.trigger.start)[1], "in the same sentence")
    return rulers or country_of_report(resolved, sentence if background else None)


def _in_its_country(analysis: Analysis, tied: Sequence[Pair], trigger: int | None) -> list[Pair]:
    """The places without those of other countries than the one that the word of the act itself takes ("told in Bonn of
    the invasion of Mali")."""
    taken = {value.country for place, value in tied if trigger is not None and _takes(analysis, trigger, place)} - {
        None
    }
    return [pair for pair in tied if not taken or pair[1].country in taken]


def _before_aftermath(analysis: Analysis, near: list[Pair], trigger: int | None) -> list[Pair]:
    """The places without those of what came after the act; all of them where only a country is left that holds those
    ("Chad's president survived an attack at a parade marking the day in Moundou")."""
    left = [pair for pair in near if not of_aftermath(analysis, pair[0], trigger)]
    holding = {value.country for place, value in left if place.level == "country"}
    told_finer = any(value.country in holding for place, value in near if place.level != "country")
    return near if told_finer and all(place.level == "country" for place, _ in left) else left or near


def _takes(analysis: Analysis, trigger: int, place: PlaceEntity) -> bool:
    words = analysis.tokens_in(Span(place.start, place.end))
    return any(analysis.heads[token] == trigger and analysis.deps[token] in _TAKEN for token in words)


def _inside_of(span: Span, pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if span.start <= pair[0].start < span.end]


def _beside(value: Where, how: str) -> Where:
    return msgspec.structs.replace(value, basis=f"{value.basis}; {how}")


def _in_home(value: Where, resolved: Resolved) -> Where:
    """An unresolved name of a local report somewhere about its home, of another in its country; else the value."""
    if value.name is None or value.level != "unknown" or value.country is not None:
        return value
    if resolved.home is None:
        country = country_of_report(resolved)
        return msgspec.structs.replace(
            value, country=country.country, basis=f"{value.basis}; {country.basis}",
            evidence=(*value.evidence, *country.evidence),
        ) if country.country else value  # fmt: skip
    _, about = resolved.home
    return msgspec.structs.replace(
        value, admin1=about.admin1, country=about.country, lat=about.lat, lon=about.lon, radius_km=about.radius_km,
        basis=f"{value.basis}; {about.basis}", evidence=(*value.evidence, *about.evidence),
    )  # fmt: skip


def _parts(document: Document, found: Sequence[Pair], every: Sequence[Pair]) -> Sequence[Pair]:
    """The places without those that only say where another lies ("Mogadishu's Hodan" is Hodan, in Mogadishu; "the Elm
    mall in Bogota" is the mall; "between Kunduz and Baghlan" is neither)."""
    found = [(place, _in_its_town(document, place, value, every)) for place, value in found]
    owned = {value.basis for _, value in found}
    found = [(place, value) for place, value in found if f"{UNLISTED_IN}{value.name}, {value.basis}" not in owned]
    owners: dict[int, Where] = {
        place.start: owner_value
        for place, _ in found
        for owner, owner_value in found
        if re.fullmatch(r"['’] ?s\s+", document.text[owner.end : place.start])
    }
    owning = [id(value) for value in owners.values()]
    middles = [value.basis for _, value in found if value.basis.startswith("between ")]
    owning += [id(value) for _, value in found if any(b.startswith(f"between {value.name} and ") for b in middles)]
    return [
        (place, _inside(value, owners[place.start]) if place.start in owners else value)
        for place, value in found
        if id(value) not in owning
    ]


_STRIKES = r"(?= (?:strike|protest|shutdown|curfew|blackout|manhunt|demonstration|rall(?:y|ie))s?\b)"
_ALL_OVER = re.compile(
    r"\b(?:(?:across|throughout|all over|in (?:several|various|many|different) (?:parts|points|cities|towns) of) "
    r"(?:the )?(?P<whole>country|nation)?|"
    rf"(?P<adverb>(?:nation|country)-?wide(?!(?-i: [A-Z]))|(?:nation-?wide|country-?wide|national){_STRIKES})\b)",
    re.IGNORECASE,
)
"""Not the "Nationwide" of a hospital's name."""
_OVER_REACH = 80


def _all_over(document: Document, mention: Mention, pairs: Sequence[Pair], resolved: Resolved) -> Where | None:
    """The country or unit all over which it was done ("riots across Greece", "a nationwide strike"), though towns of it
    are named too; None where no words beside the act say so."""
    sentence = _sentence(document, mention.trigger.start)
    if sentence is None:
        return None
    first = max(sentence.start, mention.trigger.start - _OVER_REACH)
    for found in _ALL_OVER.finditer(document.text, first, min(sentence.end, mention.trigger.end + _OVER_REACH)):
        if not found["whole"] and not found["adverb"]:
            value = next((value for place, value in pairs if place.start == found.end()), None)
            if value is not None and value.level in ("country", "admin1"):
                return msgspec.structs.replace(value, basis=f"{OVER}{value.name}; {value.basis}")
            continue
        leading = country_of_report(resolved)
        named = (value for _, value in pairs if value.level == "country" and value.country == leading.country)
        value = next(named, leading)
        words = Quote(found.start(), found.end(), found.group())
        return msgspec.structs.replace(value, basis=f"{OVER}the country; {value.basis}",
                                       evidence=(*value.evidence, words)) if value.country else None  # fmt: skip
    return None


_BETWEEN = 10
"""Characters at most from the one end of "between Kunduz and Baghlan" to the other."""


def _is_middle(pair: Pair, end: Pair) -> bool:
    """True for what lies between the place and the one named right after it."""
    apart = pair[0].start - end[0].end
    return 0 < apart < _BETWEEN and pair[1].basis.startswith(f"between {end[1].name} and ")


_IN = re.compile(r"(?: [A-Za-z][a-z]+){0,2},? in (?:the )?(?:(?:central|downtown|[nsew]\w+ern|city|town) (?:of )?)?")


def _in_its_town(document: Document, place: PlaceEntity, value: Where, found: Sequence[Pair]) -> Where:
    """A street or building that no gazetteer has, in the town of which the text says beside it that it holds it."""
    if value.level != "unknown" or value.lat is not None or value.country is not None:
        return value
    towns = [
        town for other, town in found
        if town.level == "city" and town.lat is not None and _IN.fullmatch(document.text[place.end : other.start])
    ]  # fmt: skip
    return inside_town(value, towns[0]) if towns else value


def _inside(value: Where, owner: Where) -> Where:
    """An unresolved part with the units of what it lies in; a resolved one as it is."""
    if value.country is not None or owner.name is None:
        return value
    if owner.level == "city" and owner.lat is not None and value.lat is None:
        return inside_town(value, owner)
    units = (owner.name, *owner.within)
    return msgspec.structs.replace(value, within=units, admin1=owner.admin1, country=owner.country)


def _finest(found: Sequence[Pair], position: int = 0) -> Pair:
    """The most precise of the places; of equals the one inside the other, then the one nearest to the trigger."""

    def order(pair: Pair) -> tuple[int, int, int]:
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
    """True for a resolved name of no country, and for another that is a street or stands where only a place can (unlike
    "a U.S. marshal", "Egypt condemned")."""
    if place.level not in ("unknown", "country") or (place.level == "unknown" and place.lat is not None):
        return True
    if place.level == "country" and _OWNS.match(document.text, place.end):
        return True
    return is_road(place.name) or _LOCATIVE.search(document.text[max(0, place.start - 20) : place.start]) is not None


_AT = re.compile(r"\b(?:in|at|near|inside|across|throughout) (?:the )?(?:\w+ ){0,2}$", re.IGNORECASE)


def _is_scene(document: Document, place: PlaceEntity) -> bool:
    """True for a place in or at which something is told to be ("signed in Doha"), not "sanctions on Iran"."""
    return _AT.search(document.text[max(0, place.start - 30) : place.start]) is not None


_TO = re.compile(r"\bto (?:the )?$")
_FROM = re.compile(r"\bfrom (?:the )?$")


def _is_way(document: Document, analysis: Analysis, place: PlaceEntity, trigger: int | None) -> bool:
    """True for where somebody goes by another word than the act's ("fled to Mali after the raid"), and for the country
    that somebody or something is from."""
    before = document.text[max(0, place.start - 12) : place.start]
    if _FROM.search(before):
        return place.level == "country" and not (trigger is not None and _takes(analysis, trigger, place))
    tokens = analysis.tokens_in(Span(place.start, place.end)) if _TO.search(before) else ()
    return any(
        analysis.heads[token] != trigger and analysis.tags[analysis.heads[token]].startswith("VB") for token in tokens
    )


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
