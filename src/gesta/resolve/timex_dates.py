"""Calendar dates: numeric ones, day and month in either order, a month, a day of the month."""

from __future__ import annotations

import re
from dataclasses import replace

from gesta.resolve.numbers import ORDINALS
from gesta.resolve.timex_nodes import CalendarDate, Found, Moment, ends
from gesta.resolve.timex_tokens import DASHES, DOUBTFUL_MONTHS, FULL_MONTHS, Words, capital, glued, low, span_is
from gesta.resolve.timex_years import day_at, month_at, year_at

_AFTER_MARCH = frozenset("on for of to against by in at and or was were is has had from through toward towards".split())
_TIME_PREPOSITIONS = frozenset(
    "in since until till by during of from before after early late mid last next this between through throughout "
    "for following around about to and or circa ca".split()
)
_BEFORE_DAY = frozenset("on of by until since from to before after between and till".split())
_AFTER_DAY = frozenset("and at in when but was to until with as the they he she it".split())
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def numeric_date(words: Words, at: int) -> Found | None:
    """2022-09-29, 29/09/2022, 29.9.22; where day and month could be exchanged both readings are kept."""
    if iso := _ISO.fullmatch(low(words, at)):
        year, month, day = (int(part) for part in iso.groups())
        return Found(Moment(CalendarDate(year, month, day)), at + 1)
    if not (match := _NUMERIC.fullmatch(low(words, at))):
        return _nine_eleven(words, at)
    first, second, year = (int(part) for part in match.groups())
    if len(match.group(3)) == 2 and "/" not in low(words, at) and len(low(words, at)) < 8:
        return None
    if first > 12 >= second >= 1:
        return Found(Moment(CalendarDate(year, second, first)), at + 1)
    if second > 12 >= first >= 1:
        return Found(Moment(CalendarDate(year, first, second)), at + 1)
    if not (1 <= first <= 12 and 1 <= second <= 12):
        return None
    other = None if first == second else (first, second)
    return Found(Moment(CalendarDate(year, second, first, other=other)), at + 1)


def _nine_eleven(words: Words, at: int) -> Found | None:
    if span_is(words, at, "9", "/", "11") and glued(words, at + 1) and glued(words, at + 2):
        return Found(Moment(CalendarDate(2001, 9, 11)), at + 3)
    return None


def day_month(words: Words, at: int) -> Found | None:
    """ "29 September 2022", "the 12th of May", "14 and 15 March", "3 JAN 90"."""
    start = at + 1 if low(words, at) == "the" else at
    if (day := day_at(words, start)) is None:
        return None
    until, after = _until_day(words, day[1], day[0])
    after += low(words, after) == "of" or (low(words, after) in DASHES and glued(words, after))
    month = month_at(words, after)
    if month is None or (low(words, start) in ORDINALS and low(words, after) in DOUBTFUL_MONTHS):
        return None
    year, end = _year_of_date(words, month[1], low(words, after) not in FULL_MONTHS or low(words, after) == "may")
    date = CalendarDate(year, month[0], day[0])
    if until is None:
        return Found(Moment(date), end)
    return ends(date, replace(date, day=until), (day[1], day[1] + 1), end)


def _until_day(words: Words, at: int, day: int) -> tuple[int | None, int]:
    """The second day of "14-16", "14 and 15", "3 to 5", and the index after it."""
    if low(words, at) in DASHES or low(words, at) in ("and", "to", "through", "or", "until", "&"):
        second = day_at(words, at + 1)
        if second is not None and second[0] > day and words[at + 1].low.isdecimal():
            return second
    return None, at


def _year_of_date(words: Words, at: int, short: bool) -> tuple[int | None, int]:
    after = at + 1 if low(words, at) in (",", "of", *DASHES) else at
    found = year_at(words, after, short and (after == at or low(words, at) in DASHES))
    if found is None or (found[0] < 100 and low(words, found[1]) in (":", "%", "-")):
        return None, at
    return found


def month_day(words: Words, at: int) -> Found | None:
    """ "September 29", "Sept. 29, 2022", "March 14 and 15", "March the 3rd"."""
    if (month := month_at(words, at)) is None or (low(words, at) in DOUBTFUL_MONTHS and not capital(words, at)):
        return None
    after = month[1] + 1 if low(words, month[1]) == "the" else month[1]
    if low(words, after) in ORDINALS or (day := day_at(words, after)) is None:
        return None
    if low(words, day[1]) in (":", ".") and glued(words, day[1]) and glued(words, day[1] + 1):
        return None
    until, end = _until_day(words, day[1], day[0])
    if until is not None and low(words, day[1]) == "and" and low(words, end)[:1].isalpha() and low(words, end) not in (
        "in", "at", "of", "when", "that", "by", "and", "as", "during", "for", "on", "after", "before", "but", "near"
    ):  # fmt: skip
        until, end = None, day[1]  # "on March 14 and 15 people died"
    year, end = _year_of_date(words, end, False)
    if year is None and (month[0], day[0]) == (9, 11) and _names_attacks(words, end):
        year = 2001
    date = CalendarDate(year, month[0], day[0])
    if until is None:
        return Found(Moment(date), end)
    return ends(date, replace(date, day=until), (day[1], day[1] + 1), end)


def _names_attacks(words: Words, at: int) -> bool:
    """True where a day names attacks ("the Sept. 11 terrorist attacks"), not where these are those on a place."""
    after = at + (low(words, at) in ("terror", "terrorist"))
    return low(words, after) in ("attacks", "hijackings") and low(words, after + 1) not in ("on", "in", "at", "near")


def month_alone(words: Words, at: int) -> Found | None:
    """ "August", "May 2014", "in March"; doubtful words only with a year or after a telling word."""
    if span_is(words, at, "the", "month", "of"):
        named = month_alone(words, at + 3)
        return replace(named, weak=False) if named is not None else None
    if (month := month_at(words, at)) is None:
        return None
    after = month[1] + 1 if low(words, month[1]) in (",", "of") else month[1]
    year = year_at(words, after)
    if year is None and low(words, month[1]) == "'":
        year = year_at(words, month[1], True)
    if year is not None and (capital(words, at) or low(words, at) in FULL_MONTHS):
        return Found(Moment(CalendarDate(year[0], month[0])), year[1])
    full = low(words, at) in FULL_MONTHS
    if not full and not capital(words, at):
        return None
    told = capital(words, at) and (low(words, at - 1) in _TIME_PREPOSITIONS or _before_noun(words, at))
    if low(words, at) in DOUBTFUL_MONTHS and low(words, at - 1) in ("to", "and", "or", "about"):
        told = False
    doubtful = not full or low(words, at) in DOUBTFUL_MONTHS
    return Found(Moment(CalendarDate(month=month[0])), month[1] if told or full else at + 1, doubtful and not told)


def _before_noun(words: Words, at: int) -> bool:
    """True in "during the May riot", "after the March attack"; not in "during the March for Life"."""
    following = low(words, at + 1)
    framed = low(words, at - 1) in ("the", "a") and low(words, at - 2) in _TIME_PREPOSITIONS
    return framed and following.isalpha() and not capital(words, at + 1) and following not in _AFTER_MARCH


def day_alone(words: Words, at: int) -> Found | None:
    """ "on the 12th" where no noun follows, "on the 25th of this month"."""
    if low(words, at) != "the" or low(words, at - 1) not in _BEFORE_DAY or not glued(words, at + 2):
        return None
    day = day_at(words, at + 1)
    following = low(words, day[1]) if day else ""
    if day is not None and following == "of" and low(words, day[1] + 2) == "month":
        return (
            Found(Moment(CalendarDate(day=day[0])), day[1] + 3) if low(words, day[1] + 1) in ("this", "the") else None
        )
    if day is None or day[1] != at + 3 or (following.isalpha() and following not in _AFTER_DAY):
        return None
    return Found(Moment(CalendarDate(day=day[0])), day[1])
