"""Codes of countries in the numberings that other schemes use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gesta.knowledge.countries import country


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country. ``numeric``: ISO 3166-1; ``fips``: FIPS 10-4; ``cow``: Correlates of War; ``gw``: Gleditsch and
    Ward. Empty where a list does not have the country."""

    name: str
    iso3: str
    numeric: str
    fips: str
    cow: str
    gw: str


NOWHERE = CountryCodes("", "", "", "", "", "")


def codes_of_country(code: str | None) -> CountryCodes:
    """The codes of a country by its two letters; empty ones for a country that is not known."""
    found = country(code) if code else None
    if found is None:
        return NOWHERE
    numeric, fips, cow, gw = _table().get(found.code, ("", "", "", ""))
    return CountryCodes(found.name, found.iso3, numeric, fips, cow, gw)


@cache
def _table() -> Mapping[str, tuple[str, str, str, str]]:
    text = (files("gesta.export") / "data" / "country_codes.tsv").read_text(encoding="utf-8")
    split = (line.split("\t") for line in text.splitlines()[1:])
    return {code: (numeric, fips, cow, gw) for code, numeric, fips, cow, gw in split}
