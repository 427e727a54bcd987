"""Curated places: YAML read into checked records, with every fault told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from gesta.errors import KnowledgeError, Problem
from gesta.model.terms import PlaceLevel

_LEVELS = frozenset(get_args(PlaceLevel)) - {"unknown"}
_FIELDS = frozenset({"id", "name", "level", "country", "within", "aliases", "lat", "lon", "radius_km"})
FOLDER = "places"
"""Where the places of an overlay stand, beside its actors."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class OverlayPlace:
    """One entry of ``places.yaml``: WGS 84 degrees; ``within``: names of what holds it, smallest first."""

    id: str
    name: str
    level: PlaceLevel
    country: str | None
    within: tuple[str, ...]
    aliases: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float


def read_overlays(paths: Iterable[Path]) -> tuple[OverlayPlace, ...]:
    """The places of all files, in order; raises KnowledgeError that lists every faulty entry by file and number."""
    places: dict[str, OverlayPlace] = {}
    problems: list[Problem] = []
    for path in paths:
        for number, entry in enumerate(_entries(path), 1):
            where = f"{path.name}: entry {number}"
            found = _place(entry, where)
            if isinstance(found, OverlayPlace):
                if found.id in places:
                    problems.append(Problem(where, f"id {found.id} stands twice", "give each place its own id"))
                places[found.id] = found
            else:
                problems.extend(found)
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(places.values())


def _entries(path: Path) -> list[object]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise KnowledgeError(
            (Problem(path.name, f"cannot be read: {error}", "see docs/reference/places.md"),)
        ) from error
    entries = data.get("places") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise KnowledgeError((Problem(path.name, "no list under the key places", "see docs/reference/places.md"),))
    return cast(list[object], entries)


def _place(entry: object, where: str) -> OverlayPlace | list[Problem]:
    if not isinstance(entry, dict):
        return [Problem(where, "is not a mapping", "write id, name, level, lat, lon")]
    fields = cast(dict[str, object], entry)
    problems = [Problem(where, what, hint) for what, hint in _faults(fields)]
    if problems:
        return problems
    country = fields.get("country")
    return OverlayPlace(
        id=f"gesta:{fields['id']}",
        name=str(fields["name"]),
        level=cast(PlaceLevel, fields["level"]),
        country=str(country) if country is not None else None,
        within=_texts(fields.get("within")),
        aliases=_texts(fields.get("aliases")),
        lat=_degrees(fields["lat"]),
        lon=_degrees(fields["lon"]),
        radius_km=_degrees(fields.get("radius_km", 1.0)),
    )


def _faults(fields: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name in sorted(fields.keys() - _FIELDS):
        yield f"unknown field {name}", f"fields are {', '.join(sorted(_FIELDS))}"
    if not isinstance(fields.get("name"), str) or not fields["name"]:
        yield "no name", "write the name as English news spells it"
    if not isinstance(fields.get("id"), str) or not _SLUG.match(str(fields["id"])):
        yield "no id, or not in lower case with hyphens", "write an id such as green-zone-baghdad"
    if fields.get("level") not in _LEVELS:
        yield f"level {fields.get('level')!r} is not known", f"levels are {', '.join(sorted(_LEVELS))}"
    for name, bound in (("lat", 90.0), ("lon", 180.0)):
        value = fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not -bound <= value <= bound:
            yield f"{name} is not a number of degrees", f"write {name} between -{bound:g} and {bound:g}"
    radius = fields.get("radius_km", 1.0)
    if isinstance(radius, bool) or not isinstance(radius, int | float) or not 0 < radius <= 5000:
        yield "radius_km is not a number above 0 and up to 5000", "write the radius of a circle of its size"
    for name in ("within", "aliases"):
        value = fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield f"{name} is not a list of names", f"write {name}: [name, name]"


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _degrees(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
