"""The place whose people or adjective a word is: countries, and units and regions such as Texas, Chechnya or Africa."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gesta.knowledge import countries
from gesta.knowledge.place_names import fold
from gesta.knowledge.tables import rows
from gesta.model.terms import PlaceId


@cache
def _units() -> Mapping[str, PlaceId]:
    """Folded demonyms of units and regions (this project's own table, ``data/unit_demonyms.tsv``)."""
    return {fold(word): PlaceId(place) for place, words in rows("unit_demonyms.tsv") for word in words.split(";")}


def place_of_demonym(word: str) -> PlaceId | None:
    """The place that "Sudanese", "Texans" or "Chechen" is of; None for any other word."""
    code = countries.by_demonym(word)
    return PlaceId(f"iso:{code}") if code else _units().get(fold(word))
