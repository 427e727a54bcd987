"""Actor files: YAML 1.2 lists of actors, checked, with every fault at its file and line.

A file is a list of entries (docs/reference/actors.md); files stand in a directory or below it. Limits: 512 KiB a file,
no anchors and aliases, 200 names an actor. ``python -m gesta.knowledge.actor_files`` writes the compiled base.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.countries import country
from gesta.knowledge.entry_files import Entry, entries, unknown_fields
from gesta.knowledge.national_bodies import body_actor

MAX_NAMES = 200
MAX_LENGTH = 200
SHIPPED = Path(str(files("gesta.knowledge") / "data" / "actors"))
_ID = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
_FIELDS = frozenset({"id", "name", "kind", "country", "aliases", "acronyms", "ties", "valid", "note"})
_Placed = tuple[str, Actor]
"""An actor with its file and line."""


def lint(directory: Path, known: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Every fault of the actor files of a directory; ``known``: ids that ties may name besides the directory's own."""
    return tuple(_read(directory, known)[1])


def overlay_actors(directories: Iterable[Path], known: frozenset[str]) -> tuple[Actor, ...]:
    """The actors of the directories in order; raises KnowledgeError with every problem found."""
    actors: list[Actor] = []
    problems: list[Problem] = []
    for directory in directories:
        found, faults = _read(directory, known | {actor.id for actor in actors})
        actors.extend(found)
        problems.extend(faults)
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(actors)


def compile_base() -> bytes:
    """The shipped actor files as one JSON list, sorted by id; raises KnowledgeError."""
    ordered = sorted(overlay_actors((SHIPPED,), frozenset()), key=lambda actor: actor.id)
    return b"[\n" + b",\n".join(msgspec.json.encode(actor) for actor in ordered) + b"\n]\n"


def is_slug(text: str) -> bool:
    """True for an id such as ``iq.sadrist_movement``."""
    return _ID.fullmatch(text) is not None


def unknown_country(where: str, code: str | None) -> list[Problem]:
    """A fault when the code is given and no country has it."""
    if code is None or country(code) is not None:
        return []
    return [Problem(where, f"country {code!r} is not known", "write ISO 3166-1 alpha-2, or null")]


def _read(directory: Path, known: frozenset[str]) -> tuple[list[Actor], list[Problem]]:
    """The sound actors of a directory's files, in order of the files' paths, and every fault."""
    written, problems = entries(directory)
    placed: list[_Placed] = []
    for entry in written:
        actor, faults = _actor(entry)
        problems.extend(faults)
        if actor is not None:
            placed.append((entry.where, actor))
    known |= {str(entry.fields.get("id")) for entry in written}
    problems.extend((*_twice(placed), *_loose_ties(placed, known), *_shared_names(placed)))
    return [actor for _, actor in placed], problems


def _actor(entry: Entry) -> tuple[Actor | None, list[Problem]]:
    problems = unknown_fields(entry, _FIELDS)
    try:
        actor = msgspec.convert(entry.fields, Actor)
    except msgspec.ValidationError as error:
        return None, [*problems, Problem(entry.where, str(error), "see docs/reference/actors.md")]
    problems.extend(_faults(entry.where, actor))
    return (None if problems else actor), problems


def _faults(where: str, actor: Actor) -> list[Problem]:
    """What is wrong with one entry by itself."""
    problems = unknown_country(where, actor.country)
    if not is_slug(actor.id):
        problems.append(Problem(where, f"id {actor.id!r} is not a slug", "write it like iq.sadrist_movement"))
    problems.extend(_name_faults(where, actor))
    spans = [(actor.valid.first, actor.valid.last), *((tie.first, tie.last) for tie in actor.ties)]
    for first, last in spans:
        if first is not None and last is not None and first > last:
            problems.append(Problem(where, f"from {first} is after to {last}", "swap the years"))
    return problems


def _name_faults(where: str, actor: Actor) -> list[Problem]:
    problems = []
    names = _names(actor)
    if len(names) > MAX_NAMES or any(not fold(name) or len(name) > MAX_LENGTH for name in names):
        problems.append(Problem(where, "a name is empty or too long, or there are too many", "shorten the names"))
    if len({*names}) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        problems.append(Problem(where, f"name given twice: {', '.join(twice)}", "keep one"))
    for alias in () if actor.kind == "leader" else actor.aliases:
        if fold(alias) in common_words():
            problems.append(Problem(where, f"alias {alias!r} is a plain English word", "leave it out or lengthen it"))
    return problems


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases, *actor.acronyms)


def _twice(placed: Sequence[_Placed]) -> list[Problem]:
    """Ids that are given twice."""
    problems: list[Problem] = []
    first_at: dict[str, str] = {}
    for where, actor in placed:
        if actor.id in first_at:
            problems.append(Problem(where, f"id {actor.id!r} is given twice", f"first at {first_at[actor.id]}"))
        first_at.setdefault(actor.id, where)
    return problems


def _loose_ties(placed: Sequence[_Placed], known: frozenset[str]) -> list[Problem]:
    """Ties to nobody."""
    return [
        Problem(where, f"tie to unknown actor {tie.other!r}", "name an id of the base")
        for where, actor in placed
        for tie in actor.ties
        if tie.other not in known and body_actor(tie.other) is None
    ]


def _shared_names(placed: Sequence[_Placed]) -> list[Problem]:
    """Names that two actors of one country have at the same time; people may share one, their years tell them apart."""
    problems: list[Problem] = []
    owners: dict[tuple[str | None, str], list[Actor]] = defaultdict(list)
    for where, actor in placed:
        for name in dict.fromkeys(fold(name) for name in _names(actor)):
            for other in owners[actor.country, name]:
                if other.id != actor.id and _at_once(actor.valid, other.valid) and not _people(actor, other):
                    what = f"name {name!r} is also one of {other.id}, in the same country and years"
                    problems.append(Problem(where, what, "keep it with one of the two"))
            owners[actor.country, name].append(actor)
    return problems


def _people(first: Actor, second: Actor) -> bool:
    return first.kind == "leader" and second.kind == "leader"


def _at_once(first: Years, second: Years) -> bool:
    return _before_end(first.first, second.last) and _before_end(second.first, first.last)


def _before_end(start: int | None, end: int | None) -> bool:
    return start is None or end is None or start <= end


@cache
def common_words() -> frozenset[str]:
    """Words of plain English that are no alias of a body by themselves, folded; a person may have one as surname."""
    text = (files("gesta.knowledge") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


if __name__ == "__main__":
    from gesta.knowledge.compile import write

    write()
