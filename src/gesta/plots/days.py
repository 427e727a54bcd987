"""Days of an incident, and the days, weeks, months and years that they are counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from gesta.model.values import When

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
"""From fine to coarse."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English whatever the machine's language, so that one plot is the same everywhere."""

_LAST_YEAR = 9998
"""The calendar of Python ends in 9999, and a bin has an end."""


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first to the last day, both inclusive."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


def days(when: When) -> Days | None:
    """The days that the interval touches; None where a bound is not known, or is no day of the calendar."""
    if when.start is None or when.end is None:
        return None
    try:
        first, end = datetime.fromisoformat(when.start), datetime.fromisoformat(when.end)
    except ValueError:
        return None
    # The end of an interval finer than a day is not part of it.
    last = end - timedelta(days=1) if "T" in when.end and end.time() == time.min and end > first else end
    return Days(first.date(), max(first, last).date()) if last.year <= _LAST_YEAR else None


def bin_of(day: date, unit: Unit) -> date:
    """The first day of the unit that the day is in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1 if unit != "day" else day.day, month=1 if unit == "year" else day.month)


def after(first: date, unit: Unit) -> date:
    """The first day of the next unit."""
    if unit in ("day", "week"):
        return first + timedelta(days=1 if unit == "day" else 7)
    months = first.year * 12 + first.month - 1 + (1 if unit == "month" else 12)
    return date(months // 12, months % 12 + 1, 1)


def bins(span: Days, unit: Unit) -> Iterator[date]:
    """The first days of all units from the first day to the last."""
    first = bin_of(span.first, unit)
    while first <= span.last:
        yield first
        first = after(first, unit)


def fits(told: Days, unit: Unit) -> bool:
    """True when one unit holds all the days."""
    return bin_of(told.first, unit) == bin_of(told.last, unit)


def short_day(day: date) -> str:
    """ "3 Mar 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_when(when: When) -> str:
    """ "3 Mar 2023", "Mar 2023", "2023", "3 to 9 Mar 2023", "since 2023-03-03", "no day told"."""
    told = days(when)
    if told is None:
        known = when.start or when.end
        return f"{'since' if when.start else 'until'} {known[:10]}" if known else "no day told"
    if told.length == 1:
        return short_day(told.first)
    if _is_whole(told, "month"):
        return f"{MONTHS[told.first.month - 1]} {told.first.year}"
    if _is_whole(told, "year"):
        return str(told.first.year)
    start = short_day(told.first)
    if fits(told, "year"):
        start = str(told.first.day) if fits(told, "month") else start.rpartition(" ")[0]
    return f"{start} to {short_day(told.last)}"


def _is_whole(told: Days, unit: Unit) -> bool:
    return bin_of(told.first, unit) == told.first and after(told.first, unit) == told.last + timedelta(days=1)
