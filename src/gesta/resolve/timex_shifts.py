"""Times so many days, weeks, months or years from an anchor."""

from __future__ import annotations

from datetime import date, timedelta

from gesta.model.terms import TimePrecision
from gesta.resolve.calendars import month_interval, months_later, week_interval
from gesta.resolve.timex_days import UNPUBLISHED, Anchors, Days, one_day, season_days, told_before
from gesta.resolve.timex_nodes import Shift

_UNIT_PRECISION: dict[str, TimePrecision] = {
    "second": "part_of_day",
    "minute": "part_of_day",
    "hour": "part_of_day",
    "day": "day",
    "weekend": "week",
    "week": "week",
    "month": "month",
    "season": "season",
    "quarter": "season",
    "year": "year",
    "decade": "year",
}
_MONTHS = {"month": 1, "year": 12}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def shifted(shift: Shift, anchors: Anchors) -> Days:
    """The days so many units from the anchor; ValueError or OverflowError outside the calendar."""
    precision = _UNIT_PRECISION[shift.unit]
    sign = shift.sign or (0 if not shift.by else 1 if shift.by > 0 else -1)
    vague = _REFERENCES[sign] if shift.measured or shift.by is None else None
    near, basis = _anchor(shift, anchors)
    if near is None:
        return Days(None, None, precision, basis, vague)
    if shift.by is None or shift.unit in ("second", "minute", "hour"):
        return Days(None, None, precision, f"{basis}, how long not told to the day", vague)
    return _counted(shift, shift.by, near, precision, basis)


def _anchor(shift: Shift, anchors: Anchors) -> tuple[date | None, str]:
    """The day that the shift counts from, and the basis that says so."""
    if shift.anchor == "told":
        near = anchors.told_day if shift.unit == "day" or anchors.told is None else anchors.told[0]
        if near is not None:
            return near, told_before(near)
        backwards = (shift.sign or shift.by or 0) < 0 and shift.unit in ("month", "quarter", "year", "decade")
        if not backwards:
            return None, "relative to a day that is not told"
    if anchors.published is None:
        return None, f"relative, {UNPUBLISHED}"
    first, last = anchors.published
    if first != last and shift.unit in ("day", "week", "weekend"):
        return None, "relative, publication day not known"
    return first, "relative to publication"


def _counted(shift: Shift, by: int, near: date, precision: TimePrecision, basis: str) -> Days:
    if shift.measured and (shift.weekday is not None or shift.day is not None):
        return one_day(_so_far_back(shift, by, near), basis)
    if shift.weekday is not None:
        monday = week_interval(near + timedelta(weeks=by))[0]
        return one_day(monday + timedelta(days=shift.weekday), basis)
    if shift.unit == "day":
        return one_day(near + timedelta(days=by), basis)
    if shift.unit in ("week", "weekend"):
        return _weeks(shift, by, near, basis)
    if shift.unit in ("month", "quarter", "season"):
        middle = months_later(near, by * (1 if shift.unit == "month" else 3))
        if shift.unit == "month":
            return Days(
                *month_interval(middle.year, middle.month), precision, basis, f"{middle.year:04d}-{middle.month:02d}"
            )
        name = f"Q{(middle.month - 1) // 3 + 1}"
        return Days(*season_days(name, middle.year), precision, basis, f"{middle.year:04d}-{name}")
    year = near.year + by * (10 if shift.unit == "decade" else 1)
    if shift.unit == "decade":
        first = year // 10 * 10
        return Days(date(first, 1, 1), date(first + 9, 12, 31), precision, basis, f"{first // 10:03d}")
    return Days(date(year, 1, 1), date(year, 12, 31), precision, basis, f"{year:04d}")


def _so_far_back(shift: Shift, by: int, near: date) -> date:
    """The day that lies so many weeks, months or years from the day that the count begins with."""
    first = near + timedelta(days=shift.day or 0)
    if shift.weekday is not None:
        first = near - timedelta(days=(near.weekday() - shift.weekday) % 7)
    return first + timedelta(weeks=by) if shift.unit == "week" else months_later(first, by * _MONTHS[shift.unit])


def _weeks(shift: Shift, by: int, near: date, basis: str) -> Days:
    middle = near + timedelta(weeks=by)
    iso = middle.isocalendar()
    if shift.measured:
        start, end = middle - timedelta(days=3), middle + timedelta(days=3)
        return Days(start, end, "week", basis, f"{iso.year:04d}-W{iso.week:02d}")
    monday, sunday = week_interval(middle)
    if shift.unit == "week":
        return Days(monday, sunday, "week", basis, f"{iso.year:04d}-W{iso.week:02d}")
    if by == 0 and near.weekday() < 4:
        monday, sunday = monday - timedelta(weeks=1), sunday - timedelta(weeks=1)
    iso = monday.isocalendar()
    return Days(sunday - timedelta(days=1), sunday, "week", basis, f"{iso.year:04d}-W{iso.week:02d}-WE")
