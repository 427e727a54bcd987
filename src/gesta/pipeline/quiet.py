"""Hours in which nothing is sent, in the time of the people who would be woken."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gesta.errors import UsageError

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def is_quiet(hours: str | None, zone: str, moment: datetime) -> bool:
    """True when the moment lies in the hours ("22:00-06:00", over midnight too) of the zone's clock, the last minute
    not included. Raises UsageError for hours or a zone that are none."""
    there = moment.astimezone(_zone(zone))
    if hours is None:
        return False
    found = _HOURS.fullmatch(hours)
    if found is None:
        raise UsageError(f"quiet hours {hours}: give them as 22:00-06:00")
    first, last = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if first == last:
        raise UsageError(f"quiet hours {hours}: they end when they begin")
    now = there.time()
    return first <= now < last if first < last else now >= first or now < last


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"time zone {name}: there is none; give one as Africa/Nairobi or UTC") from None
