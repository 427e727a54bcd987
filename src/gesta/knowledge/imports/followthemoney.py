"""Entities of followthemoney (JSON lines: id, schema, properties) as actors.

Read are the schemata of those who act; the kind is told by the first topic that tells one, else by the schema. An alias
that the list itself calls weak is weak here. The entity's id stands in the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from gesta.errors import Problem
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.countries import country
from gesta.knowledge.imports.records import Ids, Imported, distinct
from gesta.knowledge.offices import first_day
from gesta.model.terms import ActorKind

_SCHEMATA: Mapping[str, ActorKind] = {
    "Person": "leader",
    "Organization": "unknown",
    "LegalEntity": "unknown",
    "Company": "business",
    "PublicBody": "government",
}
_TOPICS: tuple[tuple[str, ActorKind], ...] = (
    ("crime.terror", "terrorist"),
    ("mil", "military"),
    ("gov.police", "police"),
    ("gov.igo", "international"),
    ("gov", "government"),
    ("pol.party", "party"),
    ("pol.union", "ngo"),
    ("rel", "religious"),
    ("role.journo", "media"),
    ("crime", "gang"),
)
"""Beginnings of topics, the telling ones first; for a person only the schema counts."""
_OTHER_CODES: Mapping[str, str] = {"uk": "GB", "suhh": "SU", "yucs": "YU", "cshh": "CS", "ddde": "DD"}
"""Codes of followthemoney that are not ISO 3166-1 alpha-2."""


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, list[str]]
    caption: str = ""


def read_entities(path: Path, ids: Ids) -> Imported:
    """The actors among the entities; raises OSError and UnicodeDecodeError."""
    actors: list[Actor] = []
    problems: list[Problem] = []
    decoder = msgspec.json.Decoder(_Entity)
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = _actor(decoder.decode(line), ids)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                found = f"is no entity: {error}"
            if isinstance(found, Actor):
                actors.append(found)
            elif found:
                problems.append(Problem(f"{path}:{number}", found, "left out"))
    return Imported(tuple(actors), problems=tuple(problems))


def _actor(entity: _Entity, ids: Ids) -> Actor | str:
    """The actor, what is wrong with the entity, or "" for an entity that is nobody who acts."""
    kind = _SCHEMATA.get(entity.schema)
    if kind is None:
        return ""
    names = [*entity.properties.get("name", ()), *([entity.caption] if entity.caption else [])]
    if not names:
        return f"entity {entity.id!r} has no name"
    codes = [_code(each) for each in entity.properties.get("country", ())]
    known = [code for code in codes if code is not None]
    if codes and not known:
        return f"country {entity.properties['country'][0]!r} is not known"
    name, *others = distinct(names)
    return Actor(
        id=ids.new(name, known[0] if len(known) == 1 else None),
        name=name,
        kind=_kind(entity, kind),
        country=known[0] if len(known) == 1 else None,
        aliases=distinct((*others, *entity.properties.get("alias", ())), (name,)),
        acronyms=tuple(dict.fromkeys(entity.properties.get("abbreviation", ()))),
        weak=distinct(entity.properties.get("weakAlias", ()), (name, *others, *entity.properties.get("alias", ()))),
        valid=_valid(entity),
        note=f"followthemoney {entity.id}",
    )


def _code(written: str) -> str | None:
    code = _OTHER_CODES.get(written.lower(), written.upper())
    return code if country(code) is not None else None


def _kind(entity: _Entity, by_schema: ActorKind) -> ActorKind:
    if entity.schema == "Person":
        return by_schema
    topics = entity.properties.get("topics", ())
    for beginning, kind in _TOPICS:
        if any(topic == beginning or topic.startswith(f"{beginning}.") for topic in topics):
            return kind
    return by_schema


def _valid(entity: _Entity) -> Years:
    """From founding to dissolution; of a person nothing is known by birth and death."""
    if entity.schema == "Person":
        return Years()
    first = (*entity.properties.get("incorporationDate", ()), *entity.properties.get("startDate", ()))
    last = (*entity.properties.get("dissolutionDate", ()), *entity.properties.get("endDate", ()))
    return Years(_day(first), _day(last))


def _day(dates: tuple[str, ...]) -> str | None:
    try:
        first_day(dates[0] if dates else "")
    except ValueError:
        return None
    return dates[0]
