"""What every import gives: actors, countries and nouns, with the faults of the file, and ids made from names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gesta.errors import Problem
from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor
from gesta.knowledge.countries import Country
from gesta.knowledge.people import Noun
from gesta.model.terms import ActorId

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds; ``problems``: its faults, each with file and line. What is faulty is left out."""

    actors: tuple[Actor, ...] = ()
    countries: tuple[Country, ...] = ()
    nouns: tuple[Noun, ...] = ()
    problems: tuple[Problem, ...] = ()


class Ids:
    """Gives every name an id of its own: ``pk.river_front``, ``pk.river_front_2`` and so on."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, name: str, country: str | None) -> ActorId:
        """A new id for an actor of the name and country; ``int`` stands for no country."""
        slug = _NOT_SLUG.sub("_", fold(name))[:_LONGEST].strip("_") or "unnamed"
        base = f"{(country or 'int').lower()}.{slug}"
        candidate, number = base, 2
        while candidate in self._given:
            candidate, number = f"{base}_{number}", number + 1
        self._given.add(candidate)
        return ActorId(candidate)


def distinct(names: Iterable[str], besides: Iterable[str] = ()) -> tuple[str, ...]:
    """The names without those that fold to one before, and without those that fold to one of ``besides``."""
    seen = {fold(name) for name in besides}
    kept: list[str] = []
    for name in names:
        key = fold(name)
        if key and key not in seen:
            seen.add(key)
            kept.append(name)
    return tuple(kept)
