"""A list of actors as CSV: columns name, kind, country, aliases (parted by ";"), and the further fields of actor files.

Only ``name`` must be there. ``weak`` and ``acronyms`` are parted like aliases; ``from`` and ``to`` are the validity.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import msgspec

from gesta.errors import Problem
from gesta.knowledge.actor_files import is_slug
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.countries import country, country_of
from gesta.knowledge.imports.records import Ids, Imported, distinct
from gesta.model.terms import ActorKind

_COLUMNS = frozenset({"id", "name", "kind", "country", "aliases", "acronyms", "weak", "from", "to", "note"})


def read_csv(path: Path, ids: Ids) -> Imported:
    """The actors of the list; raises OSError and UnicodeDecodeError."""
    actors: list[Actor] = []
    problems: list[Problem] = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        columns = {name.strip().lower() for name in rows.fieldnames or ()}
        if "name" not in columns:
            fault = Problem(f"{path}:1", "has no column name", "begin with name,kind,country,aliases")
            return Imported(problems=(fault,))
        for unknown in sorted(columns - _COLUMNS):
            problems.append(Problem(f"{path}:1", f"column {unknown!r} is not read", f"columns are {_listed()}"))
        for row in rows:
            cells = {(key or "").strip().lower(): str(value or "").strip() for key, value in row.items()}
            found = _actor(cells, ids)
            if isinstance(found, Actor):
                actors.append(found)
            else:
                problems.append(Problem(f"{path}:{rows.line_num}", found, "left out"))
    return Imported(tuple(actors), problems=tuple(problems))


def _listed() -> str:
    return ", ".join(sorted(_COLUMNS))


def _actor(cells: Mapping[str, str], ids: Ids) -> Actor | str:
    """The actor of a row, or what is wrong with it."""
    name, written = cells["name"], cells.get("country", "")
    code = (written.upper() if country(written.upper()) else country_of(written)) if written else None
    if not name:
        return "has no name"
    if written and code is None:
        return f"country {written!r} is not known"
    given = cells.get("id", "")
    if given and not is_slug(given):
        return f"id {given!r} is not a slug"
    kind = cells.get("kind") or "unknown"
    if kind not in get_args(ActorKind):
        return f"kind {kind!r} is not known"
    fields = {
        "id": given or ids.new(name, code),
        "name": name,
        "kind": kind,
        "country": code,
        "aliases": distinct(_parts(cells.get("aliases", "")), (name,)),
        "acronyms": tuple(dict.fromkeys(_parts(cells.get("acronyms", "")))),
        "weak": distinct(_parts(cells.get("weak", "")), (name,)),
        "note": cells.get("note", ""),
    }
    try:
        actor = msgspec.convert(fields, Actor)
        valid = Years(cells.get("from") or None, cells.get("to") or None)
        if valid.start is not None and valid.end is not None and valid.start > valid.end:
            return f"from {valid.first} is after to {valid.last}"
    except (msgspec.ValidationError, ValueError) as error:
        return str(error)
    return msgspec.structs.replace(actor, valid=valid)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
