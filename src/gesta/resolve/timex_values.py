"""Lays a time expression on the calendar: an interval with precision, basis and TIMEX3 value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gesta.model.terms import TimePrecision
from gesta.resolve.calendar_feasts import COMPUTED_HOLIDAYS, HOLIDAYS
from gesta.resolve.calendars import Interval, month_interval, months_later, valid_date
from gesta.resolve.timex_days import UNPUBLISHED, Anchors, Days, one_day, season_days, span_precision, told_before
from gesta.resolve.timex_nodes import CalendarDate, Decade, Fiscal, Holiday, Moment, Season, Shift, Turn
from gesta.resolve.timex_shifts import shifted

GIVEN = "given in the text"
_FISCAL = "fiscal year, which begins in April to January as the country has it"
OF_PUBLICATION = "weekday of publication"


def days(moment: Moment, anchors: Anchors) -> Days:
    """The days that the moment's base means, before part of day and clock; unknown bounds are None with the reason."""
    base = moment.base
    try:
        if isinstance(base, CalendarDate):
            return _calendar(base, moment.turn, anchors)
        if isinstance(base, Shift):
            return shifted(base, anchors)
        if isinstance(base, Season):
            return _season(base, moment.turn, anchors)
        if isinstance(base, Holiday):
            return _holiday(base, moment.turn, anchors)
        if isinstance(base, Fiscal):
            return Days(date(base.year - 1, 4, 1), date(base.year, 12, 31), "year", _FISCAL, f"FY{base.year:04d}")
        if isinstance(base, Decade):
            if base.year < 0:
                return _ancient("year", f"{-base.year:04d}"[: 3 if base.years == 10 else 2])
            last = date(base.year + base.years - 1, 12, 31)
            value = f"{base.year:04d}"[: 3 if base.years == 10 else 2]
            return Days(date(max(base.year, 1), 1, 1), last, "year", GIVEN, value)
    except (ValueError, OverflowError):
        return Days(None, None, "unknown", "outside the calendar", None)
    return Days(None, None, "unknown", "not a date", None)


def _ancient(precision: TimePrecision, value: str) -> Days:
    """A time before the common era: a value without an interval."""
    return Days(None, None, precision, "before the common era", f"BC{value}")


def _year_of(year: Shift, anchors: Anchors) -> tuple[int | None, str]:
    """The year that "last year" or "that year" is, and the basis."""
    found = shifted(year, anchors)
    return (None if found.start is None else found.start.year), found.basis


def _calendar(told: CalendarDate, turn: Turn | None, anchors: Anchors) -> Days:
    if told.of_year is not None:
        year, basis = _year_of(told.of_year, anchors)
        told = replace(told, of_year=None)
        return _calendar(told, turn, anchors) if year is None else _with_year(told, year, basis, anchors)
    year, century = _full_year(told.year, anchors)
    if told.month is not None and year is None and turn is None and (anchors.told_year or 0) < 0:
        year = anchors.told_year
    basis = "century from publication" if century else GIVEN
    if year is not None:
        return _with_year(told, year, basis, anchors)
    if told.day is not None and told.month is not None:
        return _month_day(told, anchors)
    if told.month is not None:
        return _month(told.month, turn, anchors)
    if told.day is not None:
        return _day_of_month(told.day, anchors)
    return _weekday(told.weekday or 0, turn, anchors)


def _full_year(year: int | None, anchors: Anchors) -> tuple[int | None, bool]:
    """A year of two digits in the century that brings it nearest to publication (without one: 1931 to 2030)."""
    if year is None or year > 99 or year < 0:
        return year, False
    if anchors.published is None:
        return (2000 if year <= 30 else 1900) + year, True
    near = anchors.published[0].year
    return min((century + year for century in range(1800, 2200, 100)), key=lambda y: abs(y - near)), True


def _with_year(told: CalendarDate, year: int, basis: str, anchors: Anchors) -> Days:
    if year < 0:
        parts = (f"{-year:04d}", *(f"{each:02d}" for each in (told.month, told.day) if each is not None))
        return _ancient("year" if told.month is None else "month" if told.day is None else "day", "-".join(parts))
    if told.month is None:
        return Days(date(year, 1, 1), date(year, 12, 31), "year", basis, f"{year:04d}")
    if told.day is None:
        first, last = month_interval(year, told.month)
        return Days(first, last, "month", basis, f"{year:04d}-{told.month:02d}")
    day = valid_date(year, told.month, told.day)
    if day is None:
        return Days(None, None, "unknown", "no such day", None)
    if told.other is not None:
        other = date(year, *told.other)
        near = anchors.published
        if near is not None and abs(other - near[1]) < abs(day - near[1]):
            return one_day(other, f"{basis}, month before day as nearer to publication")
        return one_day(day, f"{basis}, day before month assumed")
    return one_day(day, basis)


_WEEKDAY_HOLDS = timedelta(days=3 * 366)
"""A date without a year whose weekday fits no year nearer than this has the wrong weekday: older ones tell the year."""


def _nearest(candidates: tuple[date, ...], anchors: Anchors) -> date | None:
    """Of the same day in several years: the first from publication on in the future tense, the last up to a day after
    it in the past tense, else the nearest (``_apart``)."""
    assert anchors.published is not None
    first, last = anchors.published
    if anchors.tense == "future":
        return min((day for day in candidates if day >= first), default=None)
    if anchors.tense == "past":
        return max((day for day in candidates if day <= last + timedelta(days=1)), default=None)
    return min(candidates, key=lambda day: (_apart((day, day), (first, last)), day), default=None)


def _month_day(told: CalendarDate, anchors: Anchors) -> Days:
    month, day = told.month or 1, told.day or 1
    value = f"XXXX-{month:02d}-{day:02d}"
    if anchors.told_year is not None:
        found = valid_date(anchors.told_year, month, day)
        return (
            one_day(found, f"year told before, {anchors.told_year}")
            if found
            else Days(None, None, "day", "no such day", value)
        )
    if anchors.published is None:
        return Days(None, None, "day", f"no year told, {UNPUBLISHED}", value)
    near = anchors.published[0].year
    candidates = tuple(d for y in range(near - 9, near + 6) if (d := valid_date(y, month, day)) is not None)
    fitting = tuple(d for d in candidates if d.weekday() == told.weekday)
    pivot = anchors.published[0]
    closest = min(fitting, key=lambda d: (abs(d - pivot), d), default=None)
    if closest is not None and abs(closest - pivot) <= _WEEKDAY_HOLDS:
        return one_day(closest, "year from weekday and publication")
    found = _nearest(candidates, anchors)
    return one_day(found, "year from publication") if found else Days(None, None, "day", "no such day", value)


def _turned(candidates: tuple[Interval, ...], turn: Turn | None, anchors: Anchors) -> Interval | None:
    """Of recurring intervals the one that "last", "this", "next" or the tense means, seen from publication."""
    assert anchors.published is not None
    first, last = anchors.published
    if turn == "last":
        return max((c for c in candidates if c[1] < first), default=None)
    if turn == "next" or (turn is None and anchors.tense == "future"):
        return min((c for c in candidates if (c[0] > last if turn else c[1] >= first)), default=None)
    if turn == "this":
        return min(candidates, key=lambda c: (abs(c[0].year - first.year), c), default=None)
    if anchors.tense == "past":
        return max((c for c in candidates if c[0] <= last), default=None)
    return min(candidates, key=lambda c: (_apart(c, anchors.published or c), c), default=None)


def _apart(one: Interval, other: Interval) -> timedelta:
    """How far the one lies from the other, none where they meet; twice as far when it lies ahead: reports look back."""
    return max(2 * (one[0] - other[1]), other[0] - one[1], timedelta())


def _month(month: int, turn: Turn | None, anchors: Anchors) -> Days:
    value = f"XXXX-{month:02d}"
    if turn is None and anchors.told_year is not None:
        first, last = month_interval(anchors.told_year, month)
        return Days(
            first, last, "month", f"year told before, {anchors.told_year}", f"{anchors.told_year:04d}-{month:02d}"
        )
    if anchors.published is None:
        return Days(None, None, "month", f"no year told, {UNPUBLISHED}", value)
    near = anchors.published[0].year
    if turn == "last" and anchors.published[0].month == month:
        near -= 1
    found = _turned(tuple(month_interval(y, month) for y in range(near - 2, near + 3)), turn, anchors)
    if found is None:
        return Days(None, None, "month", "outside the calendar", value)
    return Days(*found, "month", "year from publication", f"{found[0].year:04d}-{month:02d}")


def _day_of_month(day: int, anchors: Anchors) -> Days:
    near = anchors.published[0] if anchors.published is not None else anchors.told_day
    if anchors.told_year is not None and anchors.told_day is not None:
        found_here = valid_date(anchors.told_day.year, anchors.told_day.month, day)
        if found_here is not None:
            return one_day(found_here, "month told before")
    if near is None:
        return Days(None, None, "day", f"no month told, {UNPUBLISHED}", f"XXXX-XX-{day:02d}")
    first = near.replace(day=1)
    months = (months_later(first, step) for step in (-2, -1, 0, 1, 2))
    candidates = tuple(d for m in months if (d := valid_date(m.year, m.month, day)) is not None)
    found = _nearest(candidates, replace(anchors, published=anchors.published or (near, near)))
    return one_day(found, "month from publication") if found else Days(None, None, "day", "no such day", None)


def _weekday(weekday: int, turn: Turn | None, anchors: Anchors) -> Days:
    value = f"XXXX-WXX-{weekday + 1}"
    if turn in ("previous", "following"):
        if (near := anchors.told_day) is None:
            return Days(None, None, "day", "relative to a day that is not told", value)
        day = _before(near, weekday, False) if turn == "previous" else _after(near, weekday, False)
        return one_day(day, told_before(near))
    if turn == "that" and (told := anchors.told_day) is not None:
        around = (_before(told, weekday, True), _after(told, weekday, True))
        return one_day(min(around, key=lambda day: abs(day - told)), told_before(told))
    if anchors.published is None:
        return Days(None, None, "day", f"weekday, {UNPUBLISHED}", value)
    first, last = anchors.published
    if first != last:
        return Days(None, None, "day", "weekday, publication day not known", value)
    if turn == "last":
        return one_day(_before(first, weekday, False), "weekday before publication")
    if turn == "next":
        return one_day(_after(first, weekday, False), "weekday after publication")
    if turn == "this" and anchors.tense != "past":
        return one_day(_after(first, weekday, True), "weekday after publication")
    if first.weekday() == weekday:
        return one_day(first, OF_PUBLICATION)
    if anchors.tense == "future":
        return one_day(_after(first, weekday, True), "weekday after publication")
    return one_day(_before(first, weekday, True), "weekday before publication")


def _before(day: date, weekday: int, same: bool) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7 or (0 if same else 7))


def _after(day: date, weekday: int, same: bool) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7 or (0 if same else 7))


def _season(season: Season, turn: Turn | None, anchors: Anchors) -> Days:
    if season.of_year is not None:
        of_year, basis = _year_of(season.of_year, anchors)
        season = Season(season.name, of_year)
    northern = "" if season.name[0] in "QH" else ", northern season"
    if season.year is not None or (turn is None and anchors.told_year is not None):
        year = season.year if season.year is not None else anchors.told_year or 1
        if year < 0:
            return _ancient("season", f"{-year:04d}-{season.name}")
        basis = GIVEN if season.year is not None else f"year told before, {anchors.told_year}"
        return Days(*season_days(season.name, year), "season", basis + northern, f"{year:04d}-{season.name}")
    if anchors.published is None:
        return Days(None, None, "season", f"no year told, {UNPUBLISHED}", f"XXXX-{season.name}")
    near = anchors.published[0].year
    candidates = tuple(season_days(season.name, year) for year in range(near - 2, near + 3))
    found = _turned(candidates, turn, anchors)
    if found is None:
        return Days(None, None, "season", "outside the calendar", f"XXXX-{season.name}")
    return Days(*found, "season", "year from publication" + northern, f"{found[0].year:04d}-{season.name}")


def _holiday(feast: Holiday, turn: Turn | None, anchors: Anchors) -> Days:
    occurrences = HOLIDAYS.get(feast.name)
    if occurrences is None:
        return Days(None, None, "day", "feast whose day depends on the country", None)
    computed = feast.name in COMPUTED_HOLIDAYS
    year = feast.year if feast.year is not None else anchors.told_year if turn is None else None
    if year is not None:
        found = next(iter(occurrences(year)), None)
        basis = GIVEN if feast.year is not None else f"year told before, {anchors.told_year}"
    elif anchors.published is None:
        return Days(None, None, "week" if computed else "day", f"feast, no year told, {UNPUBLISHED}", None)
    else:
        near = anchors.published[0].year
        found = _turned(tuple(i for y in range(near - 2, near + 3) for i in occurrences(y)), turn, anchors)
        basis = "year from publication"
    if found is None:
        return Days(None, None, "unknown", "outside the calendar", None)
    precision = span_precision(*found)
    if computed:
        basis += ", computed calendar, may be a day off as observed"
        precision = "week" if precision == "day" else precision
    value = found[0].isoformat() if found[0] == found[1] else f"{found[0].isoformat()}/{found[1].isoformat()}"
    return Days(*found, precision, basis, value)
