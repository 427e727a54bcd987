"""Office files: YAML 1.2 lists of offices, checked, with every fault at its file and line.

A file is a list of entries (docs/reference/actors.md, Offices); the limits are those of actor files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge import actor_files
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.entry_files import Entry, entries, unknown_fields
from gesta.knowledge.national_bodies import body_actor
from gesta.knowledge.offices import Holding, Office, first_day, last_day, title_key
from gesta.yaml_source import Plain

SHIPPED = Path(str(files("gesta.knowledge") / "data" / "offices"))
_FIELDS = frozenset({"id", "title", "titles", "country", "of", "holders"})


def lint(directory: Path, actors: Mapping[str, Actor]) -> tuple[Problem, ...]:
    """Every fault of the office files of a directory; ``actors``: those of the base, by id."""
    return tuple(_read(directory, actors)[1])


def compile_offices(actors: Mapping[str, Actor]) -> bytes:
    """The shipped office files as one JSON list, sorted by id; ``actors``: those of the base; raises KnowledgeError."""
    offices, problems = _read(SHIPPED, actors)
    if problems:
        raise KnowledgeError(tuple(problems))
    ordered = sorted(offices, key=lambda office: office.id)
    return b"[\n" + b",\n".join(msgspec.json.encode(office) for office in ordered) + b"\n]\n"


def _read(directory: Path, actors: Mapping[str, Actor]) -> tuple[list[Office], list[Problem]]:
    """The sound offices of a directory's files, in order of the files' paths, and every fault."""
    written, problems = entries(directory)
    offices: list[Office] = []
    first_at: dict[str, str] = {}
    for entry in written:
        office, faults = _office(entry, actors)
        problems.extend(faults)
        if office is None:
            continue
        if office.id in first_at:
            problems.append(Problem(entry.where, f"id {office.id!r} is given twice", f"first at {first_at[office.id]}"))
        first_at.setdefault(office.id, entry.where)
        offices.append(office)
    return offices, problems


def _office(entry: Entry, actors: Mapping[str, Actor]) -> tuple[Office | None, list[Problem]]:
    problems = unknown_fields(entry, _FIELDS)
    try:
        office = msgspec.convert(_with_text_dates(entry.fields), Office)
    except msgspec.ValidationError as error:
        return None, [*problems, Problem(entry.where, str(error), "see docs/reference/actors.md")]
    problems.extend(_faults(entry, office, actors))
    return (None if problems else office), problems


def _with_text_dates(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    """The fields with years as text: in YAML ``2012`` is a number and ``2012-06`` is not."""
    held = fields.get("holders")
    if not isinstance(held, list):
        return dict(fields)
    return {**fields, "holders": [_text_dates(each) for each in held]}


def _text_dates(held: Plain) -> Plain:
    if not isinstance(held, dict):
        return held
    return {key: str(value) if key in {"from", "to"} and type(value) is int else value for key, value in held.items()}


def _faults(entry: Entry, office: Office, actors: Mapping[str, Actor]) -> list[Problem]:
    where = entry.where
    problems = actor_files.unknown_country(where, office.country)
    if not actor_files.is_slug(office.id):
        problems.append(Problem(where, f"id {office.id!r} is not a slug", "write it like eg.president"))
    if office.of not in actors and body_actor(office.of) is None:
        problems.append(Problem(where, f"of unknown actor {office.of!r}", "name an id of the base"))
    keys = [title_key(title) for title in (office.title, *office.titles)]
    if "" in keys or len({*keys}) < len(keys):
        problems.append(Problem(where, f"a title is empty or given twice: {keys}", "keep one"))
    for number, held in enumerate(office.holders):
        problems.extend(_holder_faults(entry.at("holders", number), held, actors))
    return problems if problems else _order(entry, office.holders)


def _holder_faults(where: str, held: Holding, actors: Mapping[str, Actor]) -> list[Problem]:
    """What is wrong with one holder: nobody known, no person, dates that are none or outside of the person's years."""
    actor = actors.get(held.actor)
    if actor is None:
        return [Problem(where, f"unknown actor {held.actor!r}", "add the person to the actor files")]
    if actor.kind != "leader":
        return [Problem(where, f"{held.actor} is {actor.kind}, not a person", "a holder is a leader")]
    try:
        first = None if held.first is None else first_day(held.first)
        last = None if held.last is None else last_day(held.last)
    except ValueError as error:
        return [Problem(where, f"{held.actor}: {error}", "write YYYY, YYYY-MM or YYYY-MM-DD")]
    if first is not None and last is not None and first > last:
        return [Problem(where, f"{held.actor}: from {held.first} is after to {held.last}", "swap the dates")]
    if not _within(Years(first.year if first else None, last.year if last else None), actor.valid):
        return [Problem(where, f"{held.actor} is not valid in all the years held", "widen the actor's valid")]
    return []


def _within(held: Years, valid: Years) -> bool:
    starts = valid.start is None or (held.start is not None and valid.start <= held.start)
    return starts and (valid.end is None or (held.end is not None and held.end <= valid.end))


def _order(entry: Entry, held: Sequence[Holding]) -> list[Problem]:
    """Holders that overlap for certain, or stand out of order; a boundary known by its year only may be shared."""
    return [
        Problem(
            entry.at("holders", number),
            f"{earlier.actor} and {later.actor} overlap or are out of order",
            "order holders by their dates",
        )
        for number, (earlier, later) in enumerate(pairwise(held), start=1)
        if earlier.last is None or later.first is None or first_day(earlier.last) > last_day(later.first)
    ]
