"""Overlays of actors: directories and files of the user's own, and lists in other forms, each told by its suffix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge.actor_files import Written, clash, written
from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor, load
from gesta.knowledge.imports.csv_list import read_csv
from gesta.knowledge.imports.followthemoney import read_entities
from gesta.knowledge.imports.petrarch import read_dictionary
from gesta.knowledge.imports.records import Ids, Imported

_READERS: dict[str, Callable[[Path, Ids], Imported]] = {
    ".txt": read_dictionary,
    ".actors": read_dictionary,
    ".agents": read_dictionary,
    ".csv": read_csv,
    ".jsonl": read_entities,
    ".json": read_entities,
    ".ndjson": read_entities,
}


def overlaid(paths: Iterable[Path], known: frozenset[str]) -> Written:
    """What the overlays hold together; raises KnowledgeError with every problem that keeps one from being read.

    ``known``: ids that ties may name. A fault in a list of another form leaves out what is faulty and nothing else.
    """
    ids = Ids()
    parts: list[Written] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir() or path.suffix == ".yaml":
            part, faults = written(path, known | {actor.id for each in parts for actor in each.actors})
            problems.extend(faults)
        else:
            found = imported(path, ids)
            part = as_written(found)
            problems.extend(found.problems if part == Written() else ())
        parts.append(part)
    if problems:
        raise KnowledgeError(tuple(problems))
    return together(parts)


def faults(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Every fault of the overlays, those of lists that are left out as well."""
    ids, problems = Ids(), list[Problem]()
    known = frozenset(actor.id for actor in load())
    for path in paths:
        if path.is_dir() or path.suffix == ".yaml":
            part, found = written(path, known)
            known |= {actor.id for actor in part.actors}
            problems.extend(found)
        else:
            problems.extend(imported(path, ids).problems)
    return tuple(problems)


def as_written(found: Imported) -> Written:
    """What was imported, in the form of actor files."""
    return Written(found.actors, found.countries, found.nouns)


def imported(path: Path, ids: Ids) -> Imported:
    """What a list in another form holds, with its faults; a file of a form that is not known is one fault."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        hint = f"endings are {', '.join(_READERS)}, and .yaml for actor files"
        return Imported(problems=(Problem(str(path), "is no list of actors that can be imported", hint),))
    try:
        found = reader(path, ids)
    except OSError as error:
        return Imported(problems=(Problem(str(path), f"cannot be read: {error.strerror}"),))
    except UnicodeDecodeError:
        return Imported(problems=(Problem(f"{path}:1", "is not UTF-8", "save the file as UTF-8"),))
    actors, alike = told_apart(str(path), found.actors)
    return Imported(actors, found.countries, found.nouns, (*found.problems, *alike))


def told_apart(where: str, actors: Iterable[Actor]) -> tuple[tuple[Actor, ...], tuple[Problem, ...]]:
    """The actors without those that nothing could tell from one before, and a fault for each: lists name one twice."""
    kept: list[Actor] = []
    owners: dict[tuple[str | None, str], list[Actor]] = defaultdict(list)
    problems: list[Problem] = []
    for actor in actors:
        names = dict.fromkeys(fold(name) for name in actor.names)
        other = next((other for name in names for other in owners[actor.country, name] if clash(actor, other)), None)
        if other is not None:
            problems.append(Problem(where, f"{actor.name!r} cannot be told from {other.id}", "left out"))
            continue
        kept.append(actor)
        for name in names:
            owners[actor.country, name].append(actor)
    return tuple(kept), tuple(problems)


def together(parts: Iterable[Written]) -> Written:
    """The parts in order as one."""
    every = list(parts)
    return Written(
        tuple(actor for part in every for actor in part.actors),
        tuple(each for part in every for each in part.countries),
        tuple(noun for part in every for noun in part.nouns),
    )
