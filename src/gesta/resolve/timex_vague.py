"""Expressions that name no time of their own: "the past", "these days", "former", and a unit without an amount.

TIMEX3 marks every expression with one of its trigger words, also where it says little.
"""

from __future__ import annotations

from gesta.resolve.timex_nodes import Duration, Found, Moment, Reference, Shift
from gesta.resolve.timex_tokens import PLURAL_UNITS, UNITS, Words, glued, low, span_is

_WORDS = {
    "former": "PAST_REF",
    "formerly": "PAST_REF",
    "lately": "PAST_REF",
    "recent": "PAST_REF",
    "current": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "future": "FUTURE_REF",
}
_PHRASES = {
    ("the", "past"): "PAST_REF",
    ("the", "future"): "FUTURE_REF",
    ("the", "near", "future"): "FUTURE_REF",
    ("these", "days"): "PRESENT_REF",
    ("at", "present"): "PRESENT_REF",
    ("present", "-", "day"): "PRESENT_REF",
    ("modern", "-", "day"): "PRESENT_REF",
    ("the", "present", "day"): "PRESENT_REF",
    ("this", "time"): "PRESENT_REF",
    ("that", "time"): "PAST_REF",
    ("the", "same", "time"): "PAST_REF",
    ("this", "period"): "PAST_REF",
    ("that", "period"): "PAST_REF",
    ("the", "same", "period"): "PAST_REF",
}
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _value in _PHRASES.items():
    _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _value))
_BARE = frozenset("day days week weeks weekend weekends month months year years hour hours decade decades".split())
_WHOLE = frozenset({"whole", "entire", "full"})


def reference(words: Words, at: int) -> Found | None:
    """ "the past", "in future", "these days", "this time", "former"; before a unit another rule reads more."""
    for phrase, value in _BY_FIRST.get(low(words, at), ()):
        if span_is(words, at, *phrase):
            end = at + len(phrase)
            once = phrase[-1] == "time" and phrase[0] in ("this", "that") and not _as_time(words, at)
            return None if once or low(words, end) in UNITS else Found(Moment(Reference(value)), end)
    value = _WORDS.get(low(words, at), "")
    plain = value and low(words, at + 1) not in UNITS and not glued(words, at)
    return Found(Moment(Reference(value)), at + 1) if plain else None


def _as_time(words: Words, at: int) -> bool:
    """True for "by this time", not for "this time the army won"."""
    return low(words, at - 1) in ("at", "by", "during", "around", "until", "since", "from", "before", "after", "in")


def bare_unit(words: Words, at: int) -> Found | None:
    """ "those days", "the whole week", "for years", "a rainy day": a length without a number."""
    start = at + 1 if low(words, at) in ("the", "those", "all", "a") else at
    start += start > at and low(words, start) in _WHOLE
    word = low(words, start)
    if word not in _BARE or low(words, start + 1) in ("old", "-", "labourers", "laborers") or glued(words, start):
        return None
    if word == "weekend":
        return Found(Moment(Shift("weekend", 0, "published")), start + 1)
    unit = UNITS[word]
    plural = word in PLURAL_UNITS or word.endswith("s")
    return Found(Moment(Duration(None if plural else 1, unit)), start + 1)
