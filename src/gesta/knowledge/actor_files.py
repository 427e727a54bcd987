"""Actor files: YAML 1.2 lists of actors, checked, with every fault at its file and line.

A file is a list of entries (docs/reference/actors.md). Limits: 512 KiB a file, no anchors and aliases (they let a small
file stand for a huge one), 200 names an actor. ``python -m gesta.knowledge.actor_files`` writes the compiled base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeGuard

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.tokens import AliasToken, AnchorToken

from gesta.errors import KnowledgeError, Problem
from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor
from gesta.knowledge.countries import country
from gesta.knowledge.national_bodies import body_actor

MAX_BYTES = 512 * 1024
MAX_NAMES = 200
MAX_LENGTH = 200
_ID = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
_FIELDS = frozenset({"id", "name", "kind", "country", "aliases", "acronyms", "ties", "valid", "note"})
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


class _Broken(Exception):
    """A file cannot be read as a list of entries; carries the one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


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
    shipped = files("gesta.knowledge") / "data" / "actors"
    actors = overlay_actors((Path(str(shipped)),), frozenset())
    ordered = sorted(actors, key=lambda actor: actor.id)
    return b"[\n" + b",\n".join(msgspec.json.encode(actor) for actor in ordered) + b"\n]\n"


def _read(directory: Path, known: frozenset[str]) -> tuple[list[Actor], list[Problem]]:
    """The sound actors of a directory's files, sorted by file name, and every fault."""
    problems: list[Problem] = []
    entries: list[tuple[str, Actor]] = []
    if not directory.is_dir():
        return [], [Problem(str(directory), "is not a directory", "name a directory of actor files")]
    for path in sorted(directory.glob("*.yaml")):
        try:
            nodes = _entries(path)
        except _Broken as broken:
            problems.append(broken.problem)
            continue
        for node in nodes:
            where = f"{path}:{node.start_mark.line + 1}"
            actor, faults = _actor(where, node)
            problems.extend(faults)
            if actor is not None:
                entries.append((where, actor))
    problems.extend(_across(entries, known))
    return [actor for _, actor in entries], problems


def _entries(path: Path) -> list[Node]:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _Broken(Problem(f"{path}:1", f"file is larger than {MAX_BYTES // 1024} KiB", "split it"))
        text = content.decode("utf-8-sig")
        for token in YAML(typ="safe", pure=True).scan(text) if "&" in text or "*" in text else ():
            if isinstance(token, AnchorToken | AliasToken):
                line = token.start_mark.line + 1
                raise _Broken(Problem(f"{path}:{line}", "anchors and aliases are not allowed", "write the value out"))
        root = YAML(typ="safe", pure=True).compose(text)
    except OSError as error:
        raise _Broken(Problem(str(path), f"cannot be read: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise _Broken(Problem(f"{path}:1", "is not UTF-8", "save the file as UTF-8")) from error
    except RecursionError as error:
        raise _Broken(Problem(f"{path}:1", "is nested too deep", "flatten it")) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise _Broken(Problem(f"{path}:{line}", f"YAML syntax error: {error.problem or error.context}")) from error
    except YAMLError as error:
        raise _Broken(Problem(f"{path}:1", f"YAML error: {str(error).splitlines()[0]}")) from error
    if root is None:
        return []
    if not isinstance(root, SequenceNode):
        raise _Broken(Problem(f"{path}:1", "is not a list of actors", "begin every entry with '- id:'"))
    return list(root.value)


def _actor(where: str, node: Node) -> tuple[Actor | None, list[Problem]]:
    if not isinstance(node, MappingNode):
        return None, [Problem(where, "is not an actor", "write id, name, kind, country ...")]
    entry = _plain(node)
    problems = [
        Problem(where, f"unknown field {name!r}", f"fields are {', '.join(sorted(_FIELDS))}")
        for name in entry
        if name not in _FIELDS
    ]
    try:
        actor = msgspec.convert(entry, Actor)
    except msgspec.ValidationError as error:
        return None, [*problems, Problem(where, str(error), "see docs/reference/actors.md")]
    problems.extend(_faults(where, actor))
    return (None if problems else actor), problems


def _faults(where: str, actor: Actor) -> list[Problem]:
    """What is wrong with one entry by itself."""
    problems = []
    if not _ID.fullmatch(actor.id):
        problems.append(Problem(where, f"id {actor.id!r} is not a slug", "write it like iq.sadrist_movement"))
    if actor.country is not None and country(actor.country) is None:
        problems.append(Problem(where, f"country {actor.country!r} is not known", "write ISO 3166-1 alpha-2, or null"))
    names = (actor.name, *actor.aliases, *actor.acronyms)
    if len(names) > MAX_NAMES or any(not fold(name) or len(name) > MAX_LENGTH for name in names):
        problems.append(Problem(where, "a name is empty or too long, or there are too many", "shorten the names"))
    if len({*names}) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        problems.append(Problem(where, f"name given twice: {', '.join(twice)}", "keep one"))
    spans = [(actor.valid.first, actor.valid.last), *((tie.first, tie.last) for tie in actor.ties)]
    for first, last in spans:
        if first is not None and last is not None and first > last:
            problems.append(Problem(where, f"from {first} is after to {last}", "swap the years"))
    return problems


def _across(entries: Sequence[tuple[str, Actor]], known: frozenset[str]) -> list[Problem]:
    """What is wrong between entries: an id given twice, a tie to nobody."""
    problems: list[Problem] = []
    first_at: dict[str, str] = {}
    for where, actor in entries:
        if actor.id in first_at:
            problems.append(Problem(where, f"id {actor.id!r} is given twice", f"first at {first_at[actor.id]}"))
        first_at.setdefault(actor.id, where)
    for where, actor in entries:
        for tie in actor.ties:
            if tie.other not in first_at and tie.other not in known and body_actor(tie.other) is None:
                problems.append(Problem(where, f"tie to unknown actor {tie.other!r}", "name an id of the base"))
    return problems


def _plain(node: MappingNode) -> dict[str, Plain]:
    entry = _value(node)
    return entry if _is_mapping(entry) else {}


def _is_mapping(value: Plain) -> TypeGuard[dict[str, Plain]]:
    return isinstance(value, dict)


def _value(node: Node) -> Plain:
    """The node as plain data; a scalar is what YAML 1.2's core schema says it is."""
    if isinstance(node, MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.value]
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:int" and re.fullmatch(r"-?\d+", text):
        return int(text)
    return text


if __name__ == "__main__":
    Path(str(files("gesta.knowledge") / "data" / "actors.json")).write_bytes(compile_base())
