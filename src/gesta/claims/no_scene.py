"""Countries and units named as those of somebody or something, which tell no place: "a US air strike", "Texas Gov.
Roe", "the ambassador to Spain", "an Istanbul-based teacher"."""

from __future__ import annotations

import re

from gesta.claims.far_names import is_home
from gesta.model.analysis import Analysis
from gesta.model.deeds import is_short_state
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Span

_WIDE = frozenset({"country", "admin1", "region"})
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod:poss", "nmod:desc", "nmod"})
_GROUND = frozenset(
    "state province region district department county governorate municipality city town village capital territory "
    "soil water waters airspace border frontier coast shore island mainland side area zone part north south east west "
    "northeast northwest southeast southwest center centre interior countryside jungle desert mountain forest "
    "river valley highland highlands lowland lowlands prison jail penitentiary airport port road highway street market "
    "university school home house flat apartment building hotel shop store bar pub club nightclub restaurant church "
    "mosque temple hospital court park station base camp facility factory plant office bank".split()
)
"""What lies in the place whose name stands before it."""
_OFFICE = re.compile(
    r"\b(?:president|governor|premier|chancellor|king|queen|prince|emir|minister|secretary|senator|lawmaker|member|"
    r"representative|ambassador|envoy|consul|citizen|national|native|resident|bank|history|embassy|consulate)s? "
    r"(?:of|to|from|for|in) (?:the )?$",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\b(?:(?:ambassador|envoy|consul)s? (?:to|in)|(?:citizen|national|native|immigrant)s? (?:of|from)) (?:the )?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{1,2}, of (?:the )?(?:\d+ )?[^,;.]{0,40}\b(?:block of|Street|Avenue|Road|Drive|Lane|Court)\b[^,;.]{0,30} in $"
)
_NOT_THERE = re.compile(
    r"[-–](?:based|born|registered|trained|bound|style)\b|"
    r" (?:citizen|national|native|immigrant|migrant|refugee|tourist)s?\b(?! [A-Z])|"
    r" (?:crisis|accords?|agreements?|treaty|summit|declaration|pact|protocol|conference|convention|talks|meeting)\b",
    re.IGNORECASE,
)
_EDGE = 100


def is_elsewhere(document: Document, analysis: Analysis, place: PlaceEntity) -> bool:
    """True for where somebody is from or registered ("a Leeds-based group", "Jo Roe, 38, of the 20 block of Elm Road in
    Leeds"), what a crisis or treaty is called after, and a country in letters before a noun ("US officials")."""
    before = document.text[max(0, place.start - _EDGE) : place.start]
    if _NOT_THERE.match(document.text, place.end) or _ADDRESS.search(before):
        return True
    words = (analysis.words[token] for token in analysis.tokens_in(Span(place.start, place.end)))
    return place.level == "country" and any(map(is_short_state, words)) and stands_before(analysis, place)


def names_whose(document: Document, analysis: Analysis, place: PlaceEntity) -> bool:
    """True for a unit by which somebody or something is only told apart from others; a country in full before a noun
    is often that of the act as well."""
    if place.level not in _WIDE:
        return False
    if is_home(document, place):
        return True
    before = document.text[max(0, place.start - _EDGE) : place.start]
    if _OFFICE.search(before):
        return place.level != "country" or _ABROAD.search(before) is not None
    return place.level != "country" and stands_before(analysis, place)


def stands_before(analysis: Analysis, place: PlaceEntity) -> bool:
    """True for a name before a noun of something that is no ground ("a Texas senator", not "a Texas prison")."""
    inside = analysis.tokens_in(Span(place.start, place.end))
    for token in inside:
        head = analysis.heads[token]
        if head in inside or head < token or analysis.deps[token] not in _BEFORE_NOUN:
            continue
        entity = analysis.entity_of[head]
        located = entity >= 0 and analysis.entities[entity].label == "Location"
        return not located and analysis.lemmas[head].lower() not in _GROUND
    return False
