"""Words that stand where a place name may and name none: "the North side", "Man suspected", "a turkey hunt"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gesta.knowledge.place_names import fold
from gesta.model.analysis import Analysis
from gesta.resolve.place_scores import Toponym

STREET_WORD = r"(?:Street|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Parkway|Highway|Main|Broadway|Sides?|End)\b"
"""What follows a compass word in the name of a street or of a side of a town, which is no part of a place."""
_COMPASS = re.compile(r"(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)(?:ern)?", re.IGNORECASE)
_SIDE_OF_TOWN = re.compile(
    r"(?:the )?(?:far |near )?(?:(?:north|south)[ -]?(?:east|west)?|east|west)[ -]?(?:sides?|end)", re.IGNORECASE
)
_LOCATIVE = re.compile(r"\b(?:in|near|outside|between|across|around|inside|at|from|of|to) (?:the )?$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|near|outside|around) $", re.IGNORECASE)
_FILM = re.compile(r"(?:Holly|Bolly|Nolly)wood(?:-style| (?:movie|film|actor|actress|star|studio)\w*)")
_TITLED = re.compile(r"[A-Z][a-z]+")
_FEAST = re.compile(r"['’]s (?:Day|Eve)\b")
_NOUNS = frozenset({"Man", "Men", "Police", "Teen"})
"""Nouns that open headlines and that villages somewhere are called."""
_LETTERS = re.compile(r"[A-Z]{3,4}")
_BEFORE = 20
_AROUND = 200


def told_apart(text: str, found: Sequence[Toponym], given: frozenset[str] = frozenset()) -> Iterator[Toponym]:
    """The names without bare compass words, ordinary words with a capital and ``given`` names of people; sides of a
    town as no gazetteer's."""
    names = {text[each.start : each.end]: each for each in found}
    for each in (_whole(text, each, names) for each in found):
        named = text[each.start : each.end]
        if _FEAST.match(text, each.end) or (named.islower() and _has_capitals(text, each.start)):
            continue
        if each.unit is None and not each.containers:
            if _COMPASS.fullmatch(named) or _is_ordinary(text, each.start, named, given):
                continue
            if _SIDE_OF_TOWN.fullmatch(each.name):
                each = replace(each, strict=True)
        yield each


def is_abbreviation(text: str, each: Toponym) -> bool:
    """True for three or four capitals beside words that are not written in capitals."""
    if not _LETTERS.fullmatch(text[each.start : each.end]) or each.name != text[each.start : each.end]:
        return False
    before, after = text[max(0, each.start - _BEFORE) : each.start].split(), text[each.end : each.end + _BEFORE].split()
    beside = [*before[-1:], *after[:1]]
    return any(word.isalpha() for word in beside) and not any(word.isupper() and len(word) > 1 for word in beside)


def _has_capitals(text: str, position: int) -> bool:
    """True where the text about the position writes names with capitals, so that a small word is none."""
    return any(letter.isupper() for letter in text[max(0, position - _AROUND) : position + _AROUND])


def _whole(text: str, each: Toponym, names: Mapping[str, Toponym]) -> Toponym:
    """The name as long as the text has it elsewhere: "Ocean" of "Ocean View" is cut short."""
    longer = [name for name in names if text.startswith(f"{text[each.start : each.end]} ", each.start)
              and len(name) > each.end - each.start and text.startswith(name, each.start)]  # fmt: skip
    if not longer:
        return each
    name = max(longer, key=len)
    return replace(names[name], start=each.start, end=each.start + len(name))


def _is_ordinary(text: str, start: int, named: str, given: frozenset[str]) -> bool:
    """True for one word that the text also writes small or that is a given name, and that no "in" makes a place."""
    if not _TITLED.fullmatch(named):
        return False
    before = text[max(0, start - _BEFORE) : start]
    if _FILM.match(text, start) or (fold(named) in given and not _IN.search(before)):
        return True
    if _LOCATIVE.search(before):
        return False
    if named in _NOUNS:
        return True
    return re.search(rf"(?<![\w.@/-]){named.lower()}(?![\w@/-])", text) is not None


def given_names(text: str, analysis: Analysis) -> frozenset[str]:
    """The first words of the longer person names of a document."""
    spans = (analysis.span(each.first, each.end) for each in analysis.entities if each.label == "Person")
    names = (text[span.start : span.end].split() for span in spans)
    return frozenset(fold(words[0]) for words in names if len(words) > 1)


def surnames(text: str, analysis: Analysis) -> frozenset[str]:
    """The last parts of the longer person names of a document: alone, they are those persons, whatever their label."""
    tails: set[str] = set()
    for entity in analysis.entities:
        if entity.label == "Person":
            span = analysis.span(entity.first, entity.end)
            words = text[span.start : span.end].split()
            tails.update(fold(" ".join(words[first:])) for first in range(1, len(words)))
    return frozenset(tails)
