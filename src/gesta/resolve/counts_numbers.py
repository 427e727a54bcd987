"""One number of people or things at a place in the tokens: value, bounds and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gesta.model.terms import Exactness
from gesta.resolve.counts_words import (
    AFTER_CUES,
    CUE_LENGTH,
    CUES,
    CURRENCIES,
    MEASURES,
    NUMBERED,
    SIZES,
    VAGUE,
)
from gesta.resolve.numbers import may_begin, number_at, whole

_DASHES = frozenset("-–‐‑")
_ROUND = frozenset({"dozen", "both"})
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
"""Thousands as much of Europe, Africa and Latin America sets them ("1.000 persons")."""
LIMIT = 10_000_000_000
"""Larger numbers are no counts of people or things."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds over tokens ``first`` up to but not including ``end``; ``number``: where the numeral itself begins."""

    low: int | None
    high: int | None
    exactness: Exactness
    first: int
    end: int
    number: int


def begins(word: str) -> bool:
    """False for a lower-case word that no amount begins with, be it a number, a vague one or none at all."""
    return word in _ROUND or word in VAGUE or word == "no" or may_begin(word)


def amount_at(words: Sequence[str], at: int, floor: int = 0) -> Amount | None:
    """The amount whose numeral begins at token ``at``, with the words around it that bound it; None when there is none.

    ``floor``: the first token of the sentence. Ages, money, measures, ordinals and parts of names are no amounts.
    """
    read = _numeral(words, at)
    if read is None:
        return None
    value, end, about = read
    if _is_other(words, at, end, floor):
        return None
    if (spread := _range(words, at, end, value, floor)) is not None:
        return spread
    cue, first = _cue_before(words, at, floor)
    if cue is None and tuple(words[end : end + 2]) in AFTER_CUES:
        cue, end = AFTER_CUES[tuple(words[end : end + 2])], end + 2
    elif cue is None and tuple(words[end : end + 1]) in AFTER_CUES:
        cue, end = AFTER_CUES[tuple(words[end : end + 1])], end + 1
    exactness, shift = cue or ("about" if about else "exact", 0)
    bounded = value + shift
    low = None if exactness == "at_most" else bounded
    high = None if exactness == "at_least" else bounded
    return Amount(low, high, exactness, first, end, at)


def _numeral(words: Sequence[str], at: int) -> tuple[int, int, bool] | None:
    """Value, end and whether it is a round word ("a dozen")."""
    if at >= len(words) or not (words[at] in _ROUND or may_begin(words[at])):
        return None
    window = list(words[at : at + 10])
    if window[:3] == ["half", "a", "dozen"]:
        return 6, at + 3, True
    if window[:2] == ["a", "dozen"]:
        return 12, at + 2, True
    if window[:1] == ["dozen"] and at and words[at - 1] in ("a", "the"):
        return 12, at + 1, True
    if window[:2] in (["a", "couple"], ["a", "pair"]):
        return 2, at + (3 if window[2:3] == ["of"] else 2), False
    if window[:1] == ["both"]:
        return 2, at + 1, False
    if _POINTED.fullmatch(words[at]) and words[at + 1 : at + 2] not in (["million"], ["billion"]):
        return int(words[at].replace(".", "")), at + 1, False
    found = number_at(window, 0)
    if found is None or (value := whole(found[0])) is None or value > LIMIT:
        return None
    end = at + found[1]
    if words[end : end + 1] and words[end] == "dozen":
        return value * 12, end + 1, True
    return value, end, False


def _is_other(words: Sequence[str], at: int, end: int, floor: int) -> bool:
    """True when the number is an age, money, a measure, an ordinal, a score, or part of a name or date."""
    before = words[at - 1] if at > floor else ""
    after = words[end] if end < len(words) else ""
    if before in CURRENCIES or before in NUMBERED or after in MEASURES:
        return True
    if before == ":" and at > 1 and not words[at - 2][-1:].isdigit():
        before = ""  # "Surprise: 3 dead", not "7:30"
    if before in _DASHES or before in ("/", ":", "'", "’"):
        return not (before in _DASHES and at - 2 >= floor and number_at(words[at - 2 : at - 1], 0) is not None)
    if after in _DASHES:
        sized = end + 1 < len(words) and words[end + 1] in SIZES
        return not (sized or number_at(words[end + 1 : end + 3], 0) is not None)
    return after in ("/", ":") or is_age(words, at, end)


def is_age(words: Sequence[str], at: int, end: int) -> bool:
    """True for the bare number in "Ali Hassan, 24, was shot" and "(24)"."""
    before = words[at - 1] if at else ""
    after = words[end] if end < len(words) else ""
    return (
        end == at + 1
        and words[at].isdecimal()
        and len(words[at]) <= 2
        and (before, after) in {(",", ","), ("(", ")"), (",", ".")}
    )


def _range(words: Sequence[str], at: int, end: int, value: int, floor: int) -> Amount | None:
    """ "20 to 30", "20-30", "between 20 and 30", "two or three"."""
    link = words[end] if end < len(words) else ""
    before = words[at - 1] if at > floor else ""
    linked = link in ("to", "or") or link in _DASHES or (link == "and" and before == "between")
    if not linked:
        return None
    second = _numeral(words, end + 1)
    if second is None or second[0] <= value or (second[1] < len(words) and words[second[1]] in MEASURES):
        return None
    first = at - 1 if before in ("between", "from") else at
    return Amount(value, second[0], "range", first, second[1], at)


def _cue_before(words: Sequence[str], at: int, floor: int) -> tuple[tuple[Exactness, int] | None, int]:
    for length in range(CUE_LENGTH, 0, -1):
        first = at - length
        if first >= floor and (cue := CUES.get(tuple(words[first:at]))) is not None:
            return cue, first
    return None, at


def vague_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """First and end token of an amount that stands for no number: "dozens", "a few", "a number of", "hundreds"."""
    window = tuple(words[at : at + 3])
    if window[:2] in (("a", "few"), ("a", "handful"), ("a", "lot"), ("a", "number")):
        return at, at + 2
    if window[:1] and window[0] in VAGUE and not (window[0] == "some" and number_at(words[at + 1 : at + 4], 0)):
        end = at + 1
        while tuple(words[end : end + 2]) in (("of", "thousands"), ("of", "hundreds"), ("of", "millions")):
            end += 2
        return at, end
    return None
