"""States and provinces as news abbreviates them, and names with abbreviated words, in full."""

from __future__ import annotations

import re

STATES = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Colo": "Colorado",
    "Conn": "Connecticut",
    "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois", "Ind": "Indiana", "Kan": "Kansas",
    "Kans": "Kansas", "Ky": "Kentucky", "La": "Louisiana", "Md": "Maryland", "Mass": "Massachusetts",
    "Mich": "Michigan",
    "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana", "Neb": "Nebraska",
    "Nebr": "Nebraska",
    "Nev": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota", "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania", "Penn": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "Tenn": "Tennessee", "Tex": "Texas",
    "Vt": "Vermont",
    "Va": "Virginia", "Wash": "Washington", "WVa": "West Virginia", "Wis": "Wisconsin", "Wyo": "Wyoming",
    "DC": "District of Columbia", "Ont": "Ontario", "Que": "Quebec", "Alta": "Alberta", "Sask": "Saskatchewan",
    "Man": "Manitoba", "BC": "British Columbia",
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""Abbreviations without their dots."""

_WORDS = {
    "n": "North", "s": "South", "e": "East", "w": "West", "no": "North", "so": "South", "ft": "Fort", "co": "County",
    "twp": "Township",
}  # fmt: skip
_ABBREVIATED = re.compile(r"^(?:[NSEW]|No|So|Ft)\. ?(?=[A-Z][a-z])|^Ft (?=[A-Z])| (?:Co|Twp)\.?$", re.IGNORECASE)


def expand(name: str) -> str:
    """The name in full where it is an abbreviated state ("N.C.", "Va.") or has an abbreviated word ("W. Salem", "Knox
    Co."), else as it stands."""
    if len(name) <= 6 and (state := STATES.get(name.replace(".", "").replace(" ", ""))):
        return state
    return _ABBREVIATED.sub(lambda found: _WORDS[found[0].strip(" .").lower()].join(_margins(found[0])), name)


def _margins(words: str) -> tuple[str, str]:
    """The blanks before and after the words."""
    return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
