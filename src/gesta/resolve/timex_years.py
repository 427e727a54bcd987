"""Years, months and days of the month as words: the pieces that dates are made of, and a year that stands alone."""

from __future__ import annotations

from dataclasses import replace

from gesta.resolve.numbers import ORDINALS
from gesta.resolve.timex_nodes import CalendarDate, Found, Moment, ends
from gesta.resolve.timex_tokens import (
    DASHES,
    FULL_MONTHS,
    MONTHS,
    ORDINAL_SUFFIXES,
    ZONES,
    Words,
    capital,
    glued,
    low,
    span_is,
)

_YEAR_PREPOSITIONS = frozenset(
    "in since until till by during from before after early late mid between through throughout circa and of".split()
)
_WEAKER_YEAR_PREPOSITIONS = frozenset("to for around about than a an year prior compared over".split())
_AFTER_YEAR = frozenset(
    "and the at when but in as to of with from on that by or for after because before report was is were are he they "
    "it".split()
)
_NOT_YEARS = frozenset(
    "people men women troops soldiers police dollars euros pounds km meters metres miles block blocks meter".split()
)

_COUNTING = frozenset(
    "least most nearly almost some over no number numbers flight route highway room unit post than only just article "
    "section page resolution".split()
)
_AFTER_MODAL = frozenset("have be not also well yet still never help mean seem lead cause prove become take".split())
"""Words after "may" that make it a verb, in a text without small letters too."""
_ERAS = {("bc",): -1, ("bce",): -1, ("b", ".", "c", "."): -1, ("b", ".", "c"): -1, ("ad",): 1, ("ce",): 1}


def year_at(words: Words, at: int, short: bool = False) -> tuple[int, int] | None:
    """A year in four digits, of an era ("498 BC": negative), or in two ("90") with ``short``; the index after it."""
    word = low(words, at)
    if word.isdecimal() and len(word) <= 4 and (era := _era_at(words, at + 1)) is not None and int(word):
        return era[0] * int(word), era[1]
    if word.isdecimal() and len(word) == 4 and "1000" <= word <= "2199":
        clock = span_is(words, at + 1, "hours") or low(words, at + 1) in ZONES
        part_of_number = _goes_on(words, at + 1)
        return None if clock or part_of_number or _of_hours(words, at) else (int(word), at + 1)
    if short and word == "'" and glued(words, at + 1) and len(low(words, at + 1)) == 2:
        at, word = at + 1, low(words, at + 1)
    if short and word.isdecimal() and len(word) == 2 and not _goes_on(words, at + 1):
        return int(word), at + 1
    return None


def _era_at(words: Words, at: int) -> tuple[int, int] | None:
    """The sign of an era in capitals and the index after it."""
    if not capital(words, at):
        return None
    return next(((sign, at + len(era)) for era, sign in _ERAS.items() if span_is(words, at, *era)), None)


def _of_hours(words: Words, at: int) -> bool:
    """True for one end of hours of the day ("between 1800 and 0600")."""
    links = ("and", "to", "until", "till")
    others = [low(words, at + 2)] if low(words, at + 1) in links else []
    others += [low(words, at - 2)] if low(words, at - 1) in links and at > 1 else []
    return any(len(other) == 4 and other.isdecimal() and other.startswith("0") for other in others)


def _goes_on(words: Words, at: int) -> bool:
    """True where a number goes on behind a point or colon: "30.5", "10:15"."""
    return low(words, at) in (".", ":") and glued(words, at) and glued(words, at + 1) and low(words, at + 1).isdecimal()


def day_at(words: Words, at: int) -> tuple[int, int] | None:
    """A day of the month in digits, with or without "th", or an ordinal word, and the index after it."""
    word = low(words, at)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
        if glued(words, at + 1) and (low(words, at + 1) in ORDINAL_SUFFIXES):
            return int(word), at + 2
        decimal = glued(words, at + 1) and low(words, at + 1) in ".,:/%" and glued(words, at + 2)
        return None if decimal else (int(word), at + 1)
    return (ORDINALS[word], at + 1) if word in ORDINALS else None


def month_at(words: Words, at: int) -> tuple[int, int] | None:
    """A month name or its abbreviation and the index after it."""
    number = MONTHS.get(low(words, at))
    if number is None or (low(words, at) == "may" and low(words, at + 1) in _AFTER_MODAL):
        return None
    dotted = low(words, at) not in FULL_MONTHS and low(words, at + 1) == "." and glued(words, at + 1)
    return number, at + 2 if dotted else at + 1


def bare_year(words: Words, at: int) -> Found | None:
    """ "in 1989", "(2014)", "the 2003 invasion", "1990-1994", "498 BC"; weak where a number may be meant."""
    if span_is(words, at, "the", "year") or span_is(words, at, "the", "years"):
        named = bare_year(words, at + 2)
        return replace(named, weak=False) if named is not None else None
    found = year_at(words, at)
    if found is None or low(words, found[1]) in _NOT_YEARS or low(words, found[1]) in ("%", "/"):
        return _before_christ(words, at)
    year, end = found
    if year < 0:
        return Found(Moment(CalendarDate(year)), end)
    if low(words, end) in DASHES and glued(words, end):
        second = year_at(words, end + 1) or year_at(words, end + 1, True)
        if second is not None and low(words, end + 1) != "'":
            last = second[0] if second[0] > 99 else year // 100 * 100 + second[0]
            both = ends(CalendarDate(year), CalendarDate(last), (end, end + 1), second[1])
            return both if last > year else None
        return (
            None if glued(words, end + 1) else Found(Moment(CalendarDate(year)), end, not _told(words, at, year, end))
        )
    return Found(Moment(CalendarDate(year)), end, not (_told(words, at, year, end) or _likely(words, at, year, end)))


def _before_christ(words: Words, at: int) -> Found | None:
    """ "499-493 BC", "264 to 241 BC": the era is told once."""
    first = low(words, at)
    if not (first.isdecimal() and len(first) <= 4 and low(words, at + 1) in (*DASHES, "to", "and")):
        return None
    second = year_at(words, at + 2)
    if second is None or not 0 < -second[0] <= int(first):
        return None
    return ends(CalendarDate(-int(first)), CalendarDate(second[0]), (at + 1, at + 2), second[1])


def _told(words: Words, at: int, year: int, end: int) -> bool:
    """True when the words around a number of four digits say that it is a year."""
    before = low(words, at - 1)
    modern = 1500 <= year <= 2100
    listed = before in (",", "and", "to", "or") and year_at(words, at - 2) is not None
    plain = not low(words, end).isalpha() or low(words, end) in _AFTER_YEAR or capital(words, end)
    weaker = before in _WEAKER_YEAR_PREPOSITIONS and 1900 <= year <= 2050 and plain
    told = before in _YEAR_PREPOSITIONS and not (before in ("of", "and", "from", "by") and not modern)
    bracketed = before == "(" and low(words, end) in (")", ",", ";")
    modifier = (
        before in ("the", "'", "s", "his", "her", "their", "its")
        and 1600 <= year <= 2100
        and low(words, end)[:1].isalpha()
    )
    opening = modern and at == 0 and (low(words, end) == ":" or end == len(words))  # a heading
    return told or bracketed or modifier or opening or listed or weaker


def _likely(words: Words, at: int, year: int, end: int) -> bool:
    """True for a number that hardly counts anything: not round, not before a plural, not after "at least"."""
    after = low(words, end)
    counted = after.isalpha() and not capital(words, end) and after not in _AFTER_YEAR and after.endswith(("s", "n"))
    joined = glued(words, at) and low(words, at - 1) not in ("(", "'", '"', *DASHES)
    counting = low(words, at - 1) in _COUNTING or low(words, at - 1) in DASHES or low(words, at - 1).isdecimal()
    return 1900 <= year <= 2050 and year % 100 != 0 and not (counted or joined or counting)
