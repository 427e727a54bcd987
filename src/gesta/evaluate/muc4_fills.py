"""Whether one response filler of a MUC-4 slot is correct, partially correct or incorrect against one key filler.

After the scoring guidelines, version 7, as far as they can be applied without a person: section 3.2 for every slot, the
premodifiers of the official scorer's configuration, and for string fills the cases of section 3.1.1 that can be told
from the words. "If you have any doubt, count it incorrect."
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from gesta.evaluate.muc4_templates import NULL, Fill, Slot

Mark = Literal["correct", "partial", "incorrect"]
CREDIT: Mapping[Mark, int] = {"correct": 2, "partial": 1, "incorrect": 0}
"""Half points."""

SETS: frozenset[Slot] = frozenset(
    {
        "INCIDENT: TYPE",
        "INCIDENT: STAGE OF EXECUTION",
        "INCIDENT: INSTRUMENT TYPE",
        "PERP: INCIDENT CATEGORY",
        "PERP: ORGANIZATION CONFIDENCE",
        "PHYS TGT: TYPE",
        "PHYS TGT: FOREIGN NATION",
        "PHYS TGT: EFFECT OF INCIDENT",
        "HUM TGT: TYPE",
        "HUM TGT: FOREIGN NATION",
        "HUM TGT: EFFECT OF INCIDENT",
    }
)
NUMBERS: frozenset[Slot] = frozenset(
    {"PHYS TGT: NUMBER", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NUMBER", "HUM TGT: TOTAL NUMBER"}
)
_BOMBS = ("BOMB", "EXPLOSIVE")
NEARLY: Mapping[Slot, Mapping[str, tuple[str, ...]]] = {
    "INCIDENT: INSTRUMENT TYPE": {
        **dict.fromkeys(("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"), ("GUN",)),
        **dict.fromkeys(("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"), _BOMBS),
        **dict.fromkeys(("BOMB", "GRENADE", "MOLOTOV COCKTAIL"), ("EXPLOSIVE",)),
        **dict.fromkeys(("MISSILE", "ROCKET"), ("PROJECTILE",)),
    },
    "INCIDENT: TYPE": dict.fromkeys(
        ("ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE"), ("ATTACK",)
    ),
    "PERP: ORGANIZATION CONFIDENCE": {"SUSPECTED OR ACCUSED BY AUTHORITIES": ("SUSPECTED OR ACCUSED",)},
    "PHYS TGT: TYPE": {"GOVERNMENT OFFICE OR RESIDENCE": ("POLITICAL FIGURE OFFICE OR RESIDENCE",)},
    "PHYS TGT: EFFECT OF INCIDENT": {"SOME DAMAGE": ("DESTROYED",)},
    "HUM TGT: TYPE": {
        "FORMER GOVERNMENT OFFICIAL": ("GOVERNMENT OFFICIAL",),
        "FORMER ACTIVE MILITARY": ("ACTIVE MILITARY",),
        "GOVERNMENT OFFICIAL": ("POLITICAL FIGURE",),
    },
    "HUM TGT: EFFECT OF INCIDENT": {"NO INJURY OR DEATH": ("NO INJURY", "NO DEATH")},
}
"""Responses that get half a point, by slot and key value (guidelines 3.2.4 to 3.2.23)."""

PREMODIFIERS = frozenset(
    "A THE AN THIS THAT THESE THOSE ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN 1 2 3 4 5 6 7 8 9 10 "
    "MORE MOST MANY SEVERAL SOME ALL FEW ANY ANOTHER OTHER CERTAIN OF".split()
)
"""Words before a noun that do not matter (``:string-premodifiers`` of the official scorer)."""
_RESTRICTING = frozenset({"OF", "WHO", "THAT", "FROM"})
_AFTER_HEAD = _RESTRICTING | {"IN", "AT", "ON", "WITH", "FOR", "WHICH", "TO", "BY", "NEAR", "WHERE", "AND", ","}
_WORD = re.compile(r"[\w&]+(?:['’.-][\w&]+)*|,")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
RECENT = timedelta(days=61)
"""How far back a default date (``- 26 AUG 89``) reaches: an incident is recent for two months (part 1, section 1.6)."""


def mark(slot: Slot, response: Fill, key: Fill) -> Mark:
    """The mark of the response's first value against the best of the key's alternatives."""
    value = max((_value_mark(slot, response.values[0], other) for other in key.values), key=lambda m: CREDIT[m])
    if value == "correct" and (key.tags or response.tags) and not _same_tag(response, key):
        return "partial"
    return value


def _same_tag(response: Fill, key: Fill) -> bool:
    """True when the cross-reference is fully correct; a missing one is the null ``-``."""
    tags = [tag for tag in response.tags if tag != NULL] or [NULL]
    wanted = [tag for tag in key.tags if tag != NULL] or [NULL]
    return any(string_mark(tags[0], other) == "correct" for other in wanted)


def _value_mark(slot: Slot, response: str, key: str) -> Mark:
    if slot == "INCIDENT: DATE":
        return date_mark(response, key)
    if slot == "INCIDENT: LOCATION":
        return location_mark(response, key)
    if slot in NUMBERS:
        return number_mark(response, key)
    if slot in SETS:
        if response == key:
            return "correct"
        return "partial" if response in NEARLY.get(slot, {}).get(key, ()) else "incorrect"
    return string_mark(response, key)


def date_mark(response: str, key: str) -> Mark:
    """Guidelines 3.2.2: equal is correct; part of the key's range, or a default on the key's last day, is partial."""
    first, second = _interval(response), _interval(key)
    if response == key or (first is not None and first == second):
        return "correct"
    if first is None or second is None:
        return "incorrect"
    (start, end), (key_start, key_end) = first, second
    if start is None:
        return "partial" if end == key_end else "incorrect"
    return "partial" if (key_start or key_end - RECENT) <= start and end <= key_end else "incorrect"


def _interval(text: str) -> tuple[date | None, date] | None:
    """First and last day; no first day for a default ("on or before"); None for what is no date."""
    days: list[date] = []
    for day, month, year in _DAY.findall(text.upper()):
        if month not in _MONTHS or not 1 <= int(day) <= 31:
            return None
        try:
            days.append(date(1900 + int(year), _MONTHS.index(month) + 1, int(day)))
        except ValueError:
            return None
    if not days:
        return None
    return (None if text.lstrip().startswith("-") else days[0]), days[-1]


def location_mark(response: str, key: str) -> Mark:
    """Guidelines 3.2.3: all parts equal is correct; the country, or everything but the country, is partial."""
    country, places = _places(response)
    key_country, key_places = _places(key)
    if places == key_places:
        if country == key_country:
            return "correct"
        return "partial" if places else "incorrect"
    return "partial" if country == key_country else "incorrect"


def _places(text: str) -> tuple[str, tuple[str, ...]]:
    """Country and the places within it, a range split in two; the set list treats TOWN as CITY."""
    country, *rest = (part.strip().upper() for part in re.split(r":|\s-\s", text))
    return country, tuple(part.replace("(TOWN)", "(CITY)") for part in rest)


def number_mark(response: str, key: str) -> Mark:
    """Guidelines 3.2.14: a number that is the end of the key's range, or the key's approximate number, is partial."""
    one, other = response.replace(" ", ""), key.replace(" ", "")
    if one == other:
        return "correct"
    near = one.isdigit() and (one in other.split("-") or other == f"~{one}")
    return "partial" if near else "incorrect"


def string_mark(response: str, key: str) -> Mark:
    """Guidelines 3.1.1 by the words alone.

    Correct: equal without premodifiers and asides in brackets, or the key's words with more words before them, or
    with a restricting phrase after them ("OLD PEASANTS WHO ..."). Partial: the key's words with something else after
    them, a part of the key's words, or the same head word under other modifiers. The head is the last word before a
    preposition, relative pronoun or comma.
    """
    whole, wanted = _words(response), _words(key)
    mine, theirs = _words(_ASIDE.sub("", response)) or whole, _words(_ASIDE.sub("", key)) or wanted
    if whole == wanted or mine in (theirs, wanted):
        return "correct"
    if not mine or not theirs:
        return "incorrect"
    at = _find(mine, theirs)
    if at is not None:
        before, after = mine[:at], mine[at + len(theirs) :]
        restricting = not after or (after[0] in _RESTRICTING and "," not in after)
        return "correct" if restricting and not _AFTER_HEAD & set(before) else "partial"
    if _find(theirs, mine) is not None or _head(mine) == _head(theirs):
        return "partial"
    return "incorrect"


def _words(text: str) -> list[str]:
    """Upper-case words and commas, without premodifiers at the front."""
    words = _WORD.findall(text.upper())
    while len(words) > 1 and words[0] in PREMODIFIERS:
        words.pop(0)
    return words


def _find(words: list[str], part: list[str]) -> int | None:
    for start in range(len(words) - len(part) + 1):
        if words[start : start + len(part)] == part:
            return start
    return None


def _head(words: list[str]) -> str:
    for index, word in enumerate(words):
        if word in _AFTER_HEAD and index:
            return words[index - 1]
    return words[-1]
