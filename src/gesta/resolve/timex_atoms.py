"""Times by their names: weekdays, decades and centuries, seasons, feasts."""

from __future__ import annotations

from gesta.resolve.calendar_feasts import HOLIDAYS, UNDATED_HOLIDAYS
from gesta.resolve.numbers import ORDINALS
from gesta.resolve.timex_nodes import CalendarDate, Decade, Fiscal, Found, Holiday, Moment, Season
from gesta.resolve.timex_tokens import (
    DASHES,
    SEASON_NAMES,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Words,
    capital,
    glued,
    low,
    span_is,
)
from gesta.resolve.timex_years import day_at, year_at

_EVENTS = frozenset("offensive uprising rising massacre agreement accord accords war battle revolution".split())
"""Nouns of names that bear a feast and are no time: "the Tet Offensive"."""
_BEFORE_SEASON = frozenset(
    "in during since until this last next early late over throughout of by and for spent".split()
)
_WORDS_OF_TIME = frozenset("the a mid this that each every and or semester term".split())
_BEFORE_WEEKDAY = frozenset("on this last next every each until since by".split())
_FISCAL = ((2, ("fiscal", "year")), (2, ("financial", "year")), (1, ("fiscal",)), (1, ("fy",)))
_CENTURY_WORDS = ORDINALS | {"twentieth": 20, "nineteenth": 19, "eighteenth": 18}


def weekday(words: Words, at: int) -> Found | None:
    """ "Thursday", "Sat." (weak: "sun" and "sat" are words too)."""
    word = low(words, at)
    if word in WEEKDAYS:
        return Found(Moment(CalendarDate(weekday=WEEKDAYS[word])), at + 1)
    told = low(words, at - 1) in _BEFORE_WEEKDAY
    if word in SHORT_WEEKDAYS and (capital(words, at) or (told and word not in ("sun", "sat"))):
        end = at + 2 if low(words, at + 1) == "." and glued(words, at + 1) else at + 1
        return Found(Moment(CalendarDate(weekday=SHORT_WEEKDAYS[word])), end, weak=not told)
    return None


def decade(words: Words, at: int) -> Found | None:
    """ "the 1990s", "the '90s", "the 19th century"."""
    start = at + 1 if low(words, at) == "the" else at
    mark = low(words, start) == "'"
    number = low(words, start + mark)
    if number.isdecimal() and low(words, start + mark + 1) == "s" and glued(words, start + mark + 1):
        if low(words, start + mark + 2) in ("bc", "bce") and number.endswith("0"):
            return Found(Moment(Decade(-int(number))), start + mark + 3)
        if len(number) == 4 and number.endswith("0"):
            return Found(Moment(Decade(int(number))), start + mark + 2)
        if mark and len(number) == 2 and number.endswith("0"):
            return Found(Moment(Decade(1900 + int(number) if number >= "30" else 2000 + int(number))), start + 3)
    ordinal = day_at(words, start)
    if ordinal is None and low(words, start) in _CENTURY_WORDS:
        ordinal = _CENTURY_WORDS[low(words, start)], start + 1
    if ordinal is not None:
        end = ordinal[1] + 1 if low(words, ordinal[1]) in DASHES else ordinal[1]
        if low(words, end) == "century" and ordinal[0] <= 21:
            if low(words, end + 1) in ("bc", "bce"):
                return Found(Moment(Decade(-(ordinal[0] - 1) * 100 or -1, 100)), end + 2)
            return Found(Moment(Decade((ordinal[0] - 1) * 100, 100)), end + 1)
    return None


def season(words: Words, at: int) -> Found | None:
    """ "the summer of 1998", "spring 2014", "in the winter", "the first quarter of 2015"."""
    start = at + 1 if low(words, at) == "the" else at
    name = SEASON_NAMES.get(low(words, start))
    end = start + 1
    if name is None and low(words, start) in ORDINALS and low(words, start + 1) in ("quarter", "half"):
        letter = "Q" if low(words, start + 1) == "quarter" else "H"
        if ORDINALS[low(words, start)] <= (4 if letter == "Q" else 2):
            name, end = f"{letter}{ORDINALS[low(words, start)]}", start + 2
    if name is None:
        return None
    after = end + 1 if low(words, end) in ("of", ",") else end
    year = year_at(words, after)
    if year is not None:
        return Found(Moment(Season(name, year[0])), year[1])
    if name[0] in "QH" and low(words, end) == "of" and low(words, end + 1) not in ("this", "the"):
        return None
    if _part_of_name(words, start, end):
        return None
    doubtful = low(words, start) in ("fall", "spring") and not capital(words, start)
    told = low(words, at - 1) in _BEFORE_SEASON and (start > at or low(words, start) == "spring")
    return Found(Moment(Season(name)), end, weak=(doubtful and not told) or low(words, end) == "of")


def _part_of_name(words: Words, at: int, end: int) -> bool:
    """True for a capitalised season beside another capitalised word that is no month, feast or word of time:
    "Silver Spring", "Winter Park"."""
    if not capital(words, at) or low(words, at) not in SEASON_NAMES:
        return False
    before = capital(words, at - 1) and low(words, at - 1) not in _BEFORE_SEASON | _WORDS_OF_TIME
    after = capital(words, end) and low(words, end) not in _WORDS_OF_TIME
    return before or after


def fiscal(words: Words, at: int) -> Found | None:
    """ "fiscal year 2021", "fiscal 2021", "FY2021", "the 2020-21 financial year", by the year that it ends in."""
    start = at + 1 if low(words, at) == "the" else at
    named = next((length for length, name in _FISCAL if span_is(words, start, *name)), 0)
    if named:
        found = _years(words, start + named)
        return Found(Moment(Fiscal(found[0])), found[1]) if found is not None else None
    found = _years(words, start)
    if found is None or low(words, found[1]) not in ("fiscal", "financial") or low(words, found[1] + 1) != "year":
        return None
    return Found(Moment(Fiscal(found[0])), found[1] + 2)


def _years(words: Words, at: int) -> tuple[int, int] | None:
    """The later year of "2021", "2020-21" and "2020/21", and the index after it."""
    first = year_at(words, at)
    if first is None or first[0] < 0:
        return None
    later = low(words, first[1] + 1)
    split = low(words, first[1]) in ("/", *DASHES) and glued(words, first[1]) and glued(words, first[1] + 1)
    if split and later in (f"{(first[0] + 1) % 100:02d}", str(first[0] + 1)):
        return first[0] + 1, first[1] + 2
    return first


def holiday(words: Words, at: int) -> Found | None:
    """A feast of ``calendars``, with its year where told; the longest name wins."""
    if not capital(words, at) and not low(words, at)[:1].isdecimal() and low(words, at) != "xmas":
        return None
    for length in (6, 5, 4, 3, 2, 1):
        name = _name(words, at, length) if at + length <= len(words) else ""
        if name in HOLIDAYS or name in UNDATED_HOLIDAYS:
            end = at + length
            year = year_at(words, end + 1 if low(words, end) in (",", "of") else end)
            named = year is None and capital(words, end) and low(words, end) in _EVENTS
            return Found(Moment(Holiday(name, year[0] if year else None)), year[1] if year else end, weak=named)
    return None


def _name(words: Words, at: int, length: int) -> str:
    pieces: list[str] = []
    for token in words[at : at + length]:
        pieces.append(("" if token.glued or not pieces else " ") + token.low)
    return _CANONICAL.get(name := "".join(pieces), name)


_CANONICAL = {
    "july 4th": "fourth of july",
    "4th of july": "fourth of july",
    "xmas": "christmas",
    "new years day": "new year's day",
    "new years eve": "new year's eve",
    "labour day": "may day",
    "norouz": "nowruz",
    "newroz": "nowruz",
    "eid al fitr": "eid al-fitr",
    "eid ul-fitr": "eid al-fitr",
    "eid al adha": "eid al-adha",
    "eid ul-adha": "eid al-adha",
    "thanksgiving day": "thanksgiving",
    "chinese new year": "lunar new year",
    "tet": "lunar new year",
    "vesak day": "vesak",
    "deepavali": "diwali",
    "hanukah": "hanukkah",
    "chanukah": "hanukkah",
    "pesach": "passover",
}
