"""The smallest time expressions: calendar dates, years, weekdays, parts of day, clock times, seasons, feasts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gesta.resolve.calendars import HOLIDAYS, UNDATED_HOLIDAYS
from gesta.resolve.numbers import ORDINALS
from gesta.resolve.timex_nodes import CalendarDate, Decade, Holiday, Moment, Season, YearRange
from gesta.resolve.timex_tokens import (
    DASHES,
    DOUBTFUL_MONTHS,
    FULL_MONTHS,
    MONTHS,
    ORDINAL_SUFFIXES,
    SEASON_NAMES,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    ZONES,
    Words,
    capital,
    glued,
    low,
    span_is,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A moment over tokens up to ``end``; ``weak`` ones count only when joined with another or after a telling word."""

    moment: Moment
    end: int
    weak: bool = False


_TIME_PREPOSITIONS = frozenset(
    "in since until till by during of from before after early late mid last next this between through throughout "
    "for following around about to and or circa ca".split()
)
_YEAR_PREPOSITIONS = frozenset(
    "in since until till by during from before after early late mid between through throughout circa and of".split()
)
_WEAKER_YEAR_PREPOSITIONS = frozenset("to for around about than a an year prior compared over".split())
_AFTER_YEAR = frozenset(
    "and the at when but in as to of with from on that by or for after because before report was is were are he they "
    "it".split()
)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NOT_YEARS = frozenset(
    "people men women troops soldiers police dollars euros pounds km meters metres miles block blocks meter".split()
)
_CENTURY_WORDS = ORDINALS | {"twentieth": 20, "nineteenth": 19, "eighteenth": 18}


def year_at(words: Words, at: int, short: bool = False) -> tuple[int, int] | None:
    """A year in four digits, or with ``short`` in two ("90", "'90"), and the index after it."""
    word = low(words, at)
    if word.isdecimal() and len(word) == 4 and "1000" <= word <= "2199":
        clock = span_is(words, at + 1, "hours") or low(words, at + 1) in ZONES
        part_of_number = low(words, at + 1) in (".", ":") and glued(words, at + 1) and glued(words, at + 2)
        return None if clock or part_of_number else (int(word), at + 1)
    if short and word == "'" and glued(words, at + 1) and len(low(words, at + 1)) == 2:
        at, word = at + 1, low(words, at + 1)
    if short and word.isdecimal() and len(word) == 2 and not _goes_on(words, at + 1):
        return int(word), at + 1
    return None


def _goes_on(words: Words, at: int) -> bool:
    """True where a number goes on behind a point or colon: "30.5", "10:15"."""
    return low(words, at) in (".", ":") and glued(words, at) and glued(words, at + 1)


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
    if number is None:
        return None
    dotted = low(words, at) not in FULL_MONTHS and low(words, at + 1) == "." and glued(words, at + 1)
    return number, at + 2 if dotted else at + 1


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
    return Found(Moment(CalendarDate(year, month[0], day[0], until=until)), end)


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
    return Found(Moment(CalendarDate(year, month[0], day[0], until=until)), end)


def month_alone(words: Words, at: int) -> Found | None:
    """ "August", "May 2014", "in March"; doubtful words only with a year or after a telling word."""
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
    told = low(words, at - 1) in _TIME_PREPOSITIONS and capital(words, at)
    if low(words, at) in DOUBTFUL_MONTHS and low(words, at - 1) in ("to", "and", "or", "about"):
        told = False
    doubtful = not full or low(words, at) in DOUBTFUL_MONTHS
    return Found(Moment(CalendarDate(month=month[0])), month[1] if told or full else at + 1, doubtful and not told)


def bare_year(words: Words, at: int) -> Found | None:
    """ "in 1989", "(2014)", "the 2003 invasion", "1990-1994"; other numbers of four digits are not years."""
    found = year_at(words, at)
    if found is None or low(words, found[1]) in _NOT_YEARS or low(words, found[1]) in ("%", "/"):
        return None
    year, end = found
    if low(words, end) in DASHES and glued(words, end):
        second = year_at(words, end + 1) or year_at(words, end + 1, True)
        if second is not None and low(words, end + 1) != "'":
            last = second[0] if second[0] > 99 else year // 100 * 100 + second[0]
            return Found(Moment(YearRange(year, last)), second[1]) if last > year else None
        return None
    before = low(words, at - 1)
    modern = 1800 <= year <= 2100
    listed = before in (",", "and", "to", "or") and year_at(words, at - 2) is not None
    plain = not low(words, end).isalpha() or low(words, end) in _AFTER_YEAR or capital(words, end)
    weaker = before in _WEAKER_YEAR_PREPOSITIONS and 1900 <= year <= 2050 and plain
    told = before in _YEAR_PREPOSITIONS and not (before in ("of", "and", "from", "by") and not modern)
    bracketed = before == "(" and low(words, end) in (")", ",", ";")
    modifier = (
        before in ("the", "'", "s", "his", "her", "their", "its")
        and 1900 <= year <= 2100
        and low(words, end)[:1].isalpha()
    )
    opening = modern and at == 0 and (low(words, end) == ":" or end == len(words))  # a heading
    return Found(Moment(CalendarDate(year)), end, not (told or bracketed or modifier or opening or listed or weaker))


def day_alone(words: Words, at: int) -> Found | None:
    """ "on the 12th" where no noun follows."""
    if low(words, at) != "the" or low(words, at - 1) not in ("on", "of", "by", "until") or not glued(words, at + 2):
        return None
    day = day_at(words, at + 1)
    following = low(words, day[1]) if day else ""
    if day is None or day[1] != at + 3 or (following.isalpha() and following not in ("and", "at", "in", "when", "but")):
        return None
    return Found(Moment(CalendarDate(day=day[0])), day[1])


def weekday(words: Words, at: int) -> Found | None:
    """ "Thursday", "Sat." (weak: "sun" and "sat" are words too)."""
    word = low(words, at)
    if word in WEEKDAYS:
        return Found(Moment(CalendarDate(weekday=WEEKDAYS[word])), at + 1)
    if word in SHORT_WEEKDAYS and capital(words, at):
        end = at + 2 if low(words, at + 1) == "." and glued(words, at + 1) else at + 1
        return Found(Moment(CalendarDate(weekday=SHORT_WEEKDAYS[word])), end, weak=True)
    return None


def decade(words: Words, at: int) -> Found | None:
    """ "the 1990s", "the '90s", "the 19th century"."""
    start = at + 1 if low(words, at) == "the" else at
    mark = low(words, start) == "'"
    number = low(words, start + mark)
    if number.isdecimal() and low(words, start + mark + 1) == "s" and glued(words, start + mark + 1):
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
    told = low(words, at - 1) in ("in", "during", "since", "until", "this", "last", "next")
    doubtful = low(words, start) == "fall" or low(words, end) == "of"
    return Found(Moment(Season(name)), end, weak=not told or doubtful)


def holiday(words: Words, at: int) -> Found | None:
    """A feast of ``calendars``, with its year where told; the longest name wins."""
    if not capital(words, at) and not low(words, at)[:1].isdecimal():
        return None
    for length in (6, 5, 4, 3, 2, 1):
        name = _name(words, at, length) if at + length <= len(words) else ""
        if name in HOLIDAYS or name in UNDATED_HOLIDAYS:
            end = at + length
            year = year_at(words, end + 1 if low(words, end) in (",", "of") else end)
            return Found(Moment(Holiday(name, year[0] if year else None)), year[1] if year else end)
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
}
