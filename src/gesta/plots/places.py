"""Incidents on a map: how many at each place, and how well each place is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import cos, radians
from typing import Literal, Protocol

from gesta.knowledge.countries import country
from gesta.model.filters import AREAS
from gesta.model.terms import IncidentId
from gesta.model.values import Where
from gesta.plots.land import TURN, Window, centre

Sureness = Literal["place", "area", "unit"]
KM_OF_DEGREE = 111.32
"""Kilometres of a degree of latitude."""
_NAMED = ("site", "neighbourhood", "city")
_NEAR = 25.0
"""Kilometres: a place whose radius is larger is an area (UCDP's where_prec 2 ends there too)."""
_ROOM = 0.16
"""Share of the width and height that is left free around the outermost places."""
_LEAST_HEIGHT = 4.0
_WIDEST, _TALLEST = 2.1, 1.45
"""Width to height of a map, in kilometres, at most and at least."""
_WHOLE_WORLD = Window(-180.0, -58.0, 180.0, 82.0)
_WORLDWIDE = 300.0
"""Degrees of longitude from which on a map shows the whole world."""


class Placed(Protocol):
    """What a map asks of an incident."""

    @property
    def id(self) -> IncidentId: ...
    @property
    def where(self) -> Where: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents at one place. ``sureness``: "place" is a named town or site, "area" lies somewhere within the radius,
    "unit" is known no closer than a province, country or region. ``radius_km`` None where the size is not known."""

    sureness: Sureness
    name: str
    country: str | None
    is_country: bool
    lat: float
    lon: float
    radius_km: float | None
    incidents: tuple[IncidentId, ...]

    @property
    def count(self) -> int:
        return len(self.incidents)


@dataclass(frozen=True, slots=True)
class MapData:
    """What a map shows. ``nowhere``: incidents with no place that a map has."""

    window: Window
    spots: tuple[Spot, ...]
    nowhere: int


def count_places(incidents: Iterable[Placed]) -> MapData:
    """Where the incidents are, the places with most of them first."""
    alike: dict[Where, list[IncidentId]] = {}
    for incident in incidents:
        alike.setdefault(_bare(incident.where), []).append(incident.id)
    spots: list[Spot] = []
    nowhere = 0
    for where, ids in alike.items():
        spot = _spot(where, tuple(sorted(ids)))
        nowhere += 0 if spot else len(ids)
        spots += [spot] if spot else []
    found = sorted(_together(spots), key=lambda spot: (-spot.count, spot.name, spot.lat, spot.lon))
    return MapData(_window(found), tuple(found), nowhere)


def _bare(where: Where) -> Where:
    """What a map asks of a place, so that a place known alike many times is looked at once."""
    return Where(where.name, where.level, (), None, where.country, where.lat, where.lon, where.radius_km)


def _spot(where: Where, incidents: tuple[IncidentId, ...]) -> Spot | None:
    """The place of incidents; None where it has none, or one without a point that is no country either."""
    nation = country(where.country) if where.country else None
    name = where.name or (nation.name if nation else where.country) or ""
    is_country = where.level == "country"
    if where.lat is None or where.lon is None:
        point = centre(where.country) if where.country and is_country else None
        return Spot("unit", name, where.country, True, *point, None, incidents) if point else None
    if not (-90 <= where.lat <= 90 and -180 <= where.lon <= 180):
        return None
    sureness: Sureness = "area"
    if where.level in AREAS:
        sureness = "unit"
    elif where.level in _NAMED and (where.radius_km or 0) <= _NEAR:
        sureness = "place"
    return Spot(sureness, name, where.country, is_country, where.lat, where.lon, where.radius_km, incidents)


def _together(spots: Iterable[Spot]) -> Iterable[Spot]:
    """One spot for each place, with all its incidents."""

    def place(spot: Spot) -> tuple[str, str, str, bool, float, float, float]:
        return (spot.sureness, spot.name, spot.country or "", spot.is_country, spot.lat, spot.lon, spot.radius_km or 0)

    for _, same in groupby(sorted(spots, key=lambda spot: (place(spot), spot.incidents)), place):
        here = list(same)
        first = here[0]
        yield Spot(
            first.sureness, first.name, first.country, first.is_country, first.lat, first.lon, first.radius_km,
            tuple(sorted(each for spot in here for each in spot.incidents)),
        )  # fmt: skip


def reach(spot: Spot) -> tuple[float, float]:
    """Half the width and height of the spot's circle, in degrees; 0 where its size is not known."""
    high = (spot.radius_km or 0.0) / KM_OF_DEGREE
    return high / max(cos(radians(spot.lat)), 0.05), high


def turned(lon: float, west: float) -> float:
    """The longitude as it lies in a window that begins in the west: at most a turn further east."""
    return west + (lon - west) % TURN


def _window(spots: Sequence[Spot]) -> Window:
    """A window that shows all spots, and the circles of those that are no country, cut where the world is emptiest."""
    if not spots:
        return _WHOLE_WORLD
    west = _emptiest(sorted(spot.lon for spot in spots))
    edges = [(turned(spot.lon, west), spot.lat, *((0.0, 0.0) if spot.is_country else reach(spot))) for spot in spots]
    left, right = min(lon - wide for lon, _, wide, _ in edges), max(lon + wide for lon, _, wide, _ in edges)
    low, high = min(lat - tall for _, lat, _, tall in edges), max(lat + tall for _, lat, _, tall in edges)
    return _shaped(left, max(low, -85.0), right, min(high, 85.0))


def _emptiest(lons: Sequence[float]) -> float:
    """The longitude at which the widest gap between the sorted ones ends."""
    gaps = [(lons[0] + TURN - lons[-1], lons[0])]
    gaps += [(after - before, after) for before, after in pairwise(lons)]
    return max(gaps, key=lambda gap: (gap[0], -gap[1]))[1]


def _shaped(left: float, low: float, right: float, high: float) -> Window:
    """The window with room around it, neither too small nor too narrow to be recognised."""
    middle, level = (left + right) / 2, (low + high) / 2
    narrow = max(cos(radians(level)), 0.2)
    tall = max((high - low) * (1 + 2 * _ROOM), _LEAST_HEIGHT)
    wide = max((right - left) * (1 + 2 * _ROOM), _LEAST_HEIGHT)
    wide = max(wide, tall * _TALLEST / narrow)
    if wide > _WORLDWIDE:
        return _WHOLE_WORLD
    tall = min(max(tall, wide * narrow / _WIDEST), 170.0)
    south = min(max(level - tall / 2, -88.0), 88.0 - tall) if tall < 170 else -85.0
    return Window(middle - wide / 2, south, middle + wide / 2, south + tall)
