"""One document as the actor modules see it: text, analysis, knowledge, the countries it names and the leading one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor, Actors
from gesta.knowledge.countries import CountryNames
from gesta.knowledge.people import People, people
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.terms import ActorKind, EntityLabel

Form = Literal["person", "body", "people", "metonym", "common", "pronoun"]
Number = Literal["one", "many", "group"]
Gender = Literal["male", "female"] | None

_LEADING_SHARE = 0.65
_LEADING_WEIGHT = 6
_CONTINENTAL = frozenset({"South", "Latin", "Central", "North"})
"""Words before a demonym that make it that of a region ("Latin American")."""
_ABROAD = frozenset("ambassador embassy consul consulate envoy diplomat citizen national tourist journalist".split())
"""Nouns whose country is by their nature not the one they are in ("the U.S. ambassador")."""
_PLACES = re.compile(r"[(),\d]")
_EARLY_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens that name a country or are of one: "Iraq" (name), "Iraqi" (demonym), "Baghdad" (capital)."""

    first: int
    end: int
    code: str
    by: Literal["name", "demonym", "capital"]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of an actor over tokens ``first`` up to ``end``, before it is known who else it is.

    ``roles``: lemmas that describe it ("cleric", "president"); ``definite``: "the", "this", a possessive before it;
    ``basis``: what kind, country and actor were worked out from.
    """

    first: int
    end: int
    head: int
    form: Form
    name: str
    lemma: str
    kind: ActorKind
    country: str | None
    actor: Actor | None
    number: Number
    gender: Gender = None
    roles: frozenset[str] = frozenset()
    definite: bool = False
    basis: str = "named"


@dataclass(frozen=True, slots=True)
class Page:
    """A document with all that its actors are read from. ``named``: countries by their first token."""

    document: Document
    analysis: Analysis
    base: Actors
    people: People
    named: Mapping[int, Named]
    countries: frozenset[str]
    leading: str | None
    on: date | None

    def words(self, first: int, end: int) -> str:
        """The text of the tokens as it stands in the document, white space as one space."""
        return " ".join(self.raw(first, end).split())

    def spelt(self, first: int, end: int) -> str:
        """The same words as a name to show: with their case restored where the text is in capitals."""
        words = self.words(first, end)
        if not words.isupper():
            return words
        pieces: list[str] = []
        for token in range(first, end):
            gap = token > first and self.analysis.starts[token] > self.analysis.ends[token - 1]
            pieces.append(" " + self.analysis.words[token] if gap else self.analysis.words[token])
        return "".join(pieces)

    def raw(self, first: int, end: int) -> str:
        """The text of the tokens as it stands in the document."""
        return self.document.text[self.analysis.starts[first] : self.analysis.ends[end - 1]]

    def head_of(self, first: int, end: int) -> int:
        """The token of the range whose head lies outside it; the last one when the parse has none."""
        for token in range(first, end):
            head = self.analysis.heads[token]
            if (head < first or head >= end or head == token) and self.analysis.words[token][0].isalnum():
                return token
        return end - 1

    def country_near(self, token: int) -> str | None:
        """The only country named in the token's sentence before it, else in the sentence before."""
        sentence = self.analysis.sentence_of[token]
        for back in (sentence, sentence - 1):
            codes = {
                found.code
                for found in self.named.values()
                if found.first < token and self.analysis.sentence_of[found.first] == back
            }
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None

    def label(self, token: int) -> EntityLabel | None:
        """The entity label of a token."""
        index = self.analysis.entity_of[token]
        return self.analysis.entities[index].label if index >= 0 else None

    def capitalised(self, token: int) -> bool:
        """True for a word with a capital, case restored where the text is in capitals."""
        return self.analysis.words[token][:1].isupper()


def page(document: Document, analysis: Analysis, base: Actors, places: Sequence[PlaceEntity] = ()) -> Page:
    """The document ready for reading its actors; ``places``: what is known of where it is, besides named countries."""
    named = _countries_named(document.text, analysis, base.countries)
    start = document.published.start
    on = date.fromisoformat(start[:10]) if start and len(start) >= 10 else None
    inside = _places_in(analysis, named, places)
    codes = frozenset((*(found.code for found in named.values()), *(code for _, code in inside)))
    leading = _leading(analysis, named, inside, _dateline(document, base.countries))
    return Page(document, analysis, base, people(base.nouns), named, codes, leading, on)


def _countries_named(text: str, analysis: Analysis, names: CountryNames) -> dict[int, Named]:
    found: dict[int, Named] = {}
    token = 0
    while token < len(analysis):
        hit = _country_at(text, analysis, token, names) if analysis.words[token][:1].isupper() else None
        if hit is not None:
            found[token] = hit
        token = hit.end if hit is not None else token + 1
    return found


def _country_at(text: str, analysis: Analysis, first: int, names: CountryNames) -> Named | None:
    reach = names.words_from(fold(analysis.words[first]).partition(" ")[0])
    if not reach:
        return None
    limit = analysis.sentences[analysis.sentence_of[first]][1]
    index = analysis.entity_of[first]
    entity = analysis.entities[index] if index >= 0 else None
    for end in range(min(first + reach + (reach > 1), limit), first, -1):
        if not analysis.words[end - 1][:1].isupper() or (
            entity is not None and entity.label == "Person" and entity.end - entity.first > end - first
        ):
            continue
        words = text[analysis.starts[first] : analysis.ends[end - 1]]
        code = names.by_name(words)
        if code is not None:
            return Named(first, end, code, "name")
        code = names.by_demonym(words)
        if code is not None and first and analysis.words[first - 1] in _CONTINENTAL:
            return None
        if code is not None:
            return Named(first, end, code, "demonym")
        code = names.by_capital(words)
        if code is not None:
            return Named(first, end, code, "capital")
    return None


def _dateline(document: Document, names: CountryNames) -> str | None:
    """The country of the report's dateline: in brackets ("TEL AVIV (ISRAEL)"), else of the capital or country it
    begins with."""
    for block in document.blocks:
        if block.kind == "dateline":
            words = _PLACES.split(document.text[block.start : block.end])
            found = [names.by_name(each.strip().title()) for each in words[1:]]
            first = words[0].strip().title()
            return next((code for code in found if code), None) or names.by_capital(first) or names.by_name(first)
    return None


def _places_in(analysis: Analysis, named: Mapping[int, Named], places: Sequence[PlaceEntity]) -> list[tuple[int, str]]:
    """The places within countries, each as its first token and the country; those that name a country are not among
    them."""
    found = [(bisect_right(analysis.starts, place.start) - 1, place.country) for place in places]
    return [(token, code) for token, code in found if code is not None and token >= 0 and token not in named]


def _leading(
    analysis: Analysis, named: Mapping[int, Named], inside: Sequence[tuple[int, str]], dateline: str | None
) -> str | None:
    """The country that most of the names of countries and of places in them mean, those of the first sentences counted
    twice; None when no country has two in three of them, or there are too few to say. The dateline's country leads
    where no other is named more."""
    weights: Counter[str] = Counter()
    for found in named.values():
        if found.end < len(analysis) and analysis.lemmas[found.end] in _ABROAD:
            continue
        weights[found.code] += 4 if analysis.sentence_of[found.first] < _EARLY_SENTENCES else 2
    for token, code in inside:
        weights[code] += 2 if analysis.sentence_of[token] < _EARLY_SENTENCES else 1
    if dateline is not None:
        weights[dateline] += 4
    if not weights:
        return None
    code, weight = min(weights.items(), key=lambda item: (-item[1], item[0]))
    if weight >= _LEADING_WEIGHT and weight >= _LEADING_SHARE * weights.total():
        return code
    return dateline if dateline is not None and weights[dateline] >= weight else None
