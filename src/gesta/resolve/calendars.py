"""Calendar arithmetic that the standard library lacks: feasts, seasons, nth weekdays, months added to a day.

Sources: the Gregorian and Julian computus of Meeus (Astronomical Algorithms, chapter 8); the tabular Islamic calendar
with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty, which may be a day off the calendar as observed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Interval = tuple[date, date]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()


def month_interval(year: int, month: int) -> Interval:
    """First and last day of the month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The same day that many months on; the month's last day where it is shorter. ValueError outside years 1-9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_interval(day: date) -> Interval:
    """Monday and Sunday of the day's ISO week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_interval(year: int, season: str) -> Interval:
    """The meteorological season of the northern hemisphere; winter begins in December of ``year``."""
    first = date(year, SEASONS[season], 1)
    return first, months_later(first, 3) - timedelta(days=1)


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, None when the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, as a Gregorian date (years 1900 to 2099: 13 days after the Julian)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) to Sunday (6) of the month; nth -1 is the last."""
    first, last = month_interval(year, month)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def islamic_date(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar."""
    leap_days = (3 + 11 * year) // 30
    days = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + leap_days
    return date.fromordinal(_ISLAMIC_EPOCH + days - 1)


def _islamic(first: tuple[int, int], days: int) -> Callable[[int], tuple[Interval, ...]]:
    def occurrences(year: int) -> tuple[Interval, ...]:
        about = int((year - 622) * 1.030684)
        starts = (islamic_date(hijri, *first) for hijri in range(max(1, about - 1), about + 3))
        return tuple((start, start + timedelta(days=days - 1)) for start in starts if start.year == year)

    return occurrences


def _fixed(month: int, day: int, days: int = 1) -> Callable[[int], tuple[Interval, ...]]:
    return lambda year: ((date(year, month, day), date(year, month, day) + timedelta(days=days - 1)),)


def _from_easter(offset: int, days: int = 1) -> Callable[[int], tuple[Interval, ...]]:
    def occurrences(year: int) -> tuple[Interval, ...]:
        start = easter(year) + timedelta(days=offset)
        return ((start, start + timedelta(days=days - 1)),)

    return occurrences


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], tuple[Interval, ...]]:
    return lambda year: ((nth_weekday(year, month, weekday, nth),) * 2,)


HOLIDAYS: dict[str, Callable[[int], tuple[Interval, ...]]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new year": _fixed(1, 1),
    "christmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "valentine's day": _fixed(2, 14),
    "may day": _fixed(5, 1),
    "halloween": _fixed(10, 31),
    "fourth of july": _fixed(7, 4),
    "international women's day": _fixed(3, 8),
    "nowruz": _fixed(3, 20, 2),
    "easter": _from_easter(0),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter weekend": _from_easter(-2, 4),
    "good friday": _from_easter(-2),
    "palm sunday": _from_easter(-7),
    "ash wednesday": _from_easter(-46),
    "holy week": _from_easter(-7, 7),
    "orthodox easter": lambda year: ((orthodox_easter(year),) * 2,),
    "thanksgiving": _nth(11, 3, 4),
    "thanksgiving day": _nth(11, 3, 4),
    "labor day": _nth(9, 0, 1),
    "memorial day": _nth(5, 0, -1),
    "martin luther king day": _nth(1, 0, 3),
    "martin luther king jr. day": _nth(1, 0, 3),
    "ramadan": _islamic((9, 1), 30),
    "eid al-fitr": _islamic((10, 1), 3),
    "eid al-adha": _islamic((12, 10), 4),
    "ashura": _islamic((1, 10), 1),
    "arbaeen": _islamic((2, 20), 1),
    "mawlid": _islamic((3, 12), 1),
}
"""Days of each feast in a Gregorian year; an Islamic one may fall in it twice or not at all."""
COMPUTED_HOLIDAYS = frozenset({"ramadan", "eid al-fitr", "eid al-adha", "ashura", "arbaeen", "mawlid", "nowruz"})
"""Feasts that may be observed a day or so off the computed day."""
UNDATED_HOLIDAYS = frozenset({"independence day", "national day", "armed forces day", "republic day", "eid"})
"""Feasts whose day depends on the country or on which of two is meant."""
