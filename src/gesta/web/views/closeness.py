"""How closely time and place of an incident are known, and what is therefore not known."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.model.filters import AREAS
from gesta.model.terms import TimePrecision
from gesta.model.values import When, Where

_TIMED: Mapping[TimePrecision, str] = {
    "part_of_day": "known to the hour or part of the day",
    "day": "known to the day, not the hour",
    "week": "known to the week, not the day",
    "month": "known to the month, not the day",
    "season": "known to the season, not the day",
    "year": "known to the year, not the day",
    "unknown": "",
}


def timed(when: When) -> str:
    """How closely the time is known; empty where it is not."""
    return _TIMED[when.precision]


def placed(where: Where) -> str:
    """How closely the place is known; empty where nothing is told of it."""
    if where.name is None and where.country is None:
        return ""
    if where.level in AREAS:
        unit = {"admin1": "province", "country": "country", "region": "region"}[where.level]
        return f"known to the {unit} only: any point on a map stands for an area, not for a spot"
    if where.lat is None or where.lon is None:
        return "not found on the map"
    point = f"{where.lat:.4f}, {where.lon:.4f}"
    if where.radius_km is None:
        return f"known to the {where.level}, around {point}; how far around is not known"
    return f"known to the {where.level}, within about {_km(where.radius_km)} of {point}; no closer"


def _km(radius: float) -> str:
    return f"{radius:.0f} km" if radius >= 10 else f"{radius:.1f} km"
