"""The period that a briefing is about, and the one of equal length before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from gesta.knowledge.offices import first_day, last_day
from gesta.model.filters import Filter
from gesta.plots.days import Days, short_day

USUAL = 30
"""Days that are compared where the filter has no period of its own."""


@dataclass(frozen=True, slots=True)
class Periods:
    """``now`` against ``before``, which ends the day before it begins and is as long. ``whole``: the filter itself
    asks for these days, so that all its incidents are of them."""

    now: Days
    before: Days
    whole: bool

    @property
    def told(self) -> str:
        """Both in words."""
        if self.whole:
            return f"{span(self.now)}, against the {days_words(self.now)} before: {span(self.before)}"
        return (
            f"the filter has no period of its own: the {days_words(self.now)} up to the newest incident, "
            f"{span(self.now)}, against those before, {span(self.before)}"
        )


def periods(wanted: Filter, newest: date | None) -> Periods | None:
    """The days asked for where the filter has both ends, else the last thirty up to the newest incident.

    None where no incident has a day, or the days before lie outside the calendar.
    """
    whole = wanted.since is not None and wanted.until is not None
    last = last_day(wanted.until) if wanted.until is not None else newest
    if last is None:
        return None
    try:
        first = last - timedelta(days=USUAL - 1)
        if wanted.since is not None:
            since = first_day(wanted.since)
            first = since if whole else max(first, since)
        if first > last:
            return None
        now = Days(first, last)
        before = Days(first - timedelta(days=now.length), first - timedelta(days=1))
    except OverflowError:
        return None
    return Periods(now, before, whole)


def within(wanted: Filter, days: Days) -> Filter:
    """The filter with these days for its period."""
    return msgspec.structs.replace(wanted, since=days.first.isoformat(), until=days.last.isoformat())


def span(days: Days) -> str:
    """ "3 Mar 2023 to 1 Apr 2023"."""
    return short_day(days.first) if days.length == 1 else f"{short_day(days.first)} to {short_day(days.last)}"


def days_words(days: Days) -> str:
    """ "30 days", "day"."""
    return "day" if days.length == 1 else f"{days.length} days"
