"""The capital as the place of an act that is told without its name: "a bomb exploded in the Peruvian capital"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gesta.knowledge import countries
from gesta.knowledge.places import Gazetteer
from gesta.model.documents import Document
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Quote
from gesta.resolve.places import definite_place

_PART = (
    r"(?:part|sector|side|street|suburb|outskirt|quarter|area|centre|center|heart|north|south|east|west|"
    r"neighbou?rhood|district)s?"
)
_CAPITAL = re.compile(
    rf"\b(?:in|near|outside|around|across|throughout|from|{_PART} of) "
    r"(?P<words>the (?:(?P<adjective>[a-z]+) )?capital)\b"
    r"(?! (?:of|letters?|market|punishment|gains?|region|province|district)\b)",
    re.IGNORECASE,
)
"""Where only a place can stand: "returns on the capital" is money."""
_SHARE = 0.6
"""Share of the names of places that must lie in one country for its capital to be meant."""


def capitals(document: Document, found: Sequence[PlaceEntity], gazetteer: Gazetteer) -> Iterator[PlaceEntity]:
    """The capital wherever the text says "the capital" of a place: of the country whose adjective stands with it, else
    of the one that most of the report's places lie in."""
    text = document.text
    leading = _leading(found)
    for match in _CAPITAL.finditer(text):
        block = document.block_at(match.start())
        if block is None or block.kind not in ("headline", "body"):
            continue
        adjective = match["adjective"]
        country = countries.by_demonym(adjective.title()) if adjective else leading
        words = Quote(match.start("words"), match.end("words"), match["words"])
        place = definite_place(words, found, country, gazetteer) if country else None
        if place is not None:
            yield place


def _leading(found: Sequence[PlaceEntity]) -> str | None:
    codes = [each.country for each in found if each.country is not None]
    most = max(sorted(set(codes)), key=codes.count, default=None)
    return most if most is not None and codes.count(most) >= _SHARE * len(codes) else None
