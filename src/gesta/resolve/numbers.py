"""Numbers as reports write them: digits with separators, words, and both with a scale ("1.2 million")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?")
_HYPHENS = frozenset("-‐‑–")


_FIRST = frozenset({"half", "a", "an"}) | TENS.keys() | SMALL.keys()


def may_begin(word: str) -> bool:
    """False for a lower-case word that no number begins with."""
    return word in _FIRST or word[:1].isdecimal() or word.replace("‑", "-").partition("-")[0] in TENS


def number_at(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """The number whose first word is ``words[at]`` and the index after its last word; None when there is none.

    Words are lower case; "twenty-five" may be one word or three. "a hundred" and "half a million" are numbers,
    "a" and "dozens" are not.
    """
    if at >= len(words):
        return None
    if _DIGITS.fullmatch(words[at]):
        return _scaled(words, at + 1, Decimal(words[at].replace(",", "")))
    if words[at] == "half" and words[at + 1 : at + 2] == ["a"] and at + 2 < len(words) and words[at + 2] in SCALES:
        return Decimal(SCALES[words[at + 2]]) / 2, at + 3
    if words[at] in ("a", "an") and at + 1 < len(words) and words[at + 1] in SCALES:
        return _scaled(words, at + 1, Decimal(1))
    return _in_words(words, at)


def _scaled(words: Sequence[str], at: int, value: Decimal) -> tuple[Decimal, int]:
    while at < len(words) and words[at] in SCALES:
        value *= SCALES[words[at]]
        at += 1
    return value, at


def _in_words(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """Sum of groups, each below a thousand times its scale, as in "two thousand one hundred and five"."""
    total = Decimal(0)
    end = at
    while (group := _group(words, end if end == at else _after_and(words, end))) is not None:
        value, after = group
        scaled, end_scaled = _scaled(words, after, Decimal(value))
        total += scaled
        scaling = end_scaled > after
        end = end_scaled
        if not scaling:
            break
    return (total, end) if end > at else None


def _after_and(words: Sequence[str], at: int) -> int:
    return at + 1 if at < len(words) and words[at] == "and" else at


def _group(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A number below a hundred; "twenty-five" in one word or three."""
    if at >= len(words):
        return None
    tens, _, ones = words[at].replace("‑", "-").partition("-")
    if tens in TENS and 0 < SMALL.get(ones, 0) < 10:
        return TENS[tens] + SMALL[ones], at + 1
    if words[at] in TENS:
        after = at + 2 if at + 2 < len(words) and words[at + 1] in _HYPHENS else at + 1
        if after < len(words) and 0 < SMALL.get(words[after], 0) < 10:
            return TENS[words[at]] + SMALL[words[after]], after + 1
        return TENS[words[at]], at + 1
    if words[at] in SMALL:
        return SMALL[words[at]], at + 1
    return None


def whole(value: Decimal) -> int | None:
    """The number as an integer, None when it has a fraction."""
    return int(value) if value == value.to_integral_value() else None
