"""Calendar dates as they are written in metadata and in news, to ISO 8601 days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from gesta.model.terms import TimePrecision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\d:])"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<number>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"(?<![\d.,$£€]){_DAY}(?:\s+of)?[\s-]{{1,3}}{_MONTH}(?:,?[\s-]{{1,3}}{_YEAR})?(?!\d)",
        rf"\b{_MONTH}\s{{1,3}}{_DAY}(?!\d)(?:(?:,\s{{0,3}}|\s{{1,3}}){_YEAR})?",
    )
)
_NUMERIC = re.compile(r"(?<!\d)(?P<one>[0-3]?\d)[/.-](?P<two>[0-3]?\d)[/.-](?P<year>(?:19|20)\d\d)(?!\d)")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)(?P<day>[0-3]\d)(?:T?\d{4,6}Z?)?")
_PARTIAL = re.compile(rf"(?:(?P<iso>(?:19|20)\d\d)-(?P<number>[01]\d)|(?:{_MONTH},?\s+)?(?P<year>(?:19|20)\d\d))", re.I)
_CENTURY_TURN = 69
"""Two-digit years from 69 on are of the last century, as in POSIX strptime."""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a text: its characters, its days, and None for both days where the year is not told."""

    start: int
    end: int
    first: str | None
    last: str | None
    precision: TimePrecision


def find_date(text: str, start: int = 0, end: int | None = None) -> DateFound | None:
    """The first possible calendar date between two offsets; day and month order is never guessed."""
    stop = len(text) if end is None else end
    found: list[DateFound] = []
    for form in (*_FORMS, _NUMERIC):
        for match in form.finditer(text, start, stop):
            if read := day_found(match):
                found.append(read)
                break
    return min(found, key=lambda item: (item.start, -item.end), default=None)


def read_date(given: str) -> DateFound | None:
    """What a date field holds: an ISO or RFC 2822 date, a written one, a month or a year; None where it is no date."""
    text = given.strip()[:100]
    if match := _COMPACT.fullmatch(text):
        return day_found(match)
    if match := _PARTIAL.fullmatch(text):
        return month_found(match)
    return find_date(text)


def day_found(match: re.Match[str]) -> DateFound | None:
    """The day in the groups of a form; None where no calendar has it, or its order of day and month is unclear."""
    groups = match.groupdict()
    if groups.get("one"):
        month, day = int(groups["one"]), int(groups["two"])
        if month > 12 >= day or month == day:
            month, day = day, month
        elif day <= 12:
            return None
    else:
        month = int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1
        day = int(groups["day"])
    if not groups.get("year"):
        valid = 1 <= day <= monthrange(2024, month)[1]
        return DateFound(match.start(), match.end(), None, None, "unknown") if valid else None
    try:
        stamp = date(_full_year(groups["year"]), month, day).isoformat()
    except ValueError:
        return None
    return DateFound(match.start(), match.end(), stamp, stamp, "day")


def month_found(match: re.Match[str]) -> DateFound | None:
    """The month, or else the year, in the groups of a form."""
    groups = match.groupdict()
    year = int(groups["iso"] or groups["year"])
    if groups["iso"]:
        month = int(groups["number"])
    elif groups["month"]:
        month = _MONTHS.index(groups["month"][:3].lower()) + 1
    else:
        return DateFound(match.start(), match.end(), f"{year}-01-01", f"{year}-12-31", "year")
    if not 1 <= month <= 12:
        return None
    last = f"{year}-{month:02d}-{monthrange(year, month)[1]}"
    return DateFound(match.start(), match.end(), f"{year}-{month:02d}-01", last, "month")


def _full_year(written: str) -> int:
    year = int(written.lstrip("'’"))
    if year >= 100:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)
