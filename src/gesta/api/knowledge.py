"""The actors that a served project is read with: the shipped ones and its own overlays, loaded when first asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from gesta.api.desk import Desk
from gesta.knowledge.actors import Actors, ActorTie, load
from gesta.model.terms import ActorId
from gesta.pipeline.opening import settings_of

_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class KnownActors:
    """The actors, and for each id the ties that others have to it: whose, and the tie."""

    actors: Actors
    tied: dict[ActorId, list[tuple[ActorId, ActorTie]]]


_KNOWN: WeakKeyDictionary[Desk, KnownActors] = WeakKeyDictionary()


def actors_of(desk: Desk) -> KnownActors:
    """The actors of the project. Raises KnowledgeError for an overlay that cannot be read any more."""
    with _LOCK:
        held = _KNOWN.get(desk)
        if held is None:
            with desk.store() as store:
                actors = load(*settings_of(store).overlays)
            tied: defaultdict[ActorId, list[tuple[ActorId, ActorTie]]] = defaultdict(list)
            for actor in actors:
                for tie in actor.ties:
                    tied[tie.other].append((actor.id, tie))
            held = _KNOWN[desk] = KnownActors(actors, dict(tied))
        return held
