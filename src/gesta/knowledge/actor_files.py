"""Actor files: YAML 1.2 lists of actors, checked, with every fault at its file and line.

A file is a list of entries (docs/reference/actors.md); files stand in a directory or below it. Limits: 512 KiB a file,
no anchors and aliases, 200 names an actor. ``gesta.knowledge.compile`` writes the compiled base.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge.actor_names import common_words, fold
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.countries import Country, country
from gesta.knowledge.entry_files import Entry, entries, unknown_fields
from gesta.knowledge.national_bodies import body_actor
from gesta.knowledge.overlay_entries import is_actor, own_country, own_noun
from gesta.knowledge.people import Noun

MAX_NAMES = 200
MAX_LENGTH = 200
SHIPPED = Path(str(files("gesta.knowledge") / "data" / "actors"))
_ID = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
_FIELDS = frozenset({"id", "name", "kind", "country", "aliases", "acronyms", "weak", "ties", "valid", "note"})
_Placed = tuple[str, Actor]
"""An actor with its file and line."""


class Written(msgspec.Struct, frozen=True):
    """What actor files hold: actors, and the countries and nouns that an overlay adds to those of Gesta."""

    actors: tuple[Actor, ...] = ()
    countries: tuple[Country, ...] = ()
    nouns: tuple[Noun, ...] = ()


def written(path: Path, known: frozenset[str]) -> tuple[Written, tuple[Problem, ...]]:
    """What an overlay, a directory or a file, holds, and its faults."""
    listed, problems = entries(path)
    countries = [found for entry in listed if (found := own_country(entry, problems)) is not None]
    nouns = [noun for entry in listed if (noun := own_noun(entry, problems)) is not None]
    own = frozenset(each.code for each in countries)
    placed, faults = _placed([entry for entry in listed if is_actor(entry)], own)
    problems.extend((*faults, *_twice(placed), *_loose_ties(placed, known | _ids(listed), own), *_shared_names(placed)))
    return Written(tuple(actor for _, actor in placed), tuple(countries), tuple(nouns)), tuple(problems)


def lint(directory: Path, known: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Every fault of the actor files of a directory; ``known``: ids that ties may name besides the directory's own."""
    return written(directory, known)[1]


def compile_base() -> bytes:
    """The shipped actor files as one JSON list, sorted by id; raises KnowledgeError."""
    shipped, problems = written(SHIPPED, frozenset())
    if shipped.countries or shipped.nouns:
        hint = "countries are in countries.tsv, nouns in people.yaml"
        problems = (*problems, Problem(str(SHIPPED), "a shipped file gives a country or a noun", hint))
    if problems:
        raise KnowledgeError(problems)
    ordered = sorted(shipped.actors, key=lambda actor: actor.id)
    return b"[\n" + b",\n".join(msgspec.json.encode(actor) for actor in ordered) + b"\n]\n"


def is_slug(text: str) -> bool:
    """True for an id such as ``iq.sadrist_movement``."""
    return _ID.fullmatch(text) is not None


def unknown_country(where: str, code: str | None, own: frozenset[str] = frozenset()) -> list[Problem]:
    """A fault when the code is given and no country has it, those that the overlay adds (``own``) among them."""
    if code is None or code in own or country(code) is not None:
        return []
    return [Problem(where, f"country {code!r} is not known", "write ISO 3166-1 alpha-2, or null")]


def _placed(listed: Iterable[Entry], own: frozenset[str]) -> tuple[list[_Placed], list[Problem]]:
    placed: list[_Placed] = []
    problems: list[Problem] = []
    for entry in listed:
        actor, faults = _actor(entry, own)
        problems.extend(faults)
        if actor is not None:
            placed.append((entry.where, actor))
    return placed, problems


def _ids(listed: Iterable[Entry]) -> frozenset[str]:
    """The ids that the entries give, those of faulty entries too."""
    return frozenset(str(entry.fields.get("id")) for entry in listed)


def _actor(entry: Entry, own: frozenset[str]) -> tuple[Actor | None, list[Problem]]:
    problems = unknown_fields(entry, _FIELDS)
    try:
        actor = msgspec.convert(entry.fields, Actor)
    except msgspec.ValidationError as error:
        return None, [*problems, Problem(entry.where, str(error), "see docs/reference/actors.md")]
    problems.extend(_faults(entry.where, actor, own))
    return (None if problems else actor), problems


def _faults(where: str, actor: Actor, own: frozenset[str]) -> list[Problem]:
    """What is wrong with one entry by itself."""
    problems = unknown_country(where, actor.country, own)
    if not is_slug(actor.id):
        problems.append(Problem(where, f"id {actor.id!r} is not a slug", "write it like iq.sadrist_movement"))
    problems.extend(_name_faults(where, actor))
    for span in (actor.valid, *(Years(tie.first, tie.last) for tie in actor.ties)):
        problems.extend(_span_faults(where, span))
    return problems


def _span_faults(where: str, span: Years) -> list[Problem]:
    try:
        start, end = span.start, span.end
    except ValueError as error:
        return [Problem(where, str(error), "write YYYY, YYYY-MM or YYYY-MM-DD")]
    if start is not None and end is not None and start > end:
        return [Problem(where, f"from {span.first} is after to {span.last}", "swap the years")]
    return []


def _name_faults(where: str, actor: Actor) -> list[Problem]:
    problems = []
    names = actor.names
    if len(names) > MAX_NAMES or any(not fold(name) or len(name) > MAX_LENGTH for name in names):
        problems.append(Problem(where, "a name is empty or too long, or there are too many", "shorten the names"))
    if len({*names}) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        problems.append(Problem(where, f"name given twice: {', '.join(twice)}", "keep one"))
    for alias in () if actor.kind == "leader" else actor.aliases:
        if fold(alias) in common_words():
            problems.append(
                Problem(
                    where, f"alias {alias!r} is a plain English word", "give it under weak, leave it out or lengthen it"
                )
            )
    return problems


def _twice(placed: Sequence[_Placed]) -> list[Problem]:
    """Ids that are given twice."""
    problems: list[Problem] = []
    first_at: dict[str, str] = {}
    for where, actor in placed:
        if actor.id in first_at:
            problems.append(Problem(where, f"id {actor.id!r} is given twice", f"first at {first_at[actor.id]}"))
        first_at.setdefault(actor.id, where)
    return problems


def _loose_ties(placed: Sequence[_Placed], known: frozenset[str], own: frozenset[str]) -> list[Problem]:
    """Ties to nobody; to whatever body of a country of the overlay's own is none."""
    return [
        Problem(where, f"tie to unknown actor {tie.other!r}", "name an id of the base")
        for where, actor in placed
        for tie in actor.ties
        if tie.other not in known and tie.other.partition(".")[0].upper() not in own and body_actor(tie.other) is None
    ]


def _shared_names(placed: Sequence[_Placed]) -> list[Problem]:
    """Names that two actors of one country have at the same time; people may share one."""
    problems: list[Problem] = []
    owners: dict[tuple[str | None, str], list[Actor]] = defaultdict(list)
    for where, actor in placed:
        for name in dict.fromkeys(fold(name) for name in actor.names):
            for other in owners[actor.country, name]:
                if other.id != actor.id and clash(actor, other):
                    what = f"name {name!r} is also one of {other.id}, in the same country and years"
                    problems.append(Problem(where, what, "keep it with one of the two"))
            owners[actor.country, name].append(actor)
    return problems


def clash(first: Actor, second: Actor) -> bool:
    """True when nothing could tell the two apart by a name that both have: their years are the same or only overlap.
    Where the years of one lie inside the other's, the narrower goes first; of people the text decides."""
    if first.kind == "leader" and second.kind == "leader":
        return False
    at_once = _before_end(first.valid.start, second.valid.end) and _before_end(second.valid.start, first.valid.end)
    return at_once and not first.valid.inside(second.valid) and not second.valid.inside(first.valid)


def _before_end(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end
