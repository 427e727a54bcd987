"""Words that stand where a place name may and name none: "the North side", "Man suspected", "East Street"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gesta.knowledge.place_names import fold
from gesta.resolve.place_scores import Toponym

STREET_WORD = r"(?:Street|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Parkway|Highway|Main|Broadway|Sides?|End)\b"
"""What follows a compass word in the name of a street or of a side of a town, which is no part of a place."""
_COMPASS = re.compile(r"(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)(?:ern)?", re.IGNORECASE)
_SIDE_OF_TOWN = re.compile(
    r"(?:the )?(?:far |near )?(?:(?:north|south)[ -]?(?:east|west)?|east|west)[ -]?(?:sides?|end)", re.IGNORECASE
)
_LOCATIVE = re.compile(r"\b(?:in|near|outside|between|across|around|inside|at|from|of|to) (?:the )?$", re.IGNORECASE)
_TITLED = re.compile(r"[A-Z][a-z]+")
_BEFORE = 20


def told_apart(text: str, found: Iterable[Toponym], given: frozenset[str] = frozenset()) -> Iterator[Toponym]:
    """The names without bare compass words, ordinary words with a capital and ``given`` names of people; sides of a
    town as no gazetteer's."""
    for each in found:
        named = text[each.start : each.end]
        if each.unit is None and not each.containers:
            if _COMPASS.fullmatch(named) or _is_ordinary(text, each.start, named, given):
                continue
            if _SIDE_OF_TOWN.fullmatch(each.name):
                each = replace(each, strict=True)
        yield each


def _is_ordinary(text: str, start: int, named: str, given: frozenset[str]) -> bool:
    """True for one word that the text also writes small or that is a given name, and that no "in" makes a place."""
    if not _TITLED.fullmatch(named) or _LOCATIVE.search(text[max(0, start - _BEFORE) : start]):
        return False
    if fold(named) in given:
        return True
    return re.search(rf"(?<![\w.@/-]){named.lower()}(?![\w@/-])", text) is not None
