"""What expressions lean on, and the days they turn out to mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gesta.model.terms import TimePrecision
from gesta.resolve.calendars import Interval, month_interval, season_interval
from gesta.resolve.tense import Tense

UNPUBLISHED = "no publication date"


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an expression leans on: publication (first and last day), the time told before it (``told``: of any length,
    ``told_day``: a day), the year told before it (where the text is one of past years, or has no publication date), and
    the tense it stands in."""

    published: Interval | None = None
    told: Interval | None = None
    told_day: date | None = None
    told_year: int | None = None
    tense: Tense = "unknown"


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days from ``start`` to ``end`` (None: unknown), their TIMEX3 value, and what they were worked out of."""

    start: date | None
    end: date | None
    precision: TimePrecision
    basis: str
    value: str | None

    @property
    def known(self) -> bool:
        return self.start is not None or self.end is not None


def told_before(day: date) -> str:
    """The basis of what leans on a day that the narrative has told."""
    return f"relative to the day told before, {day}"


def one_day(day: date, basis: str) -> Days:
    """The one day."""
    return Days(day, day, "day", basis, day.isoformat())


def span_precision(start: date, end: date) -> TimePrecision:
    """The coarsest unit that the interval fits in."""
    length = (end - start).days + 1
    limits: tuple[tuple[int, TimePrecision], ...] = ((1, "day"), (7, "week"), (31, "month"), (92, "season"))
    return next((name for limit, name in limits if length <= limit), "year")


def season_days(name: str, year: int) -> Interval:
    """First and last day of a season, quarter or half of the year."""
    if name[0] == "Q":
        return month_interval(year, int(name[1]) * 3 - 2)[0], month_interval(year, int(name[1]) * 3)[1]
    if name[0] == "H":
        return month_interval(year, int(name[1]) * 6 - 5)[0], month_interval(year, int(name[1]) * 6)[1]
    return season_interval(year, name)
