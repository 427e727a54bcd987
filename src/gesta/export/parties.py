"""Who stands on which side of an incident, for schemes that set two sides against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from gesta.knowledge.actor_names import common_words, fold
from gesta.knowledge.actors import load
from gesta.knowledge.countries import shipped
from gesta.knowledge.national_bodies import body_actor
from gesta.knowledge.people import people
from gesta.model.incidents import Incident, IncidentActor
from gesta.model.terms import ActorKind

ARMED: frozenset[ActorKind] = frozenset({"military", "police", "rebel", "militia", "terrorist", "gang"})
STATE: frozenset[ActorKind] = frozenset({"military", "police", "government"})
_NOBODY = frozenset({"nobody", "no one", "none"})
"""Words in the place of an actor that say there is none."""


@dataclass(frozen=True, slots=True)
class Sides:
    """``first``: who did it, or one party of several; ``second``: who was hit, or the other party; ``things``: what
    was hit and is nobody. Mediators, speakers and addressees stand on no side."""

    first: tuple[IncidentActor, ...]
    second: tuple[IncidentActor, ...]
    things: tuple[IncidentActor, ...]


def sides(incident: Incident) -> Sides:
    """The sides as the reports tell them.

    Participants join those who did it; where nobody is told to have done it or to be hit they are parted: the first
    of them, and those of another kind or name. Of an act that nobody is named for, who claims it comes first.
    """
    told = [each for each in incident.actors if fold(each.name or "") not in _NOBODY]
    doers = [each for each in told if each.role == "perpetrator"]
    doers = [*_claimants(incident, doers), *doers]
    parties = [each for each in told if each.role == "participant"]
    hit = [each for each in told if each.role in {"target", "victim"}]
    things = [each for each in hit if is_thing(each)]
    second = [each for each in hit if not is_thing(each)]
    if not second and parties:
        first = doers or [each for each in parties if _same_party(each, parties[0])]
        second = [each for each in parties if not any(_same_party(each, other) for other in first)]
    else:
        first = [*doers, *parties]
    return Sides(tuple(first), tuple(second), tuple(things))


def _claimants(incident: Incident, doers: Sequence[IncidentActor]) -> Iterator[IncidentActor]:
    """Who claims the act, where no doer is told by name and the reports tell more of the claimant than a name."""
    claimed = incident.responsibility
    if claimed.status != "claimed" or any(known_name(each) is not None for each in doers):
        return
    named = (each for each in incident.actors if each.name and fold(each.name) == fold(claimed.by or ""))
    yield from (msgspec.structs.replace(each, role="perpetrator") for each in list(named)[:1])


def _same_party(one: IncidentActor, other: IncidentActor) -> bool:
    if one.actor_id or other.actor_id:
        return one.actor_id == other.actor_id
    return one.kind == other.kind


def is_thing(actor: IncidentActor) -> bool:
    """True for a building or other thing, and for a target that nothing tells to be people."""
    if actor.actor_id is not None or (actor.name is not None and proper(actor.name) and actor.kind != "facility"):
        return False
    return actor.kind == "facility" or (actor.kind == "unknown" and actor.role == "target")


def proper(name: str) -> bool:
    """True for words that name rather than describe: a capital past the first word that is no noun for people ("Abu
    Sayyaf bandits"), or one word that is not of plain English. Several words in capitals are a text in capitals, which
    shows no names."""
    words = name.split()
    if len(words) == 1:
        return words[0][:1].isupper() and not _of_people(words[0]) and fold(words[0]) not in common_words()
    return not name.isupper() and any(word[:1].isupper() and not _of_people(word) for word in words[1:])


def _of_people(word: str) -> bool:
    """True for a noun for people, one or several ("Gunmen", "Police")."""
    folded = fold(word)
    forms = (folded, folded.removesuffix("s"), f"{folded.removesuffix('men')}man")
    return any(form in people().kinds for form in forms)


def known_name(actor: IncidentActor) -> str | None:
    """What the knowledge base calls the actor, else the name that the reports give it; None for a description.

    One word that no kind is known of may be a place as well, and counts as a description.
    """
    known = load().get(actor.actor_id) if actor.actor_id else None
    if known is not None:
        return known.name
    if actor.name is None or (actor.kind == "unknown" and " " not in actor.name):
        return None
    return actor.name if actor.actor_id is not None or proper(actor.name) else None


def national_body(actor: IncidentActor) -> bool:
    """True for an army, police force, government or other body that every country has."""
    return actor.actor_id is not None and body_actor(actor.actor_id, shipped()) is not None
