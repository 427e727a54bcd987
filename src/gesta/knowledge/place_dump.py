"""A GeoNames dump as an overlay: the tab-separated file that download.geonames.org gives for a country ("IQ.txt")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge.place_names import is_latin
from gesta.model.terms import PlaceId, PlaceLevel

SUFFIXES = frozenset({".txt", ".tsv"})
_COLUMNS = 19
_MOST_ROWS = 500_000
"""Rows held in memory; a country has fewer, the world's file has twelve million."""
_LEVELS: dict[str, PlaceLevel] = {
    "PCLI": "country", "PCLD": "country", "PCL": "country", "PCLS": "country", "PCLF": "country", "PCLIX": "country",
    "ADM1": "admin1", "ADM2": "district", "ADM3": "district", "ADM4": "district", "PPLX": "neighbourhood",
}  # fmt: skip
_CLASSES: dict[str, PlaceLevel] = {
    "P": "city", "S": "site", "L": "region", "T": "region", "H": "region", "V": "region",
}  # fmt: skip
_RADIUS: dict[PlaceLevel, float] = {
    "country": 300.0, "admin1": 80.0, "district": 20.0, "region": 10.0, "neighbourhood": 2.0, "site": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DumpPlace:
    """A row of a dump: WGS 84 degrees; ``radius_km`` None where it follows from the population; ``parent``: the
    first-order unit or country it lies in."""

    id: PlaceId
    name: str
    level: PlaceLevel
    country: str | None
    lat: float
    lon: float
    population: int
    radius_km: float | None
    parent: PlaceId | None
    aliases: tuple[str, ...]


def read_dump(path: Path) -> tuple[DumpPlace, ...]:
    """The named places of the dump in order; raises KnowledgeError that lists every faulty row by its number."""
    places: list[DumpPlace] = []
    problems: list[Problem] = []
    for number, row in enumerate(_rows(path), 1):
        if number > _MOST_ROWS:
            problems.append(Problem(path.name, f"more than {_MOST_ROWS:,} rows", "keep the countries that you need"))
            break
        place = _place(row)
        if place is None:
            hint = "geonameid, name, asciiname, alternatenames, latitude, longitude, class, code, country ... by tabs"
            problems.append(Problem(f"{path.name}: row {number}", "is no row of a GeoNames dump", hint))
        elif place.level != "unknown":
            places.append(place)
    if problems:
        raise KnowledgeError(tuple(problems[:20]))
    return tuple(places)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield line.rstrip("\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError((Problem(path.name, f"cannot be read: {error}", "give a UTF-8 dump"),)) from error


def _place(row: list[str]) -> DumpPlace | None:
    """The place of a row, of level "unknown" for a kind that reports do not name; None for a faulty row."""
    if len(row) != _COLUMNS or not row[0].isdecimal() or not row[1]:
        return None
    try:
        lat, lon, population = float(row[4]), float(row[5]), int(row[14] or 0)
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    level = _LEVELS.get(row[7]) or _CLASSES.get(row[6], "unknown")
    country = row[8] or None
    unit = PlaceId(f"adm1:{country}.{row[10]}") if country and row[10] and level != "admin1" else None
    parent = unit or (PlaceId(f"iso:{country}") if country and level != "country" else None)
    names = dict.fromkeys(name for name in (row[2], *row[3].split(",")) if is_latin(name) and name != row[1])
    radius = None if level == "city" else _RADIUS.get(level)
    own = PlaceId(f"geonames:{row[0]}")
    return DumpPlace(own, row[1], level, country, lat, lon, population, radius, parent, tuple(names))
