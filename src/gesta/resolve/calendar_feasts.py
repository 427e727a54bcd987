"""Feasts by name and the days that each has in a Gregorian year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from gesta.resolve.calendars import Interval, easter, hebrew_new_year, islamic_date, moon, nth_weekday, orthodox_easter

Occurrences = Callable[[int], tuple[Interval, ...]]


def _islamic(first: tuple[int, int], days: int) -> Occurrences:
    def occurrences(year: int) -> tuple[Interval, ...]:
        about = int((year - 622) * 1.030684)
        starts = (islamic_date(hijri, *first) for hijri in range(max(1, about - 1), about + 3))
        return tuple((start, start + timedelta(days=days - 1)) for start in starts if start.year == year)

    return occurrences


def _fixed(month: int, day: int, days: int = 1) -> Occurrences:
    return lambda year: ((date(year, month, day), date(year, month, day) + timedelta(days=days - 1)),)


def _from_easter(offset: int, days: int = 1) -> Occurrences:
    def occurrences(year: int) -> tuple[Interval, ...]:
        start = easter(year) + timedelta(days=offset)
        return ((start, start + timedelta(days=days - 1)),)

    return occurrences


def _nth(month: int, weekday: int, nth: int) -> Occurrences:
    return lambda year: ((nth_weekday(year, month, weekday, nth),) * 2,)


def _hebrew(days_in: Callable[[int], int], days: int = 1) -> Occurrences:
    """A feast so many days after the new year that falls in the Gregorian year's autumn, or before it (below zero)."""

    def occurrences(year: int) -> tuple[Interval, ...]:
        start = hebrew_new_year(year + 3761) + timedelta(days=days_in(year + 3761))
        return ((start, start + timedelta(days=days - 1)),)

    return occurrences


def _hanukkah(year: int) -> int:
    """Days from the new year to the 25th of Kislev."""
    complete = (hebrew_new_year(year + 1) - hebrew_new_year(year)).days % 10 == 5
    return 84 if complete else 83


def _moon(month: int, day: int, *, full: bool = False, hours_east: float = 5.5) -> Occurrences:
    return lambda year: ((moon(date(year, month, day), full=full, hours_east=hours_east),) * 2,)


def _lent(year: int) -> tuple[Interval, ...]:
    return ((easter(year) - timedelta(days=46), easter(year) - timedelta(days=1)),)


HOLIDAYS: dict[str, Occurrences] = {
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
    "bastille day": _fixed(7, 14),
    "anzac day": _fixed(4, 25),
    "juneteenth": _fixed(6, 19),
    "veterans day": _fixed(11, 11),
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
    "muharram": _islamic((1, 1), 30),
    "hajj": _islamic((12, 8), 6),
    "lent": _lent,
    "orthodox christmas": _fixed(1, 7),
    "rosh hashanah": _hebrew(lambda year: 0, 2),
    "yom kippur": _hebrew(lambda year: 9),
    "sukkot": _hebrew(lambda year: 14, 7),
    "hanukkah": _hebrew(_hanukkah, 8),
    "passover": _hebrew(lambda year: -163, 8),
    "purim": _hebrew(lambda year: -193),
    "lunar new year": _moon(1, 21, hours_east=8),
    "holi": _moon(3, 1, full=True),
    "vesak": _moon(5, 1, full=True),
    "diwali": _moon(10, 15, hours_east=-12),  # the night before the new moon
}
"""Days of each feast in a Gregorian year; an Islamic one may fall in it twice or not at all."""
COMPUTED_HOLIDAYS = frozenset({"ramadan", "eid al-fitr", "eid al-adha", "ashura", "arbaeen", "mawlid", "nowruz"}) | {
    "muharram", "hajj", "lunar new year", "holi", "vesak", "diwali",
}  # fmt: skip
"""Feasts that may be observed a day or so off the computed day."""
UNDATED_HOLIDAYS = frozenset({"independence day", "national day", "armed forces day", "republic day", "eid"})
"""Feasts whose day depends on the country or on which of two is meant."""
