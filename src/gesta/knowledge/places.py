"""The gazetteer: names to places, read from one immutable SQLite file and the user's overlays."""

from __future__ import annotations

import hashlib
import math
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from gesta.errors import KnowledgeError, Problem, UsageError
from gesta.knowledge.place_dump import SUFFIXES, read_dump
from gesta.knowledge.place_names import fold, lookups
from gesta.knowledge.place_overlay import FOLDER, OverlayPlace, read_overlays
from gesta.model.terms import PlaceId, PlaceLevel

FORMAT = 2
"""Version of the file's layout; ``PRAGMA user_version`` of a file this module reads."""
FILE = Path(__file__).parent / "data" / "gazetteer.sqlite"
MICRO = 100_000
"""The file holds degrees as integers of a hundred-thousandth (about a metre)."""
_BATCH = 400
_CACHED_NAMES = 50_000

NameKind = Literal["main", "alternate", "variant"]
NAME_KINDS: tuple[NameKind, ...] = ("main", "alternate", "variant")
_PEOPLE_PER_KM2 = 4000.0
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Place:
    """A place. ``lat``/``lon``: WGS 84 degrees of its label point; ``radius_km``: that of a circle of about its size;
    ``parent``: the unit it lies in; ``within``: names of the units around it below admin1, smallest first;
    ``curated``: somebody wrote it into an overlay because news names it; ``source``: who gives it, a key of
    ``licences`` or "overlay"; ``geonames``: GeoNames' number."""

    id: PlaceId
    name: str
    level: PlaceLevel
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    parent: PlaceId | None
    within: tuple[str, ...]
    curated: bool
    source: str = "overlay"
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a name may mean; ``kind`` says how close the name is to the place's own."""

    place: Place
    kind: NameKind


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine, mean earth radius)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi, half_lambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def built_up_radius(population: int) -> float:
    """Kilometres: the circle that holds the population at 4,000 people a square kilometre; from 1 to 30."""
    return round(min(30.0, max(1.0, math.sqrt(population / _PEOPLE_PER_KM2 / math.pi))), 1)


_Row = tuple[int, str | None, str, PlaceLevel, str | None, int, int, int, float | None, int | None, int, int]
"""A row of the table ``place`` in the order of ``_SELECT``."""


class Gazetteer:
    """Names and places for reading. One connection a thread, on a file that nobody may change while it is open.

    ``stamp``: what the overlays add to the version of the knowledge base, a plus and a short hash; empty without any.
    """

    def __init__(self, file: Path = FILE, overlays: Sequence[Path] = ()) -> None:
        if not file.is_file():
            raise UsageError(f"no gazetteer at {file}; rebuild it with python -m gesta.knowledge.build_places")
        self._uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._names: dict[str, tuple[Named, ...]] = {}
        self._lock = threading.Lock()
        version = self._connection().execute("PRAGMA user_version").fetchone()[0]
        if version != FORMAT:
            raise KnowledgeError((Problem(str(file), f"gazetteer layout {version}, not {FORMAT}", "rebuild it"),))
        rows = self._connection().execute("SELECT key, name, licence FROM source").fetchall()
        self._sources: dict[int, tuple[str, str]] = {key: (name, licence) for key, name, licence in rows}
        self._units = self._read_units()
        self._capitals = dict(self._connection().execute("SELECT country, place FROM capital").fetchall())
        self._added: dict[str, tuple[Named, ...]] = {}
        self._overlay: dict[PlaceId, Place] = {}
        self._add(read_overlays(path for path in overlays if path.suffix not in SUFFIXES))
        self._add_dumps(path for path in overlays if path.suffix in SUFFIXES)
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in overlays)).hexdigest()[:8]
        self.stamp = f"+{digest}" if overlays else ""

    def named(self, names: Iterable[str]) -> Mapping[str, tuple[Named, ...]]:
        """For each name the places it may mean, in order of id: those of the closest spelling that has any."""
        forms = {name: lookups(name) for name in names}
        self._load({form for each in forms.values() for form in each})
        return {name: self._best(each) for name, each in forms.items()}

    def place(self, place_id: PlaceId) -> Place | None:
        """The place with this id."""
        if place_id in self._overlay:
            return self._overlay[place_id]
        for query in _BY_ID:
            scheme, _, number = place_id.partition(":")
            given = int(number) if scheme == "geonames" and number.isdecimal() and len(number) < 18 else place_id
            found = self._connection().execute(query, (given,)).fetchone()
            if found:
                return self._place(found)
        return None

    def country(self, code: str) -> Place | None:
        """The country of the ISO 3166-1 alpha-2 code."""
        return self.place(PlaceId(f"iso:{code}"))

    def capital(self, code: str) -> Place | None:
        """The seat of government of the country."""
        key = self._capitals.get(code)
        row = self._connection().execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone() if key is not None else None
        return self._place(row) if row else None

    def is_capital(self, place: Place) -> bool:
        """True for the seat of government of the place's country."""
        key = self._capitals.get(place.country or "")
        return key is not None and place.id == f"geonames:{key}"

    def licences(self) -> Mapping[str, str]:
        """The licence of each source."""
        return dict(self._sources.values())

    def _connection(self) -> sqlite3.Connection:
        held = getattr(self._local, "connection", None)
        if held is None:
            held = self._local.connection = sqlite3.connect(self._uri, uri=True)
        return cast(sqlite3.Connection, held)

    def _read_units(self) -> dict[int, tuple[str, PlaceLevel, int | None, PlaceId]]:
        rows = self._connection().execute(f"{_SELECT} WHERE level IN ('country', 'admin1')")
        return {row[0]: (row[2], row[3], row[9], _place_id(row[0], row[1])) for row in rows}

    def _unit(self, key: int | None) -> tuple[str, PlaceLevel, int | None, PlaceId] | None:
        if key is None:
            return None
        if key not in self._units:
            row = self._connection().execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
            self._units[key] = (row[2], row[3], row[9], _place_id(row[0], row[1]))
        return self._units[key]

    def _place(self, row: _Row) -> Place:
        key, own, name, level, country, lat, lon, population, radius, parent, curated, source = row
        within: list[str] = []
        admin1 = name if level == "admin1" else None
        unit = self._unit(parent)
        first = unit[3] if unit else None
        while unit is not None and unit[1] != "country":
            if unit[1] == "admin1":
                admin1 = admin1 or unit[0]
            else:
                within.append(unit[0])
            unit = self._unit(unit[2])
        size = radius if radius is not None else built_up_radius(population)
        return Place(
            _place_id(key, own),
            name,
            level,
            country,
            admin1,
            lat / MICRO,
            lon / MICRO,
            population,
            size,
            first,
            tuple(within),
            bool(curated),
            self._sources[source][0],
            key if key > 0 else None,
        )

    def _load(self, forms: set[str]) -> None:
        with self._lock:
            missing = sorted(form for form in forms if form not in self._names)
            if len(self._names) + len(missing) > _CACHED_NAMES:
                self._names.clear()
                missing = sorted(forms)
        for first in range(0, len(missing), _BATCH):
            part = missing[first : first + _BATCH]
            found: dict[str, list[Named]] = {form: list(self._added.get(form, ())) for form in part}
            for row in self._connection().execute(_NAMED.format(",".join("?" * len(part))), part):
                found[row[0]].append(Named(self._place(row[2:]), NAME_KINDS[row[1]]))
            with self._lock:
                self._names.update((form, tuple(sorted(each, key=_by_kind))) for form, each in found.items())

    def _best(self, forms: tuple[str, ...]) -> tuple[Named, ...]:
        found: dict[PlaceId, Named] = {}
        for rank, form in enumerate(forms):
            for named in self._names.get(form) or ():
                kind: NameKind = "variant" if rank and named.kind == "main" else named.kind
                found.setdefault(named.place.id, named if kind == named.kind else Named(named.place, kind))
        return tuple(found[key] for key in sorted(found))

    def _add(self, places: Iterable[OverlayPlace]) -> None:
        for given in places:
            container = self._container(given)
            within = (container.name, *container.within) if container and container.level != "admin1" else ()
            place = Place(
                PlaceId(given.id), given.name, given.level, given.country, container.admin1 if container else None,
                given.lat, given.lon, 0, given.radius_km, container.id if container else None, within, True,
            )  # fmt: skip
            self._call(place, (given.name, *given.aliases))
        self._names.clear()

    def _add_dumps(self, paths: Iterable[Path]) -> None:
        """The places of GeoNames dumps, in place of those with the same number."""
        for given in (place for path in paths for place in read_dump(path)):
            held = self.place(given.parent) if given.parent else None
            unit = held.name if held is not None and held.level == "admin1" else None
            admin1 = given.name if given.level == "admin1" else unit
            radius = given.radius_km if given.radius_km is not None else built_up_radius(given.population)
            place = Place(
                given.id, given.name, given.level, given.country, admin1, given.lat, given.lon, given.population,
                radius, given.parent, (), False, "overlay", int(given.id.partition(":")[2]),
            )  # fmt: skip
            self._call(place, (given.name, *given.aliases))
        self._names.clear()

    def _call(self, place: Place, names: Iterable[str]) -> None:
        """The place answers to the names, the first of which is its own."""
        self._overlay[place.id] = place
        for number, name in enumerate(names):
            kind: NameKind = "alternate" if number else "main"
            self._added[fold(name)] = (*self._added.get(fold(name), ()), Named(place, kind))

    def _container(self, given: OverlayPlace) -> Place | None:
        for name in given.within:
            found = [n.place for n in self.named((name,))[name] if n.place.level != "country"]
            near = [p for p in found if distance_km(p.lat, p.lon, given.lat, given.lon) < 60 + 1.9 * p.radius_km]
            own = [place for place in near if place.country == given.country]
            if near:
                return max(own or near, key=lambda place: (place.population, place.id))
        return None


_SELECT = "SELECT key, id, name, level, country, lat, lon, population, radius_km, parent, curated, source FROM place"
_BY_ID = (
    f"{_SELECT} WHERE key = ? AND id IS NULL",
    f"{_SELECT} WHERE id = ? AND id IS NOT NULL AND (level <> 'site' OR curated = 1)",
    f"{_SELECT} WHERE id = ?",
)
"""By GeoNames number; by an indexed id; by the id of a village or airfield, for which no index is worth its size."""
_NAMED = (
    "SELECT n.name, n.kind, key, id, p.name, level, country, lat, lon, population, radius_km, parent, curated, source "
    "FROM name n JOIN place p ON p.key = n.place WHERE n.name IN ({}) ORDER BY n.name, n.place"
)


def _place_id(key: int, own: str | None) -> PlaceId:
    return PlaceId(own if own is not None else f"geonames:{key}")


def _by_kind(named: Named) -> tuple[int, PlaceId]:
    return NAME_KINDS.index(named.kind), named.place.id


def overlay_files(directories: Iterable[Path]) -> tuple[Path, ...]:
    """The place files of a user's overlays: YAML and GeoNames dumps in their folders ``places``, by name."""
    found = (path for directory in directories for path in sorted((directory / FOLDER).glob("*")))
    return tuple(path for path in found if path.suffix in SUFFIXES | {".yaml"})


@cache
def gazetteer(*overlays: Path) -> Gazetteer:
    """The shipped gazetteer with the user's overlays; opened once a process."""
    return Gazetteer(FILE, overlays)
