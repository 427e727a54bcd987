"""American radio and television stations by call sign, with the town they broadcast from: "(WKRN)" is Nashville's.

``data/stations.tsv`` is this project's own table of stations with newsrooms (town, state, call signs), written from
memory and not checked against the register. Call signs are assigned by the Federal Communications Commission and tell
nothing of the town by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gesta.knowledge.tables import rows


@dataclass(frozen=True, slots=True)
class Station:
    """A call sign in a text: offsets of its letters, the town and the state of the station."""

    start: int
    end: int
    town: str
    admin1: str


_SIGN = re.compile(r"\b[KW][A-Z]{2,3}(?![A-Za-z])|\b[kw][a-z]{2,3}(?=(?:tv)?\.com\b)")
_AFTER = re.compile(r"(?:-(?:TV|DT|FM|AM)\b|[.](?:com|org)\b| ?\d| (?:News|TV|Channel|reports?|reported)\b|\))")
_BEFORE = re.compile(r"(?:\(|\b(?:FOX|NBC|ABC|CBS|Fox|told)(?: ?\d+)? |\d )$")
_CAPITALS = re.compile(r"\b[A-Z]{2,} $")
_VOWEL = re.compile(r"[AEIOU]")


@cache
def _homes() -> dict[str, tuple[str, str]]:
    """Town and state of each call sign."""
    return {sign: (town, admin1) for town, admin1, signs in rows("stations.tsv") for sign in signs.split(";")}


def stations(text: str) -> Iterator[Station]:
    """The stations that the text names, each once, in order.

    A sign that reads as a word ("WISH", "KING") counts only where something beside it says that it is a station's.
    """
    homes = _homes()
    seen: set[str] = set()
    for found in _SIGN.finditer(text):
        sign = found[0].upper()
        if sign in homes and sign not in seen and _is_sign(text, found):
            seen.add(sign)
            yield Station(found.start(), found.end(), *homes[sign])


def _is_sign(text: str, found: re.Match[str]) -> bool:
    if len(found[0]) == 4 and not _VOWEL.search(found[0].upper()):
        return True
    after, before = _AFTER.match(text, found.end()), text[max(0, found.start() - 12) : found.start()]
    if after and after[0][-1].isdecimal() and _CAPITALS.search(before):
        return False  # "IN WEEK 5", in a text in capitals
    return bool(after or _BEFORE.search(before))
