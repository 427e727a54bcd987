"""Who did what to whom and with what, joined over reports, and who is said to be responsible."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from gesta.merge.across.sources import Voice
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Scalar, Speaker
from gesta.model.spans import Evidence
from gesta.model.terms import ActorRole, ClaimId, ResponsibilityStatus

_ROLES: tuple[ActorRole, ...] = (
    "perpetrator", "participant", "target", "victim", "mediator", "addressee", "speaker",
)  # fmt: skip
_RANK: Mapping[ResponsibilityStatus, int] = {
    "claimed": 4, "denied": 3, "unclaimed": 2, "suspected": 1, "not_mentioned": 0,
}  # fmt: skip


def joined_actors(voices: Sequence[Voice]) -> tuple[IncidentActor, ...]:
    """Each actor once a role with all the words that tell of it, in the order of roles, then of telling.

    One actor: the same ``actor_id``, the same name, or a name that is part of a longer one ("Okoro", "Lt John Okoro").
    The unknown perpetrator stays only where nobody is named or described.
    """
    groups: dict[tuple[ActorRole, str], list[IncidentActor]] = {}
    for actor in (actor for voice in voices for actor in voice.incident.actors):
        groups.setdefault((actor.role, actor.actor_id or (actor.name or "").casefold()), []).append(actor)
    longer = _longer({key: actors[0] for key, actors in groups.items()})
    joined: dict[tuple[ActorRole, str], list[IncidentActor]] = {}
    for key, actors in groups.items():
        joined.setdefault(longer.get(key, key), []).extend(actors)
    found = [_one(actors) for actors in joined.values()]
    doers = any(actor.role in {"perpetrator", "participant"} and actor.name for actor in found)
    kept = (actor for actor in found if actor.name or actor.role != "perpetrator" or not doers)
    return tuple(sorted(kept, key=lambda actor: _ROLES.index(actor.role)))


def _longer(first: Mapping[tuple[ActorRole, str], IncidentActor]) -> dict[tuple[ActorRole, str], tuple[ActorRole, str]]:
    """For each short name the one longer name of its role that holds its words; none where several do."""
    names = {key: frozenset(_words(actor)) for key, actor in first.items()}
    holding: dict[tuple[ActorRole, str], list[tuple[ActorRole, str]]] = {}
    for key, words in names.items():
        for word in words:
            holding.setdefault((key[0], word), []).append(key)
    found: dict[tuple[ActorRole, str], tuple[ActorRole, str]] = {}
    for key, words in names.items():
        if words:
            rarest = min((holding[key[0], word] for word in sorted(words)), key=len)
            longer = [other for other in rarest if words < names[other]]
            tops = [other for other in longer if not any(names[other] < names[each] for each in longer)]
            if len(tops) == 1:
                found[key] = tops[0]
    return found


def _words(actor: IncidentActor) -> list[str]:
    """The words of a proper name, none for a description or an actor of the knowledge base."""
    words = (actor.name or "").split()
    proper = bool(words) and all(word[:1].isupper() for word in words)
    return [word.casefold() for word in words] if proper and actor.actor_id is None else []


def _one(actors: Sequence[IncidentActor]) -> IncidentActor:
    """The longest name with what any of them knows of it and the words of all."""
    main = max(actors, key=lambda actor: len(actor.name or ""))
    kind = next((actor.kind for actor in (main, *actors) if actor.kind != "unknown"), main.kind)
    country = next((actor.country for actor in (main, *actors) if actor.country), None)
    evidence = _union(actor.evidence for actor in actors)
    return msgspec.structs.replace(main, kind=kind, country=country, evidence=evidence)


def _union(evidence: Iterable[Evidence]) -> Evidence:
    return tuple(dict.fromkeys(quote for each in evidence for quote in each))


def joined_weapons(voices: Sequence[Voice]) -> tuple[IncidentWeapon, ...]:
    """Each kind of weapon once: the first name and number told, the words of all."""
    groups: dict[str, list[IncidentWeapon]] = {}
    for weapon in (weapon for voice in voices for weapon in voice.incident.weapons):
        groups.setdefault(weapon.kind, []).append(weapon)
    return tuple(
        IncidentWeapon(
            kind,
            next((each.name for each in told if each.name), None),
            next((each.count for each in told if each.count), None),
            _union(each.evidence for each in told),
        )
        for kind, told in groups.items()
    )


def responsibility(voices: Sequence[Voice]) -> Responsibility:
    """What is stated of responsibility: claimed before denied, unclaimed and suspected, the newest of equals.

    A claim that the same party denies later does not stand.
    """
    stated = [voice.incident.responsibility for voice in voices]
    standing = [
        each
        for place, each in enumerate(stated)
        if each.status != "claimed" or not any(_takes_back(later, each) for later in stated[place + 1 :])
    ]
    best = max(enumerate(standing), key=lambda each: (_RANK[each[1].status], each[0]), default=None)
    if best is None:
        return Responsibility()
    same = [each for each in standing if (each.status, each.by) == (best[1].status, best[1].by)]
    return msgspec.structs.replace(best[1], evidence=_union(each.evidence for each in same))


def _takes_back(later: Responsibility, claimed: Responsibility) -> bool:
    return later.status == "denied" and bool(later.by) and (later.by or "").casefold() == (claimed.by or "").casefold()


def responsibility_claims(voices: Sequence[Voice]) -> Iterator[Claim]:
    """What each report states of responsibility, as a claim: the party's own where it claims or denies, else the
    outlet's."""
    for voice in voices:
        stated = voice.incident.responsibility
        if stated.status == "not_mentioned":
            continue
        own = stated.by if stated.status in {"claimed", "denied"} else None
        outlet = voice.member.record.report.outlet or "the report"
        value: dict[str, Scalar] = {"status": stated.status, "by": stated.by}
        speaker = Speaker(own, "unknown") if own else Speaker(outlet, "media")
        key = f"{voice.report}|responsibility|{stated.status}|{stated.by}|{[(q.start, q.end) for q in stated.evidence]}"
        identity = ClaimId(f"clm_{hashlib.sha256(key.encode()).hexdigest()[:16]}")
        incident = voice.incident
        yield Claim(identity, "responsibility", value, speaker, incident.realis, stated.evidence, incident.score.value)
