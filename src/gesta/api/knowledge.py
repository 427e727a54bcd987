"""The actors that a served project is read with: the shipped ones and its own overlays, and who has ties to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gesta.knowledge.actors import Actors, ActorTie, load
from gesta.model.terms import ActorId


@dataclass(frozen=True, slots=True)
class KnownActors:
    """The actors, and for each id the ties that others have to it: whose, and the tie."""

    actors: Actors
    tied: dict[ActorId, list[tuple[ActorId, ActorTie]]]


def known_actors(overlays: Iterable[Path]) -> KnownActors:
    """The shipped actors and those of the overlays. Raises KnowledgeError for an overlay that cannot be read."""
    actors = load(*overlays)
    tied: defaultdict[ActorId, list[tuple[ActorId, ActorTie]]] = defaultdict(list)
    for actor in actors:
        for tie in actor.ties:
            tied[tie.other].append((actor.id, tie))
    return KnownActors(actors, dict(tied))
