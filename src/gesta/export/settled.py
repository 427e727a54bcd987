"""What the shapes of other projects ask of an incident: its days, its units of place, its toll, a number of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from gesta.model.merged import MergedIncident
from gesta.model.sources import host
from gesta.model.terms import LISTED_REALIS, IncidentId
from gesta.model.values import UNLISTED_IN, When, Where

_FIRST_OWN = 10**12
"""Own numbers begin here: beyond every number that ACLED, UCDP and GDELT have given, and longer than GTD's twelve
digits."""
_ROOM = 8 * 10**15
"""How many own numbers there are; with the first they stay below 2**53, so that Stata, R and JSON hold them exactly."""


def own_number(incident: IncidentId) -> int:
    """A number for schemes whose ids are numbers: the same in every export, and none of theirs."""
    digest = hashlib.sha256(incident.encode()).digest()
    return _FIRST_OWN + int.from_bytes(digest[:8]) % _ROOM


def left_out(incident: MergedIncident) -> str | None:
    """Why a scheme of events on the ground leaves the incident out; None for one that it holds."""
    if incident.status == "withdrawn":
        return "the incident was withdrawn"
    if incident.cls == "statement":
        return "a statement is no event on the ground"
    if incident.realis not in LISTED_REALIS:
        return f"the act is {incident.realis}: it is not told to have happened"
    return None


def days(when: When) -> tuple[date, date] | None:
    """The first and the last day; None where one of them is not known."""
    if when.start is None or when.end is None:
        return None
    first = date.fromisoformat(when.start[:10])
    last = date.fromisoformat(when.end[:10])
    if "T" in when.end:
        last = (datetime.fromisoformat(when.end) - timedelta(minutes=1)).date()
    return first, max(first, last)


def middle(span: tuple[date, date]) -> date:
    """The day in the middle, the earlier of two."""
    first, last = span
    return first + (last - first) // 2


@dataclass(frozen=True, slots=True)
class Units:
    """The place by kind of unit. ``spot``: a part of the town or a site; ``town``: the town or village."""

    spot: str = ""
    town: str = ""
    admin3: str = ""
    admin2: str = ""
    admin1: str = ""


def units(where: Where) -> Units:
    """The names around the place, each at its level; empty where the place has none there.

    ``within`` holds the units below the first order, smallest first: of a part of a town the town comes first.
    """
    name, around, admin1 = where.name or "", list(where.within), where.admin1 or ""
    if where.level == "neighbourhood" or lies_in_town(where):
        town = around.pop(0) if around else ""
        return Units(name, town, *_orders(around), admin1)
    if where.level == "site":
        return Units(name, "", *_orders(around), admin1)
    if where.level == "city":
        return Units("", name, *_orders(around), admin1)
    if where.level == "district":
        return Units("", "", *_orders([name, *around]), admin1)
    return Units("", "", "", "", admin1)


def lies_in_town(where: Where) -> bool:
    """True for a street or building without a point of its own: the town, first of ``within``, lends it."""
    return where.level == "site" and bool(where.within) and where.basis.startswith(UNLISTED_IN)


def _orders(around: list[str]) -> tuple[str, str]:
    """The units of third and second order."""
    if not around:
        return "", ""
    return (around[-2] if len(around) > 1 else ""), around[-1]


def last_published(incident: MergedIncident) -> str | None:
    """The day on which the newest report was published."""
    return max((each.published.start[:10] for each in incident.reports if each.published.start), default=None)


def seconds(day: str | None) -> str:
    """Seconds since 1970 at the start of the day in UTC, empty for no day."""
    return "" if day is None else str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))


def outlets(incident: MergedIncident) -> tuple[str, ...]:
    """Who published the reports, copies and withdrawn ones aside: the outlet, else the name of the source."""
    held = [each for each in incident.reports if each.copy_of is None and not each.withdrawn]
    names = (each.outlet or source_name(each.source) for each in held or incident.reports)
    return tuple(dict.fromkeys(name for name in names if name))


def source_name(source: str) -> str:
    """The host of an address, the last part of a path."""
    return host(source) or source.replace("\\", "/").rsplit("/", 1)[-1]
