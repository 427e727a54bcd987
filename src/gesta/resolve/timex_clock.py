"""Clock times and parts of the day."""

from __future__ import annotations

from gesta.resolve.timex_nodes import Clock, Found, Moment
from gesta.resolve.timex_tokens import ABOUT, DASHES, PARTS, ZONES, Words, capital, glued, low


def clock(words: Words, at: int) -> Found | None:
    """ "3 p.m.", "10:15pm", "3.30 p.m.", "0600 GMT", "15:40", "9 o'clock"."""
    number = low(words, at)
    if not number.isdecimal() or len(number) > 4:
        return None
    hour, minute, end = int(number), 0, at + 1
    if len(number) > 2 and _meridiem(words, end)[0] is not None:
        hour, minute = divmod(hour, 100)  # "430pm"
    if low(words, end) in (":", ".") and glued(words, end) and glued(words, end + 1):
        digits = low(words, end + 1)
        if not (digits.isdecimal() and len(digits) == 2):
            return None
        minute, end = int(digits), end + 2
        if low(words, end) == ":" and glued(words, end) and low(words, end + 1).isdecimal():
            end += 2
    colon = end > at + 1 and low(words, at + 1) == ":"
    half, after = _meridiem(words, end)
    if half is not None:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else hour
    elif low(words, end) == "o" and low(words, end + 1) == "'" and low(words, end + 2) == "clock":
        after = end + 3
    elif low(words, end) in ZONES or (low(words, end) in ("hours", "hrs") and (colon or len(number) == 4)):
        hour, minute = (hour // 100, hour % 100) if len(number) == 4 else (hour, minute)
        after = end + 1
    elif not (colon or (minute and low(words, at - 1) == "at")):
        return None
    if after < len(words) and low(words, after) in ZONES:
        after += 1
    if hour > 24 or minute > 59:
        return None
    bare = half is None and after == end
    weak = bare and low(words, at - 1) not in ("at", "around", "about", "by", "from", "until", "before", "after")
    about = low(words, at - 1) in ABOUT
    return Found(Moment(clock=Clock(hour % 24, minute, about)), after, weak)


def _meridiem(words: Words, at: int) -> tuple[str | None, int]:
    """ "a" or "p" of "a.m.", "pm", and the index after it."""
    word = low(words, at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and low(words, at + 1) == "." and low(words, at + 2) == "m":
        return word, at + 4 if low(words, at + 3) == "." and glued(words, at + 3) else at + 3
    return None, at


_PART_PREPOSITIONS = frozenset(
    {"in", "during", "by", "before", "after", "until", "since", "from", "throughout", "into"}
)


def part_of_day(words: Words, at: int) -> Found | None:
    """ "morning", "the early morning hours", "overnight"; "a night"."""
    start = at + 1 if low(words, at) in ("the", "a", "an", "one") else at
    phase = low(words, start) if low(words, start) in ("early", "late", "wee", "small") else ""
    name = start + 1 if phase in ("early", "late", "wee") else start
    name += low(words, name) in DASHES
    hours = phase in ("wee", "small", "early") and low(words, start + 1) == "hours"
    if hours:
        return Found(Moment(part="early morning"), start + 2, weak=low(words, at - 1) not in _PART_PREPOSITIONS)
    part = PARTS.get(low(words, name))
    if part is None:
        return None
    end = name + 2 if low(words, name + 1) == "hours" else name + 1
    if part == "morning" and phase in ("early", "wee"):
        part = "early morning"
    before = low(words, at - 1)
    if part == "midnight" and before in ("after", "past"):
        part = "after midnight"
    return Found(Moment(part=part), end, weak=capital(words, name) and capital(words, at - 1))  # "Operation Dawn"
