"""Place names in a text: where they stand, and what the words around them say about which place is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gesta.knowledge import countries
from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer, Named
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.terms import EntityLabel, PlaceLevel
from gesta.resolve.place_namesakes import names_house
from gesta.resolve.place_reasons import flat_km
from gesta.resolve.place_scores import Toponym
from gesta.resolve.place_states import STATES, expand
from gesta.resolve.place_streets import without_streets
from gesta.resolve.place_words import STREET_WORD, given_names, is_abbreviation, surnames, told_apart

_UNITS: dict[str, PlaceLevel] = {
    "province": "admin1", "governorate": "admin1", "state": "admin1", "region": "admin1", "oblast": "admin1",
    "krai": "admin1",
    "department": "admin1", "prefecture": "admin1", "canton": "admin1", "district": "district", "county": "district",
    "parish": "district", "twp": "district", "raion": "district", "tehsil": "district", "township": "district",
    "municipality": "city",
    "city": "city", "town": "city", "village": "city", "capital": "city",
}  # fmt: skip
_CITY_FIRST = frozenset({"LA", "L.A.", "Wash", "DC", "D.C."})
"""Abbreviations that are a state's after a comma only; alone they are a city's, or nobody's."""
_WORD = r"[A-ZÀ-Þ‘’'](?:[\w‘’'.]|-(?=\w))*"
_NAME = rf"{_WORD}(?: (?:(?:al|el|de|del|la|and|of|e)[ -])?{_WORD}){{0,3}}"
_AFTER = re.compile(rf",? \(?(?:in )?(?P<first>{_NAME})(?:, (?P<second>{_NAME}))?")
_TOWN_IN = re.compile(
    r", an? (?:[a-z][\w-]* ){0,4}(?:town|city|village|community|suburb|hamlet|settlement|neighbou?rhood)"
    r"(?: of [\d,]+(?: people)?)? (?:in|of) (?:the )?(?:(?:central|[nsew]\w+(?:ern|east|west)|upstate|rural) )?"
    rf"(?P<first>{_NAME})"
)
"""Where an apposition says that the named town lies."""
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.] ")
_LISTED = re.compile(r",? (?:and|or|to|as well as)\b")
_SPEAKS = re.compile(r" (?:said|says|told|added|wrote)\b")
"""What makes the name behind a comma a speaker's ("on the 300 block of Rosedale, Donakowski said")."""
_COMMA = re.compile(r", | \(|,? in ")
_OWNED = (
    r"(?:(?!(?:of|in|on|at|to|into|from|with|against|for|over|near|and|or) )[a-z-]+ ){0,3}(?:(?<=capital )of |"
    r"(?<=city )of |(?<=town )of |(?<=village )of |(?<=province )of |(?<=region )of |(?<=state )of |(?<=district )of |"
    r"(?<=port )of |(?<=island )of |(?<=suburb )of |(?<=area )of )?"
)
"""What stands between a country and a place of its own: "Iraq's restive western Anbar", "Iraq's second city of Mosul",
not "Russia's invasion of Georgia"."""
_OWNER = re.compile(
    rf"(?P<owner>{_NAME})(?:['’](?: ?s)? {_OWNED}| (?:town|city|village|suburb|community|township) of )$"
)
_TOWN_OF = re.compile(r"(?<!\w)[A-Z]\w++ (?:town|city|village|suburb|community|township) of $")
_UNIT_AFTER = re.compile(rf"[ -](?P<unit>{'|'.join(_UNITS)})\b(?! (?:of|outside|near) )", re.IGNORECASE)
_UNIT_OF = re.compile(rf"(?P<name>{_NAME}) (?P<unit>{'|'.join(_UNITS)}) of (?:the )?(?P<holder>[A-Z].+)", re.IGNORECASE)
_UNIT_BEFORE = re.compile(rf"\b(?P<unit>{'|'.join(_UNITS)}) of (?:the )?$", re.IGNORECASE)
_OF_TOWN = re.compile(
    r"\b(?:outskirts|suburbs?|cent(?:er|re)|streets|downtown) of (?:the )?$|\bdowntown $", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:the |(?:north|south|east|west|central|northern|southern|eastern|western|north-?east(?:ern)?|"
    r"north-?west(?:ern)?|south-?east(?:ern)?|south-?west(?:ern)?|downtown|greater|upper|lower|mainland|nearby|rural)"
    rf"[ -](?=[A-Z])(?!{STREET_WORD}))+"
)
_FORMAL = re.compile(
    r"^(?:the )?(?:(?:islamic|federal|democratic|people['’]s|arab|united) )*"
    r"(?:republic|kingdom|sultanate|commonwealth|federation|union|state|emirate|principality|city) of "
    r"(?:the )?(?=[A-Z])"
    r"|^(?:mainland|metropolitan|greater) (?=[A-Z])",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"^(?:(?:(?:North|South)[ -]?(?:East|West)|North|South|East|West|Central)(?:ern)?|[NS]\.?[EW]\.?)[ -]"
    rf"(?=[A-Z])(?!{STREET_WORD})",
    re.IGNORECASE,
)
_FACILITY = re.compile(
    r"\b(?:camp|base|airport|airfield|prison|jail|hospital|square|crossing|mosque|market|port|dam|plant|university|bridge|checkpoint|"
    r"zone|embassy|barracks|palace|stadium|gate)\b",
    re.IGNORECASE,
)
_SITE_AFTER = re.compile(
    r"(?: refugee| air| military| naval)? "
    r"(?:camp|base|airbase|airport|airfield|prison|hospital|square|crossing|mosque|dam|port)\b",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(
    r"(?:,? and [A-Z]\w+)? (?:[Ss]treets|[Aa]venues|Street|Avenue|Road|Drive|Boulevard|Lane|Parkway|Ave|Rd|Blvd|St)"
    r"\b\.?"
)
_ACT_AFTER = re.compile(
    r" (?:[a-z]+ )?(?:shooting|stabbing|gunfight|murder|homicide|killing|attack|bombing|blast|riot|protest)s?\b"
)
_LOCATIVE = re.compile(
    r"\b(?:in|near|outside|between|across|around|inside|north|south|east|west|[nsew]\w+ern) $", re.IGNORECASE
)
_DATELINE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}")
_WINDOW = 90
_BIG_CITY = 100_000
_SUBURB_KM = 50.0
_LONGEST = 5
_MOST_NAMES = 600
"""Names weighed in one document; a page that lists more is an index, and its tail stays unresolved."""


def described(text: str, start: int, end: int, *, strict: bool = False) -> Toponym:
    """The name at the span with its containers and unit word, read from the text on both sides."""
    name = text[start:end]
    lead = _LEADING.match(name)
    name = name[lead.end() :] if lead and lead.end() < len(name) else name
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    found = _UNIT_AFTER.match(after) or _UNIT_BEFORE.search(before) or _UNIT_AFTER.search(name)
    unit = _UNITS[found["unit"].lower()] if found else ("city" if _OF_TOWN.search(before) else None)
    if found and found.re is _UNIT_AFTER and found.string is after:
        after = after[found.end() :]
    name = _in_full(text, start, end, name)
    containers = tuple(_containers(before, after))
    stated = bool(containers) and (_is_stated(after) or _TOWN_OF.search(before) is not None)
    return Toponym(start, end, name, containers, unit, strict, stated=stated)


def _is_stated(after: str) -> bool:
    """True where a comma or an apposition names what holds the place, and no list goes on after it."""
    if _TOWN_IN.match(after):
        return True
    follows = _AFTER.match(after)
    if follows is None or not after.startswith(", "):
        return False
    return not (_LISTED.match(after, follows.end()) or _SPEAKS.match(after, follows.end()))


def _in_full(text: str, start: int, end: int, name: str) -> str:
    """The name in full, an abbreviation that reads as a word ("Man", "Miss") only with its dot or after a comma."""
    if name in _CITY_FIRST:
        return name
    word = name.isalpha() and not name.isupper() and name in STATES
    dotted = text.startswith(".", end) or text[max(0, start - 2) : start] == ", "
    return name if word and not dotted else expand(name)


def _containers(before: str, after: str) -> Iterator[str]:
    apposed = _TOWN_IN.match(after)
    if apposed:
        yield expand(apposed["first"])
    follows = _AFTER.match(after) if _COMMA.match(after) and not apposed else None
    for name in follows.groups() if follows else ():
        if name:
            yield expand(_trimmed(name))
    owner = _OWNER.search(before)
    if owner:
        yield _country_of(owner["owner"]) or expand(owner["owner"])


def _country_of(adjective: str) -> str | None:
    """The country whose people the word means ("the Somali town of"), though a unit elsewhere has the name too."""
    code = countries.by_demonym(adjective)
    own = countries.country(code) if code else None
    return own.name if own else None


def _trimmed(name: str) -> str:
    """The name up to the end of its sentence, and no more of it than the abbreviated state that it begins with ("N.C.
    Police", "VA News")."""
    first = name.split()[0]
    postal = len(first) == 2 and first.isupper() and first not in _CITY_FIRST and not name.isupper()
    if (postal or first.endswith(".")) and expand(first) != first:
        return first
    name = _SENTENCE_END.split(name)[0]
    trimmed = name.rstrip(".") if expand(name) == name and "." not in name[:-1] else name
    return trimmed.removesuffix("'s").removesuffix("’s")


def plain(found: Iterable[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The names; one that nothing bears without its formal words or side ("Republic of Chile", "Northern Uganda")."""
    toponyms = list(found)
    named = gazetteer.named({each.name for each in toponyms})
    return [each if named[each.name] else _shorter(each) for each in toponyms]


def _shorter(each: Toponym) -> Toponym:
    held = _UNIT_OF.fullmatch(each.name)
    if held:
        unit = _UNITS[held["unit"].lower()]
        return replace(each, name=held["name"], unit=unit, containers=(expand(held["holder"]), *each.containers))
    name = _SIDE.sub("", _FORMAL.sub("", each.name))
    if name in _CITY_FIRST:
        return replace(each, name=name)  # "South L.A."
    return replace(each, name=expand(name)) if len(name) > 2 else each


def find(document: Document, analysis: Analysis, gazetteer: Gazetteer) -> list[Toponym]:
    """The place names of a document in text order, none overlapping: names that the tagger calls places, curated
    sites and facilities, and well-known names that it missed."""
    found: list[Toponym] = []
    sites: list[Toponym] = []
    for entity in analysis.entities:
        span = analysis.span(entity.first, entity.end)
        found += _of_entity(document.text, span.start, span.end, entity.label)
        follows = _SITE_AFTER.match(document.text, span.end)
        if follows and entity.label != "Person":
            sites.append(described(document.text, span.start, follows.end(), strict=True))
    sites = _curated_only(sites, gazetteer)
    taken = [(site.start, site.end) for site in sites]
    found = [each for each in found if not any(each.start < end and start < each.end for start, end in taken)]
    found = sites + _curated_only(found, gazetteer)
    found += _missed(document.text, analysis, gazetteer)
    found += _of_dateline(document, found, gazetteer)
    last = surnames(document.text, analysis)
    found = [each for each in found if fold(document.text[each.start : each.end]) not in last]
    found = _sides(plain(found, gazetteer), gazetteer)
    found = [_beside_its_side(document.text, each) for each in found]
    found = list(told_apart(document.text, found, given_names(document.text, analysis)))
    found = list(without_streets(document, _without_letters(document.text, found, gazetteer)))
    return sorted(found, key=lambda each: each.start)[:_MOST_NAMES]


def _sides(found: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The names; that of a large town's side without it, where the town is named too and a far village has the whole
    name ("North Baltimore" beside "Baltimore")."""
    names = {each.name for each in found}
    parts = {name: _SIDE.sub("", name) for name in names if _SIDE.match(name)}
    parts = {name: bare for name, bare in parts.items() if bare in names or bare.upper() in names}
    named = gazetteer.named({*parts, *parts.values()})
    sides = {name for name, bare in parts.items() if _is_side(named[name], named[bare])}
    return [replace(each, name=parts[each.name]) if each.name in sides else each for each in found]


def _is_side(whole: Sequence[Named], bare: Sequence[Named]) -> bool:
    """True where a large town bears the bare name and nothing large or close to the town the whole one."""
    towns = [each.place for each in bare if each.kind == "main" and each.place.level == "city"]
    large = max(towns, key=lambda place: place.population, default=None)
    if large is None or large.population < _BIG_CITY:
        return False
    own = [each.place for each in whole]
    return all(place.population < _BIG_CITY and flat_km(place, large) > _SUBURB_KM for place in own)


def _without_letters(text: str, found: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The names without abbreviations among small words ("the LES shooting") that a town merely spells alike."""
    letters = {each.name for each in found if is_abbreviation(text, each)}
    named = gazetteer.named(letters)
    towns = {
        name
        for name in letters
        if not any(n.place.curated or n.place.level in ("country", "admin1", "region") for n in named[name])
    }
    return [each for each in found if each.name not in towns or not is_abbreviation(text, each)]


def _beside_its_side(text: str, each: Toponym) -> Toponym:
    """The name of which a side is meant without the word for it, so that it is read as in "northern Uganda"."""
    side = _SIDE.match(text[each.start : each.end])
    moved = side is not None and text[each.start + side.end() : each.end] == each.name
    return replace(each, start=each.start + side.end()) if side and moved else each


def _of_dateline(document: Document, found: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The name that the dateline begins with, where the tagger did not see it and a place bears it."""
    blocks = [block for block in document.blocks if block.kind == "dateline"]
    names = [(block.start, _DATELINE.match(document.text, block.start, block.end)) for block in blocks]
    spans = [(start, name.end()) for start, name in names if name]
    free = [span for span in spans if not any(each.start < span[1] and span[0] < each.end for each in found)]
    told = plain((described(document.text, *span) for span in free), gazetteer)
    named = gazetteer.named({each.name for each in told})
    return [each for each in told if named[each.name]]


def _of_entity(text: str, start: int, end: int, label: EntityLabel) -> Iterator[Toponym]:
    if label == "Location":
        street = _STREET_AFTER.match(text, end)
        for first, last in _pieces(text, start, street.end() if street else end):
            yield replace(described(text, first, last), doubted=names_house(text, first, last))
    elif label == "Person":
        yield from _misread(text, start, end)
    elif label in ("Facility", "Misc") or (label == "Organization" and _FACILITY.search(text[start:end])):
        for first, last in _pieces(text, start, end):
            yield described(text, first, last, strict=True)


def _misread(text: str, start: int, end: int) -> Iterator[Toponym]:
    """A name tagged as a person's that stands where only a place can: "in Temuco", "eastern El Salvador"."""
    lead = _LEADING.match(text[start:end])
    first = start + (lead.end() if lead else 0)
    if (lead or _LOCATIVE.search(text[max(0, start - 20) : start])) and not text.startswith(("'", "’"), end):
        yield replace(described(text, first, end), missed=True)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names inside one tagged span: "Basra, Iraq" and "Baghdad's Green Zone" are two each."""
    words = text[start:end]
    cuts = [0]
    for mark in re.finditer(r", |['’]s (?!County\b|Parish\b)(?=\S)|['’] (?=[A-Z])", words):
        cuts += [mark.start(), mark.end()]
    cuts.append(len(words))
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        piece = words[first:last]
        lead = _LEADING.match(piece)
        first += lead.end() if lead and lead.end() < len(piece) else 0
        piece = re.sub(r"(?<=[a-z]) (?:street|park|club|bar|school)$|['’]s?$|(?<![,;:])[,;:]+$", "", words[first:last])
        if len(piece.strip()) > 1:
            yield start + first, start + first + len(piece)


def _curated_only(found: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The names that are not strict, the strict that a curated place bears, the doubtful that a strong place bears."""
    named = gazetteer.named({each.name for each in found if each.strict or each.missed})
    kept: list[Toponym] = []
    for each in found:
        places = named.get(each.name, ())
        if each.missed:
            fits = any(_strong(n) for n in places)
        else:
            fits = not each.strict or any(n.place.curated for n in places)
        if fits:
            kept.append(each)
    return kept


def _missed(text: str, analysis: Analysis, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Capitalised runs outside every entity that are a country, a large unit, a big city or a curated place."""
    people = {
        fold(analysis.words[token])
        for entity in analysis.entities
        if entity.label == "Person"
        for token in range(entity.first, entity.end)
    }
    runs = [run for run in _runs(analysis) if not (run[1] - run[0] == 1 and fold(analysis.words[run[0]]) in people)]
    spans = [analysis.span(*run) for run in runs]
    named = gazetteer.named({text[span.start : span.end] for span in spans})
    for span in spans:
        of_act = _ACT_AFTER.match(text, span.end) is not None
        if any(_strong(each) or (of_act and _is_town(each)) for each in named[text[span.start : span.end]]):
            yield replace(described(text, span.start, span.end), missed=True)


def _runs(analysis: Analysis) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(analysis):
        end = first
        while (
            end < len(analysis) and _is_name(analysis, end) and analysis.sentence_of[end] == analysis.sentence_of[first]
        ):
            end += 1
        touches = (first and analysis.entity_of[first - 1] >= 0) or (
            end < len(analysis) and analysis.entity_of[end] >= 0
        )
        if end > first and end - first <= _LONGEST and not touches:
            yield first, end
        first = max(end, first + 1)


def _is_name(analysis: Analysis, token: int) -> bool:
    """Unknown names are often tagged as common nouns; a capital inside the sentence gives them away."""
    if analysis.entity_of[token] >= 0 or not analysis.words[token][:1].isupper():
        return False
    opens = token == analysis.sentences[analysis.sentence_of[token]][0]
    return analysis.tags[token].startswith("NNP" if opens else "NN")


def _is_town(named: Named) -> bool:
    return named.kind != "variant" and named.place.level == "city"


def _strong(named: Named) -> bool:
    place = named.place
    if named.kind == "variant":
        return False
    return (
        (place.curated and " " in place.name)
        or place.level in ("country", "admin1")
        or (place.level == "city" and place.population >= _BIG_CITY)
    )
