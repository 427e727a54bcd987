"""The place whose people or adjective a word is: countries, and units and regions such as Texas, Chechnya or Africa."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gesta.knowledge import countries
from gesta.knowledge.place_names import fold
from gesta.model.terms import PlaceId


@cache
def _units() -> Mapping[str, PlaceId]:
    """Folded demonyms of units and regions (this project's own table, ``data/unit_demonyms.tsv``)."""
    table = (files("gesta.knowledge") / "data" / "unit_demonyms.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {fold(word): PlaceId(place) for place, words in rows for word in words.split(";")}


def place_of_demonym(word: str) -> PlaceId | None:
    """The place that "Sudanese", "Texans" or "Chechen" is of; None for any other word."""
    code = countries.by_demonym(word)
    return PlaceId(f"iso:{code}") if code else _units().get(fold(word))
