"""Tokens and word lists of the time grammar."""

from __future__ import annotations

import re

import msgspec

from gesta.resolve.timex_nodes import Part, Unit

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)"
    r"|(?<![\d./])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])"
    r"|\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)|\d+|[^\W\d_]+|\S"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or mark; ``low`` in lower case, ``glued`` when nothing stands between it and the one before."""

    start: int
    end: int
    raw: str
    low: str
    glued: bool


Words = tuple[Token, ...]


def tokenise(text: str, start: int, end: int) -> Words:
    """The tokens of ``text[start:end]`` with offsets in ``text``."""
    found: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        low = raw.lower() if raw not in ("’", "‘") else "'"
        found.append(Token(match.start(), match.end(), raw, low, match.start() == before))
        before = match.end()
    return tuple(found)


def low(words: Words, at: int) -> str:
    """The lower-case word at the index, empty outside the sentence."""
    return words[at].low if 0 <= at < len(words) else ""


def glued(words: Words, at: int) -> bool:
    """True when the token at the index follows the one before without a space."""
    return 0 <= at < len(words) and words[at].glued


def capital(words: Words, at: int) -> bool:
    """True when the word begins with a capital."""
    return 0 <= at < len(words) and words[at].raw[:1].isupper()


def span_is(words: Words, at: int, *expected: str) -> bool:
    """True when these words stand at the index, one after the other."""
    if low(words, at) != expected[0]:
        return False
    return all(low(words, at + step) == word for step, word in enumerate(expected))


_MONTH_NAMES = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
MONTHS = {name: number for names in _MONTH_NAMES for number, name in enumerate(names, start=1)} | {"sept": 9}
FULL_MONTHS = frozenset(_MONTH_NAMES[0])
DOUBTFUL_MONTHS = frozenset({"may", "march"})
"""Month names that are English words too."""

_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)}
SHORT_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
PLURAL_WEEKDAYS = {f"{name}s": number for name, number in WEEKDAYS.items()}

UNITS: dict[str, Unit] = {
    "sec": "second",
    "secs": "second",
    "seconds": "second",
    "min": "minute",
    "mins": "minute",
    "minute": "minute",
    "hr": "hour",
    "hrs": "hour",
    "hour": "hour",
    "day": "day",
    "weekend": "weekend",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "yr": "year",
    "yrs": "year",
    "year": "year",
    "decade": "decade",
}
UNITS |= {f"{name}s": unit for name, unit in tuple(UNITS.items()) if name == unit}
PLURAL_UNITS = frozenset(name for name in UNITS if name.endswith("s") and name not in ("secs", "mins", "hrs", "yrs"))

PARTS: dict[str, Part] = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
    "nighttime": "night",
    "nite": "night",
    "nights": "night",
    "mornings": "morning",
    "evenings": "evening",
    "afternoons": "afternoon",
    "overnight": "overnight",
    "dawn": "dawn",
    "daybreak": "dawn",
    "sunrise": "dawn",
    "dusk": "dusk",
    "sunset": "dusk",
    "nightfall": "dusk",
    "noon": "noon",
    "midday": "noon",
    "lunchtime": "noon",
    "midnight": "midnight",
}
SEASON_NAMES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ZONES = frozenset("gmt utc est edt et cst cdt ct pst pdt pt mst mdt bst cet cest eet ist wib hkt jst".split())
ABOUT = frozenset({"around", "about", "approximately", "roughly", "nearly", "almost", "circa"})
VAGUE = frozenset({"several", "few", "couple", "many", "some", "dozens", "numerous"})
ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
DASHES = frozenset({"-", "–", "—", "‐", "‑"})
