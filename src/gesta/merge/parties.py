"""The actors of one occurrence: each once a role, and none that the words only count or point back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gesta.model.incidents import IncidentActor
from gesta.model.spans import Evidence
from gesta.model.tellings import Telling

_KINDS_FIRST = ("perpetrator", "participant", "target", "victim", "mediator", "addressee", "speaker")
_COUNTED = re.compile(
    r"(?:(?:the|all|about|around|over|at least|more than|nearly|another|some|other) )*"
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|both|all"
    r"|some|many|several|others)(?: others)?",
    re.IGNORECASE,
)
"""Words that only say how many ("five", "both", "12 others"): the toll tells that."""
_POINTING = re.compile(
    r"(?:the|these|those|both) (?:victims?|suspects?|shooters?|gunm[ae]n|attackers?|assailants?|killers?|perpetrators?"
    r"|culprits?|deceased|dead|wounded|injured)",
    re.IGNORECASE,
)
"""Words that name a role of the act and nobody in it."""


def actors_of(group: Sequence[Telling]) -> tuple[IncidentActor, ...]:
    """The actors of the tellings of one occurrence, by role; an unknown doer is said to be unknown.

    Who is a victim is no target too. Words that only count people, or point to those in a role, name nobody beside
    others in it.
    """
    merged: dict[tuple[str, str], IncidentActor] = {}
    for telling in group:
        for actor in telling.actors:
            _add(merged, actor)
    whole = _whole(list(merged.values()))
    naming = {_side(actor) for actor in whole if _names(actor)}
    kept = [actor for actor in whole if _names(actor) or _side(actor) not in naming]
    actors = sorted(kept, key=lambda actor: _KINDS_FIRST.index(actor.role))
    doers = any(actor.role in {"perpetrator", "participant"} for actor in actors)
    if not doers and group[0].mention.cls == "event":
        return (IncidentActor("perpetrator", None, None, "unknown", None, ()), *actors)
    return tuple(actors)


def _add(merged: dict[tuple[str, str], IncidentActor], actor: IncidentActor) -> None:
    name = actor.actor_id or (actor.name or "").lower()
    role = "victim" if actor.role == "target" and ("victim", name) in merged else actor.role
    twin = merged.pop(("target", name), None) if role == "victim" else None
    for old in (merged.get((role, name)), twin):
        if old is not None:
            actor = msgspec.structs.replace(actor, evidence=joined(old.evidence, actor.evidence))
    first = merged.get((role, name)) or actor
    merged[role, name] = msgspec.structs.replace(first, role=first.role, evidence=actor.evidence)


def _whole(actors: Sequence[IncidentActor]) -> list[IncidentActor]:
    """The actors without those whose words all lie in another's of the same role that tells no less of who it is."""
    kept: list[IncidentActor] = []
    for actor in sorted(actors, key=_told, reverse=True):
        if not any(_in(actor, other) and _told(actor) <= _told(other) for other in kept):
            kept.append(actor)
    return [actor for actor in actors if actor in kept]


def _told(actor: IncidentActor) -> tuple[bool, bool, int]:
    """How much is known of who it is: a known actor, a kind, and the length of the words."""
    return actor.actor_id is not None, actor.kind != "unknown", sum(len(quote.exact) for quote in actor.evidence)


def _in(actor: IncidentActor, other: IncidentActor) -> bool:
    inside = (any(quote.span.within(each.span) for each in other.evidence) for quote in actor.evidence)
    return actor.role == other.role and bool(actor.evidence) and all(inside)


def joined(one: Evidence, other: Evidence) -> Evidence:
    """The words of both, each once."""
    return tuple(dict.fromkeys((*one, *other)))


def _names(actor: IncidentActor) -> bool:
    words = actor.evidence[0].exact if actor.evidence else ""
    return not _COUNTED.fullmatch(actor.name or "") and not _POINTING.fullmatch(words)


def _side(actor: IncidentActor) -> str:
    return "target" if actor.role == "victim" else actor.role
