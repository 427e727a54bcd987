"""CAMEO actor codes: "SYRMIL" is of Syria and military; three letters a piece, the country before the sectors.

Sector codes are those of the CAMEO manual (chapter 3) and of PLOVER; several of them are one kind here, so that a code
cannot be got back from a kind. A first piece that is neither a country of ISO 3166 nor a sector is taken for a country
of the dictionary's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gesta.knowledge.countries import countries
from gesta.model.terms import ActorKind

_SECTORS: Mapping[ActorKind, str] = {
    "government": "GOV LEG JUD SPY ELI FRM",
    "military": "MIL NAV AFC",
    "police": "COP PRM",
    "rebel": "REB SEP INS IMG",
    "militia": "UAF",
    "terrorist": "RAD",
    "gang": "CRM",
    "party": "OPP PTY MOP",
    "media": "MED JRN",
    "business": "BUS MNC",
    "ngo": "NGO NGM HRI ENV",
    "international": "IGO UNO",
    "religious": "REL CHR MUS MOS JEW HIN BUD CTH PRO BAH JAN SIK SHI SUN CPT",
    "ethnic": "ETH TRI",
    "civilians": "CVL CIV EDU LAB HLH AGR REF DEV SET SOC MOD",
}
_FORMER = {"ROM": "RO", "ZAR": "CD", "TMP": "TL", "KSV": "XK", "PAL": "PS", "USR": "SU", "GMW": "DE", "BUR": "MM"}
"""Countries by codes that ISO 3166 has withdrawn or never had, as dictionaries use them."""
_REGIONS = frozenset(
    "AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR EEC LAM MEA MDT NAF NMR PGS SCN SAM SAS SEA SAF WAF WST".split()
)
NOBODY = frozenset({"---", "###", "+++"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says. ``country``: alpha-2, or the dictionary's own three letters (``own``); ``sector``: the first
    piece that tells a kind, None for the country itself or for pieces that tell none."""

    country: str | None
    own: bool
    sector: str | None
    kind: ActorKind


@cache
def _by_sector() -> dict[str, ActorKind]:
    return {sector: kind for kind, listed in _SECTORS.items() for sector in listed.split()}


@cache
def _by_iso3() -> dict[str, str]:
    return {each.iso3: code for code, each in countries().items()} | _FORMER


def kind_of(sector: str) -> ActorKind | None:
    """The kind of a sector code."""
    return _by_sector().get(sector)


def coded(code: str) -> Coded | None:
    """What the code says; None for a code that means nobody ("---") and for one that is not letters in threes.

    Of "ELR/GAL", two actors in one, it is the first.
    """
    first = code.strip().upper().partition("/")[0]
    if not first or first[:3] in NOBODY or len(first) % 3 or not first.isalpha():
        return None
    pieces = [first[at : at + 3] for at in range(0, len(first), 3)]
    country = _by_iso3().get(pieces[0])
    own = country is None and pieces[0] not in _by_sector() and pieces[0] not in _REGIONS
    if own:
        country = pieces[0]
    sectors = pieces[1:] if country is not None else pieces
    sector = next((piece for piece in sectors if piece in _by_sector()), None)
    return Coded(country, own, sector, _by_sector()[sector] if sector is not None else "unknown")
