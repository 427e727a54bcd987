"""Parts of the day and clock times as hours, and a day narrowed by them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gesta.resolve.timex_nodes import Clock, Moment, Part

HOURS: dict[Part, tuple[float, float]] = {
    "morning": (6, 12),
    "early morning": (0, 9),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (18, 30),
    "overnight": (18, 30),
    "dawn": (4, 7),
    "dusk": (17, 20),
    "noon": (11.5, 12.5),
    "midnight": (23.5, 24.5),
    "after midnight": (0, 1),
}
"""Hours from the day's midnight; more than 24 is the next day. Midnight of a day is the one that ends it."""
SMALL_HOURS = 6
"""Clock times before this hour belong to the night before them: "Saturday night around 1 a.m." is Sunday."""
_EARLY_DAY = (0.0, 9.0)
_LATE_DAY = (18.0, 24.0)
_CODES: dict[Part, str] = {
    "morning": "TMO",
    "early morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "overnight": "TNI",
    "dawn": "TMO",
    "dusk": "TEV",
    "noon": "T12:00",
    "midnight": "T24:00",
    "after midnight": "T00:00",
}


def narrows(moment: Moment) -> bool:
    """True when the moment is finer than a day."""
    return (
        moment.part is not None or moment.clock is not None or (moment.day_level and moment.phase in ("early", "late"))
    )


def clock_hour(moment: Moment) -> int:
    """The hour of the clock time, after noon where the part of day says so ("10:15 in the evening")."""
    clock = moment.clock or Clock(0, 0)
    late = (
        moment.part in ("afternoon", "evening", "night")
        and 1 <= clock.hour < 12
        and (clock.hour >= 5 or moment.part == "afternoon")
    )
    return clock.hour + 12 if late else clock.hour


def code(moment: Moment) -> str:
    """The TIMEX3 ending: T18:00, TMO; empty for "early Friday"."""
    if moment.clock is not None:
        return f"T{clock_hour(moment):02d}:{moment.clock.minute:02d}"
    return _CODES[moment.part] if moment.part is not None else ""


def narrowed(day: date, moment: Moment) -> tuple[datetime, datetime]:
    """From (inclusive) and to (exclusive) of the day's part; a clock time is its minute, "about" half an hour more.

    The half hour stays within the day that is told: "about 12:20 a.m. Friday" is Friday.
    """
    midnight = datetime.combine(day, time())
    if moment.clock is not None:
        at = midnight + timedelta(hours=clock_hour(moment), minutes=moment.clock.minute)
        if moment.clock.about:
            half = timedelta(minutes=30)
            return max(at - half, midnight), min(at + half, midnight + timedelta(days=1))
        return at, at + timedelta(minutes=1)
    if moment.part is None:
        first, last = _EARLY_DAY if moment.phase == "early" else _LATE_DAY
    else:
        first, last = HOURS[moment.part] if moment.phase is None else _phased(moment.part, moment.phase)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def _phased(part: Part, phase: str) -> tuple[float, float]:
    """ "early Friday morning", "late Tuesday night", "late afternoon"."""
    first, last = HOURS[part]
    if part == "morning" and phase == "early":
        return HOURS["early morning"]
    if part in ("night", "overnight"):
        return (18, 22) if phase == "early" else (21, 27)
    half = (first + last) / 2
    return (first, half) if phase == "early" else (half, last) if phase == "late" else (first, last)


def phase_of(start: date, end: date, phase: str) -> tuple[date, date]:
    """The early, middle or late third of a longer interval, its first or second half, or a week of a month."""
    length = (end - start).days + 1
    if phase.startswith("week"):
        first = start + timedelta(days=7 * (int(phase[-1]) - 1))
        return first, min(end, first + timedelta(days=6))
    if phase == "last week":
        return max(start, end - timedelta(days=6)), end
    if phase == "first half":
        return start, start + timedelta(days=max(length // 2, 1) - 1)
    if phase == "second half":
        return start + timedelta(days=length // 2), end
    third = length // 3
    if phase == "early":
        return start, start + timedelta(days=max(third, 1) - 1)
    if phase == "late":
        return end - timedelta(days=max(third, 1) - 1), end
    return start + timedelta(days=third), end - timedelta(days=third)
