"""Calendar arithmetic that the standard library lacks: other calendars, seasons, nth weekdays, months added to a day.

Sources: the Gregorian and Julian computus and the phases of the moon of Meeus (Astronomical Algorithms, chapters 8 and
49, main terms); the tabular Islamic calendar with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty, which
may be a day off the calendar as observed; the Hebrew new year of Reingold and Dershowitz (Calendrical Calculations).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import radians, sin

Interval = tuple[date, date]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()
_HEBREW_EPOCH = -1373427
_JULIAN_DAY_OF_ORDINAL = 1721424.5


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


def hebrew_new_year(year: int) -> date:
    """The first of Tishri of the Hebrew year (Gregorian year + 3761)."""
    before, here, after = (_hebrew_days(each) for each in (year - 1, year, year + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + here + delay)


def _hebrew_days(year: int) -> int:
    """Days from the epoch to the mean new moon of the year's Tishri, kept off three weekdays."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def moon(first: date, *, full: bool = False, hours_east: float = 0) -> date:
    """The day of the first new moon (or full moon) on or after a day, at so many hours east of Greenwich."""
    turn = (first.year + (first.month - 1) / 12 - 2000) * 12.3685 // 1 - 2 + (0.5 if full else 0)
    while True:
        day = _phase_day(turn) + hours_east / 24
        found = date.fromordinal(int(day - _JULIAN_DAY_OF_ORDINAL))
        if found >= first:
            return found
        turn += 1


def _phase_day(turn: float) -> float:
    """The Julian day of a phase, counted from the new moon of January 2000; good to a few hours."""
    sun, own = radians(2.5534 + 29.10535670 * turn), radians(201.5643 + 385.81693528 * turn)
    argument = radians(160.7108 + 390.67050284 * turn)
    mean = 2451550.09766 + 29.530588861 * turn
    return mean - 0.4072 * sin(own) + 0.1724 * sin(sun) + 0.0161 * sin(2 * own) + 0.0104 * sin(2 * argument)
