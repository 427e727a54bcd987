"""Where an expression begins: TIMEX3 takes in the words that bound an amount or blur a point ("at least two days")."""

from __future__ import annotations

from gesta.resolve.numbers import number_at
from gesta.resolve.timex_nodes import CalendarDate, Duration, Moment, Shift
from gesta.resolve.timex_tokens import ABOUT, VAGUE, Words, low, span_is

_BOUNDS = (
    ("a", "little", "more", "than"), ("no", "more", "than"), ("no", "less", "than"), ("little", "more", "than"),
    ("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("close", "to"),
    ("up", "to"), ("well", "over"), ("over",), ("under",), ("some",), ("another",), ("the", "first"), ("the", "final"),
)  # fmt: skip


def start_of(words: Words, at: int, moment: Moment) -> int:
    """The index of the first token, with the words before that belong to the expression."""
    base = moment.base
    if isinstance(base, Duration) or (isinstance(base, Shift) and base.measured):
        return _bounded(words, at) if _amount(words, at) else at
    blurred = moment.clock is not None or (isinstance(base, CalendarDate) and base.day is None and base.weekday is None)
    return at - 1 if blurred and low(words, at - 1) in ABOUT else at


def _amount(words: Words, at: int) -> bool:
    lows = [token.low for token in words[at : at + 3]]
    return low(words, at) in ("a", "an", "half") or low(words, at) in VAGUE or number_at(lows, 0) is not None


def _bounded(words: Words, at: int) -> int:
    if low(words, at - 1) in ABOUT:
        return at - 1
    for bound in _BOUNDS:
        start = at - len(bound)
        if start >= 0 and span_is(words, start, *bound):
            return start
    return at
