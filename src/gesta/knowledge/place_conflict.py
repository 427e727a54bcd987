"""Names of places in UCDP's Georeferenced Event Dataset: where fighting was reported. Used by ``build_places`` only."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from gesta.knowledge import countries
from gesta.knowledge.place_names import fold, is_latin
from gesta.knowledge.place_sources import Raw
from gesta.model.terms import PlaceLevel

_KINDS: dict[str, PlaceLevel] = {
    "city": "city", "town": "city", "village": "site", "vilage": "site", "suburb": "neighbourhood",
    "neighborhood": "neighbourhood", "neighbourhood": "neighbourhood", "camp": "site", "checkpoint": "site",
    "base": "site", "airbase": "site", "airport": "site", "airfield": "site", "dam": "site", "crossing": "site",
}  # fmt: skip
_KEPT_WORDS = frozenset({"camp", "checkpoint", "base", "airbase", "airport", "airfield", "dam", "crossing"})
"""Words that belong to the name; the others are taken off it ("Tanab village" -> "Tanab")."""
_RADIUS: dict[PlaceLevel, float] = {"city": 4.0, "site": 2.0, "neighbourhood": 2.0}
_NAME = re.compile(r"(?P<name>[^()/,]+?) (?P<kind>[A-Za-z]+)(?: \((?P<other>[^()]+)\))?")
_EXACT = "1"
"""``where_prec``: the event was at the named place; other values tell how far off it was."""
_Key = tuple[str, PlaceLevel, str, str, str]


def conflict_names(sources: Path) -> Iterator[tuple[str, str | None, Raw]]:
    """Named places of exactly located events with their first-order unit; at the median of the events there."""
    points: defaultdict[_Key, list[tuple[float, float]]] = defaultdict(list)
    for row in _rows(sources):
        found = _NAME.fullmatch(" ".join(str(row["where_coordinates"]).split()))
        code = countries.by_name(re.sub(r" \(.*\)$", "", str(row["country"])))
        if found is None or code is None or str(row["where_prec"]) != _EXACT:
            continue
        kind = found["kind"].lower()
        name = f"{found['name']} {kind}" if kind in _KEPT_WORDS else found["name"]
        if kind in _KINDS and is_latin(name):
            key = (name, _KINDS[kind], code, str(row["adm_1"] or ""), found["other"] or "")
            points[key].append((float(row["latitude"]), float(row["longitude"])))
    for (name, level, code, unit, other), where in sorted(points.items()):
        lat, lon = (round(median(point[axis] for point in where), 5) for axis in (0, 1))
        others = (other,) if is_latin(other) else ()
        own = "-".join(fold(f"{name} {unit}").split())
        yield (
            f"ucdp:{code}.{own}",
            unit or None,
            Raw(name, level, code, lat, lon, 0, _RADIUS[level], others, "UCDP GED"),
        )


def _rows(sources: Path) -> Iterator[Mapping[str, Any]]:
    """The events of every CSV and GeoJSON file in the folder ``ucdp_ged`` of the sources, files in order of name."""
    for path in sorted((sources / "ucdp_ged").iterdir()):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
        elif path.suffix == ".geojson":
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            yield from (feature["properties"] | _degrees(feature["geometry"]) for feature in features)


def _degrees(geometry: Mapping[str, Any]) -> dict[str, float]:
    lon, lat = geometry["coordinates"][:2]
    return {"latitude": lat, "longitude": lon}
