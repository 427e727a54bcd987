"""The actors of one occurrence: each once a role, and none that the words only count or point back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gesta.model.incidents import IncidentActor
from gesta.model.spans import Evidence
from gesta.model.tellings import Telling

_KINDS_FIRST = ("perpetrator", "participant", "target", "victim", "mediator", "addressee", "speaker")
_AMOUNT = (
    r"(?:(?:the|all|about|around|over|at least|more than|nearly|another|some|other) )*"
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|both|all"
    r"|some|many|several|others)(?: others)?"
)
_IN_A_ROLE = (
    r"(?:victims?|suspects?|shooters?|gunm[ae]n|attackers?|assailants?|killers?|perpetrators?"
    r"|culprits?|deceased|dead|wounded|injured)"
)
_COUNTED = re.compile(
    rf"{_AMOUNT}(?: of (?:them|those|(?:the|these|those) {_IN_A_ROLE}|{_AMOUNT} (?:people|persons))\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Words that only say how many ("five", "12 others", "many of the victims", "one of five people")."""
_POINTING = re.compile(rf"(?:the|these|those|both) {_IN_A_ROLE}", re.IGNORECASE)
"""Words that name a role of the act and nobody in it."""
_PRONOUN = re.compile(r"(?:he|she|it|they|him|her|them|we|us|i|me|you|himself|herself|themselves)", re.IGNORECASE)
"""Words that stand for somebody of whom the text does not show who it is."""
_KIND_ONLY = re.compile(r"terrorist|rebel|guerrilla|militant|insurgent|extremist|criminal|subversive", re.IGNORECASE)
"""What the act is called by ("a terrorist attack"), not who did it."""
_AGAIN = re.compile(r"(?:the|this|that|these|those) ([\w-]+)", re.IGNORECASE)
"""A noun told before and nothing else of it ("the bus" after "a school bus")."""


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
    kept = _once([actor for actor in whole if _names(actor) or _side(actor) not in naming])
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


def _once(actors: Sequence[IncidentActor]) -> list[IncidentActor]:
    """The actors without those told again by a bare noun; the first one keeps the words of both."""
    kept: list[IncidentActor] = []
    for actor in actors:
        first = next((index for index, each in enumerate(kept) if _told_again(actor, each)), None)
        if first is None:
            kept.append(actor)
        else:
            kept[first] = _of_both(kept[first], actor)
    return kept


def _of_both(actor: IncidentActor, again: IncidentActor) -> IncidentActor:
    kind = actor.kind if actor.kind != "unknown" else again.kind
    return msgspec.structs.replace(actor, kind=kind, evidence=joined(actor.evidence, again.evidence))


def _told_again(actor: IncidentActor, before: IncidentActor) -> bool:
    """True for "the bus" after "a bus": no known actor, and nothing but the noun that the earlier words end in."""
    words, first = (" ".join(each.evidence[0].exact.split()) if each.evidence else "" for each in (actor, before))
    again = _AGAIN.fullmatch(words)
    if again is None or actor.actor_id is not None or _side(actor) != _side(before):
        return False
    return f" {first.lower()}".endswith(f" {again[1].lower()}") and actor.evidence[0].start > before.evidence[0].start


def _names(actor: IncidentActor) -> bool:
    words, name = actor.evidence[0].exact if actor.evidence else "", actor.name or ""
    if any(pattern.fullmatch(name) for pattern in (_COUNTED, _PRONOUN)):
        return False
    if any(pattern.fullmatch(words) for pattern in (_POINTING, _KIND_ONLY)):
        return False
    return not (" of " in words and _COUNTED.fullmatch(words))


def _side(actor: IncidentActor) -> str:
    return "target" if actor.role == "victim" else actor.role
