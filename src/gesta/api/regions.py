"""The box and the moment of a query of OGC API Features."""

from __future__ import annotations

import math
import re
from datetime import datetime

import msgspec

from gesta.errors import UsageError
from gesta.model.filters import Filter
from gesta.store.boxes import Box

_CORNERS = {4: (0, 1, 2, 3), 6: (0, 1, 3, 4)}
"""West, south, east and north among four numbers, and among six with heights between them."""
_OPEN = ("", "..")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_box(told: str) -> Box:
    """The box of "west,south,east,north"; heights between them do not matter. Raises UsageError."""
    try:
        numbers = [float(each) for each in told.split(",")]
        west, south, east, north = (numbers[place] for place in _CORNERS[len(numbers)])
    except (ValueError, KeyError):
        raise UsageError(f"bbox {told}: give west, south, east and north, as 43.9,35.2,44.6,35.7") from None
    if not all(map(math.isfinite, numbers)) or abs(south) > 90 or abs(north) > 90 or south > north:
        raise UsageError(f"bbox {told}: latitudes go from -90 to 90, the southern one first")
    if abs(west) > 180 or abs(east) > 180:
        raise UsageError(f"bbox {told}: longitudes go from -180 to 180")
    return Box(west, south, east, north)


def within(wanted: Filter, told: str) -> Filter:
    """The filter with the days of a moment ("2023-03-01T10:00:00Z") or an interval ("2023-03-01/.."), both inclusive,
    where the filter does not ask for later or earlier ones already. Raises UsageError."""
    first, slash, last = told.partition("/")
    since = None if first in _OPEN and slash else _day(told, first)
    until = since if not slash else None if last in _OPEN else _day(told, last)
    if since is None and until is None:
        raise UsageError(f"datetime {told}: one end must be told")
    if since is not None and until is not None and since > until:
        raise UsageError(f"datetime {told}: it ends before it begins")
    later = [each for each in (wanted.since, since) if each is not None]
    earlier = [each for each in (wanted.until, until) if each is not None]
    return msgspec.structs.replace(wanted, since=max(later, default=None), until=min(earlier, default=None))


def _day(told: str, moment: str) -> str:
    try:
        if not _DAY.match(moment):
            raise ValueError
        datetime.fromisoformat(moment)
    except ValueError:
        raise UsageError(f"datetime {told}: give it as 2023-03-01, 2023-03-01T10:00:00Z or 2023-03-01/..") from None
    return moment[:10]
