"""Place names to places: found, told apart, put beside or inside what they name, each with its reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from gesta.knowledge import countries
from gesta.knowledge.country_cues import cued_countries
from gesta.knowledge.demonyms import place_of_demonym
from gesta.knowledge.disputed import claimed_by
from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer, Place
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Evidence, Quote, Span
from gesta.model.terms import PlaceLevel
from gesta.model.values import PlaceCandidate, Where
from gesta.resolve.place_adjectives import adjectives
from gesta.resolve.place_forces import in_bodies, of_bodies
from gesta.resolve.place_hints import hints
from gesta.resolve.place_home import about, at_home, home_of, unit_of
from gesta.resolve.place_namesakes import not_abroad, own_country
from gesta.resolve.place_outlets import in_tails, outlet_tail
from gesta.resolve.place_relations import Spot, spot
from gesta.resolve.place_scores import Choice, Hints, Toponym, choose
from gesta.resolve.place_unlisted import held, unlisted
from gesta.resolve.toponyms import described, find, plain

_DEMONYM_WEIGHT = 0.6
_HOME_WEIGHT = 0.5
"""The outlet's home counts like one mention of its country at most: papers report the world."""
_DEMONYMS_COUNTED = 12
IN_BODY = "in the name of"
"""How the basis of a place begins that stands in the name of its police, court or school."""
_FILED = ("dateline", "outlet")
"""How the basis of a place begins that tells where the report was filed, not what it is about."""
_CUE_WEIGHT = 0.6
_CUES_COUNTED = 4
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/@]*@)?(?P<host>[^/:?#]+)", re.IGNORECASE)
_WORD = re.compile(r"[A-Z][\w.]*(?:[ -][A-Z][a-z]+)?")
_DEFINITE: dict[str, tuple[PlaceLevel, ...]] = {
    "city": ("city",), "town": ("city",), "village": ("city", "site"), "port": ("city",), "camp": ("site",
    "neighbourhood"),
    "district": ("district", "neighbourhood"), "neighborhood": ("neighbourhood",), "neighbourhood": ("neighbourhood",),
    "suburb": ("neighbourhood", "city"), "quarter": ("neighbourhood",), "base": ("site",), "crossing": ("site",),
    "square": ("site",), "hospital": ("site",), "prison": ("site",), "airport": ("site",),
    "province": ("admin1",), "governorate": ("admin1",), "state": ("admin1",), "region": ("admin1", "region"),
    "department": ("admin1",), "county": ("district",),
}  # fmt: skip
_GROUNDS = re.compile(r" (?:Park|Apartments|Gardens|Plaza|Mall)$")
_QUARTER = re.compile(r" (?:neighbou?rhood|section|quarter)\b")
_COMMON_TOPLEVELS = frozenset({"co", "io", "tv", "me", "ai", "fm", "cc", "ws", "nu", "to"})
"""Country codes that outlets anywhere register under."""


def places(document: Document, analysis: Analysis, gazetteer: Gazetteer) -> tuple[PlaceEntity, ...]:
    """Every place name of the document in text order, resolved where the text and the gazetteer allow it."""
    named = find(document, analysis, gazetteer)
    named = sorted((*named, *adjectives(document, analysis, named, gazetteer)), key=lambda each: each.start)
    bodies = in_bodies(document, analysis, named, gazetteer)
    toponyms = sorted((*of_bodies(document.text, named), *bodies), key=lambda each: each.start)
    tails = outlet_tail(document)
    toponyms = sorted((*toponyms, *in_tails(document, tails, toponyms, gazetteer)), key=lambda each: each.start)
    toponyms = [replace(each, filed=_is_filed(document, each.start) or _inside(tails, each.start)) for each in toponyms]
    toponyms += hints(document, analysis, toponyms, gazetteer)
    demonyms = [code for code in map(countries.by_demonym, _adjectives(document.text, analysis)) if code]
    told = _hints(document.text, demonyms, home_country(document))
    found = _resolved(document.text, toponyms, told, gazetteer)
    marked = [_of_outlet(_in_dateline(document, entity), tails) for entity in found]
    home = home_of(document, marked, gazetteer)
    if home is not None:
        return tuple(at_home(entity, home, gazetteer) for entity in marked)
    own = own_country(marked, told)
    return tuple(not_abroad(entity, own, gazetteer) for entity in marked)


def home(document: Document, found: Sequence[PlaceEntity], gazetteer: Gazetteer) -> tuple[Where, Where] | None:
    """The first-order unit that a local report is at home in, by its places, and the circle about the town that shows
    it; None where it shows none."""
    told = home_of(document, found, gazetteer)
    return (unit_of(told, gazetteer), about(told)) if told else None


def places_of_spans(
    text: str,
    spans: Iterable[tuple[int, int]],
    gazetteer: Gazetteer,
    table: Mapping[str, float] | None = None,
) -> tuple[PlaceEntity, ...]:
    """What given names mean, in the order given; words such as "north of" beside them are left out of account.
    ``table``: weights of the reasons other than those shipped."""
    toponyms = plain((described(text, start, end) for start, end in spans), gazetteer)
    choices = choose(toponyms, text_hints(text), gazetteer, table)
    found = (_chosen(text, each, choice, None) for each, choice in zip(toponyms, choices, strict=True))
    return tuple(_of_people(entity, gazetteer) for entity in found)


def text_hints(text: str) -> Hints:
    """What the demonyms of a text that was not parsed tell about where it plays."""
    return _hints(text, [code for word in _WORD.findall(text) if (code := countries.by_demonym(word))], None)


def _of_people(entity: PlaceEntity, gazetteer: Gazetteer) -> PlaceEntity:
    """The place whose demonym the words are ("Sudanese", "Texans" given as place names) where no larger place bears
    them as its name; else the entity as it is."""
    owner = place_of_demonym(entity.exact)
    place = gazetteer.place(owner) if owner and entity.level not in ("country", "region", "admin1") else None
    return _entity(entity.start, entity.end, entity.exact, place, "demonym", 0.9) if place else entity


def leading_country(entities: Sequence[PlaceEntity]) -> str | None:
    """The country that most names of the document lie in; the one named first among equals; None where none is."""
    counts: defaultdict[str, float] = defaultdict(float)
    for entity in entities:
        if entity.country is not None:
            counts[entity.country] += 0.5 if entity.basis.startswith(_FILED) else 1.0
    return max(counts, key=lambda code: counts[code], default=None)


def definite_place(
    words: Quote, entities: Sequence[PlaceEntity], country: str | None, gazetteer: Gazetteer
) -> PlaceEntity | None:
    """What "the capital", "the country", "the city", "the province" means there: the capital or country that the
    document is about, else the last place of that kind named before; None where the text names none."""
    noun = words.exact.lower().split()[-1] if words.exact.split() else ""
    if noun in ("capital", "country", "nation"):
        place = None
        if country is not None:
            place = gazetteer.capital(country) if noun == "capital" else gazetteer.country(country)
        return (
            _entity(words.start, words.end, words.exact, place, f'"{words.exact}" of {country}', 0.7) if place else None
        )
    levels = _DEFINITE.get(noun, ())
    before = [entity for entity in entities if entity.end <= words.start and entity.place_id is not None]
    named = [entity for entity in before if entity.level in levels and not entity.basis.startswith(_FILED)]
    if named:
        place = gazetteer.place(named[-1].place_id) if named[-1].place_id else None
        basis = f'"{words.exact}" after {named[-1].exact}'
        return (
            _entity(words.start, words.end, words.exact, place, basis, round(named[-1].score * 0.8, 3))
            if place
            else None
        )
    return None


def where(entity: PlaceEntity, also: Evidence = ()) -> Where:
    """The entity as the place of an event; its own words are the first evidence."""
    return Where(
        name=entity.name,
        level=entity.level,
        within=entity.within,
        admin1=entity.admin1,
        country=entity.country,
        lat=entity.lat,
        lon=entity.lon,
        radius_km=entity.radius_km,
        place_id=entity.place_id,
        basis=entity.basis,
        candidates=entity.candidates,
        evidence=(Quote(entity.start, entity.end, entity.exact), *also),
    )


def home_country(document: Document) -> str | None:
    """The country of the outlet by its name or its address's top level domain, None where neither tells."""
    words = _WORD.findall(document.outlet or "")
    told = next((code for word in words if (code := countries.country_of(word))), None)
    address = _ADDRESS.match(document.report.source)
    if told is not None or address is None:
        return told
    top = address["host"].rsplit(".", 1)[-1].lower()
    code = "GB" if top == "uk" else top.upper()
    return code if len(top) == 2 and top not in _COMMON_TOPLEVELS and countries.country(code) else None


def _adjectives(text: str, analysis: Analysis) -> list[str]:
    named = [
        text[s.start : s.end] for e in analysis.entities if e.label == "NORP" for s in [analysis.span(e.first, e.end)]
    ]
    loose = (token for token in range(len(analysis)) if analysis.entity_of[token] < 0)
    return named + [analysis.words[token] for token in loose if analysis.words[token][:1].isupper()]


def _hints(text: str, demonyms: Sequence[str], home: str | None) -> Hints:
    weights: defaultdict[str, float] = defaultdict(float)
    for code in demonyms:
        weights[code] = min(weights[code] + _DEMONYM_WEIGHT, _DEMONYM_WEIGHT * _DEMONYMS_COUNTED)
    for code, cues in cued_countries(text).items():
        weights[code] += _CUE_WEIGHT * min(cues, _CUES_COUNTED)
    if home is not None:
        weights[home] += _HOME_WEIGHT
    return Hints(dict(weights))


def _resolved(text: str, toponyms: Sequence[Toponym], hints: Hints, gazetteer: Gazetteer) -> tuple[PlaceEntity, ...]:
    choices = choose(toponyms, hints, gazetteer)
    units = unlisted(toponyms, choices, gazetteer)
    elsewhere = {
        fold(each.name) for each, choice in zip(toponyms, choices, strict=True) if _is_part(text, each, choice)
    }
    sure = {fold(each.name) for each in toponyms if not (each.doubted or each.missed or each.hint)}
    found: list[PlaceEntity] = []
    for number, (each, choice) in enumerate(zip(toponyms, choices, strict=True)):
        if each.hint or (each.missed and not _borne_out(choice)):
            continue
        if (each.doubted and fold(each.name) not in sure and not _told_by_text(choice)) or (
            fold(each.name) in elsewhere and not _is_held(choice)
        ):
            choice = Choice(None, 0.0)
        if number in units:
            found.append(held(Quote(each.start, each.end, text[each.start : each.end]), units[number]))
            continue
        joined = text[toponyms[number - 1].end : each.start].split() if number else []
        beside = choices[number - 1].place if joined in (["and"], ["and", "the"]) else None
        aside = spot(text, each.start, each.end, choice.place, beside) if choice.place else None
        found.append(_chosen(text, each, choice, aside))
    return tuple(found)


def _borne_out(choice: Choice) -> bool:
    """True for a country or first-order unit, and for any other place that more than its name speaks for."""
    if choice.place is None or choice.score < 0.3:
        return False
    return choice.place.level in ("country", "admin1") or len(choice.reasons) > 1


def _is_part(text: str, each: Toponym, choice: Choice) -> bool:
    """True for a town called as a park, a block of homes or a quarter of which the text says that it lies in some other
    town ("Leeds's Ashby neighborhood")."""
    part = _GROUNDS.search(each.name) is not None or _QUARTER.match(text, each.end) is not None
    return part and bool(each.containers) and not _is_held(choice)


def _is_held(choice: Choice) -> bool:
    return any(reason.name == "container" for reason in choice.reasons)


def _told_by_text(choice: Choice) -> bool:
    """True for a place that a unit or another place of the document speaks for, or the country for a curated one."""
    told = {"container", "admin1", "within", "near"}
    if choice.place is not None and choice.place.curated:
        told.add("country")
    return any(reason.name in told for reason in choice.reasons)


def _chosen(text: str, each: Toponym, choice: Choice, aside: Spot | None) -> PlaceEntity:
    exact = text[each.start : each.end]
    others = tuple(_candidate(place, share) for place, share in choice.others)
    if choice.place is None:
        return PlaceEntity(each.start, each.end, exact, exact, basis="not resolved", candidates=others[:5])
    how = f"{IN_BODY} {each.body}" if each.body else "named"
    basis = "; ".join([how, *(f"{reason.name} {reason.detail}" for reason in choice.reasons[1:])])
    entity = _entity(each.start, each.end, exact, choice.place, basis, choice.score, others[:5])
    return _moved(entity, choice.place, aside) if aside else entity


def _moved(entity: PlaceEntity, place: Place, aside: Spot) -> PlaceEntity:
    """The entity put where the words put it; outside its place it keeps no id, and the place leads the candidates."""
    if aside.own:
        return _changed(entity, aside, entity.level, entity.candidates)
    anchor = (_candidate(place, entity.score), *entity.candidates)[:5]
    level: PlaceLevel = "region" if place.level in ("country", "admin1", "region") else "unknown"
    return _changed(entity, aside, level, anchor)


def _changed(
    entity: PlaceEntity, aside: Spot, level: PlaceLevel, candidates: tuple[PlaceCandidate, ...]
) -> PlaceEntity:
    known = aside.lat is not None
    return PlaceEntity(
        entity.start, entity.end, entity.exact, aside.name, level,
        place_id=entity.place_id if aside.own else None,
        within=entity.within if aside.own else (),
        admin1=entity.admin1 if known else None,
        country=entity.country if known else None,
        lat=aside.lat, lon=aside.lon, radius_km=aside.radius_km,
        basis=f"{aside.basis}; {entity.basis}", candidates=candidates, score=entity.score,
    )  # fmt: skip


def _entity(
    start: int,
    end: int,
    exact: str,
    place: Place,
    basis: str,
    score: float,
    candidates: tuple[PlaceCandidate, ...] = (),
) -> PlaceEntity:
    claimants = claimed_by(place)
    basis = f"{basis}; disputed, claimed by {claimants}" if claimants else basis
    return PlaceEntity(
        start, end, exact, place.name, place.level, place.id, place.within, place.admin1, place.country,
        place.lat, place.lon, place.radius_km, basis, candidates, score,
    )  # fmt: skip


def _candidate(place: Place, share: float) -> PlaceCandidate:
    return PlaceCandidate(place.id, place.name, place.country, place.admin1, place.lat, place.lon, share)


def _in_dateline(document: Document, entity: PlaceEntity) -> PlaceEntity:
    """The entity marked as the dateline's where it stands there: where the report was filed, not what it tells of."""
    if not _is_filed(document, entity.start):
        return entity
    return structs.replace(entity, basis=f"dateline; {entity.basis}")


def _is_filed(document: Document, position: int) -> bool:
    block = document.block_at(position)
    return block is not None and block.kind == "dateline"


def _of_outlet(entity: PlaceEntity, tails: Sequence[Span]) -> PlaceEntity:
    """The entity marked as the outlet's where it stands in the outlet's name at the end of a headline."""
    return structs.replace(entity, basis=f"outlet; {entity.basis}") if _inside(tails, entity.start) else entity


def _inside(spans: Sequence[Span], position: int) -> bool:
    return any(span.start <= position < span.end for span in spans)
