"""What kind of actor a party of an act is where its own words do not tell: that of the body it belongs to, of those it
is one of, of the thing that was hit, or what the act itself says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gesta.claims.things_hit import kind_of_thing
from gesta.claims.voices import followed
from gesta.knowledge.people import people
from gesta.model.analysis import Analysis
from gesta.model.entities import ActorEntity
from gesta.model.incidents import IncidentActor
from gesta.model.reading import Argument, Mention
from gesta.model.tellings import Resolved
from gesta.model.terms import ActorKind, ActorRole

DOERS = frozenset({"perpetrator", "participant"})
_BESIDE = frozenset({"compound", "amod", "nmod:desc"})
"""How a word stands before the noun that it describes."""
AMOUNTS = frozenset(
    "group number dozen dozens score scores hundred hundreds thousand thousands million millions handful crowd band "
    "couple majority pair total".split()
)
"""Words for so many of those told after "of", and for no more than that."""
ARMED: frozenset[ActorKind] = frozenset({"unknown", "military", "police", "rebel", "militia", "terrorist", "gang"})
_CROWD: frozenset[ActorKind] = frozenset({"civilians", "unknown", "party", "business"})
_UNKNOWN: frozenset[ActorKind] = frozenset({"unknown"})
_KIND_BY_ACT: dict[str, tuple[ActorKind, frozenset[ActorKind]]] = {
    "protest": ("protesters", _CROWD),
    "riot": ("rioters", _CROWD),
    "mob_violence": ("rioters", _CROWD),
    "bombing": ("terrorist", frozenset({"civilians"})),
    "suicide_bombing": ("terrorist", frozenset({"civilians", "unknown"})),
    "arrest": ("police", _UNKNOWN),
    "air_strike": ("military", _UNKNOWN),
    "drone_strike": ("military", _UNKNOWN),
    "strike": ("civilians", frozenset({"ngo"})),
}
"""The kind of who does the act, and the kinds that their words may tell instead."""
_SOME = frozenset(
    "one some several many few other another both all each most half third rest gang team convoy network ring".split()
)
"""Words for one or some of those told after "of", or for what they make up together."""
_MEMBERS = frozenset(
    "member personnel veteran recruit cadre leader head chief boss commander official representative unit team squad "
    "patrol convoy picket column detachment cell group wing associate accomplice henchman informant".split()
)
"""Words for somebody of a body, or for a part of it, whose kind is that of the body told beside them."""
_OFFICES = frozenset({"branch", "agency", "bureau", "office", "service", "division", "department", "task-force"})
_NOT_BY_NAME: frozenset[ActorKind] = frozenset({"terrorist", "police"})
_BODIES: frozenset[ActorKind] = (ARMED - _UNKNOWN) | {"government", "party", "religious", "ngo"}
_SOMEBODY = frozenset(
    "other another one those both he she him her they them suspect individual defendant victim dozen hundred thousand "
    "score dead wounded injured old olds national native person people man woman male female youth boy girl".split()
)
"""Words for a person or for so many of them, and for no more than that."""
_NO_PEOPLE = frozenset(
    "ship flagship vessel warship boat trawler tanker freighter ferry yacht skiff helicopter tank jet motorcycle "
    "bicycle farm animal cattle livestock dog horse crop powerline inc ltd".split()
)
_TITLES = frozenset("sgt gunnery collector sevak officer official".split())
"""What an officer or an official of a body not told is called by."""
_TO_PEOPLE = frozenset(
    "killing stabbing shooting assault abduction sexual_violence torture execution lynching mob_violence".split()
)
"""Acts that are done to people: what their victims are called, and is no known thing, names people."""


def kind_of(
    analysis: Analysis, role: ActorRole, argument: Argument, entity: ActorEntity, resolved: Resolved
) -> ActorKind:
    """The kind of a named actor in the role: its own, else that of its body; a civilian where only a name is told."""
    kind = entity.sector
    if kind in {"unknown", "leader"} and entity.actor_id is None:
        kind = _of_body(analysis, argument, resolved) or kind
    if kind == "unknown" and role in {"perpetrator", "target", "victim"} and _is_name(analysis, argument, entity):
        return "civilians"  # who is told by name alone, with no office or arms, is coded a civilian (ACLED codebook)
    return kind


def of_several(analysis: Analysis, role: ActorRole, argument: Argument, resolved: Resolved) -> IncidentActor | None:
    """Who "a group of gunmen" and "one of the soldiers" are, by the kind of those after "of"; None for other words.

    They keep their own words as name: some of the soldiers are not the soldiers.
    """
    head = analysis.token_at(argument.head)
    if head is None or not (analysis.lemmas[head].lower() in AMOUNTS | _SOME or analysis.tags[head] == "CD"):
        return None
    found = (_entity_at(analysis, each, resolved) for each in _after_of(analysis, head))
    entity = next((each for each in found if each is not None), None)
    if entity is None:
        return None
    return IncidentActor(role, argument.quote.exact, None, entity.sector, entity.country, (argument.quote,))


def of_thing(analysis: Analysis, role: ActorRole, argument: Argument, resolved: Resolved) -> ActorKind:
    """The kind of who stands before an act ("the police killing"), and of a thing that was hit: of whoever has it, a
    facility where the words only name one."""
    head = analysis.token_at(argument.head)
    kind: ActorKind | None = None
    if head is not None and role in {"target", "victim"}:
        kind = kind_of_thing(analysis, head)
        if kind in {None, "facility"}:
            kind = _of_owner(analysis, head, resolved) or kind
    elif head is not None and analysis.deps[head] in _BESIDE:
        kind = people().kinds.get(analysis.lemmas[head].lower())
    if kind is None:
        kind = _of_body(analysis, argument, resolved) or "unknown"
    if kind == "unknown" and any(each.start <= argument.head < each.end for each in resolved.facilities):
        return "facility"
    return kind


def by_act(mention: Mention, actor: IncidentActor) -> IncidentActor:
    """The actor with the kind that the act itself tells: who takes part in a protest is a protester, who sets off a
    bomb and is of no armed body a terrorist ("a student"), a "team" that makes an arrest police."""
    kind, others = _KIND_BY_ACT.get(mention.concept, ("unknown", frozenset()))
    if actor.role not in DOERS or actor.kind not in others or (kind in _NOT_BY_NAME and _is_named(actor)):
        return actor
    return msgspec.structs.replace(actor, kind=kind)


def _is_named(actor: IncidentActor) -> bool:
    """True for a proper name: who is told by name is called no terrorist for an act that they may not have done, and a
    team of players that made no arrest no police. The name of a unit or an office tells what it is."""
    words = (actor.name or "").split()
    return all(word[:1].isupper() for word in words) and not (words and words[-1].lower() in _MEMBERS | _OFFICES)


def by_default(analysis: Analysis, mention: Mention, argument: Argument, actor: IncidentActor) -> IncidentActor:
    """The actor as a civilian where it is a victim told by a name, number, age or part in a case, or whom an act was
    done to that is done to people, and nothing else tells who it is ("three others", "a 17-year-old")."""
    head = analysis.token_at(argument.head)
    if actor.kind != "unknown" or actor.role not in {"target", "victim"} or head is None:
        return actor
    word = analysis.lemmas[head].lower()
    of_a_people = _label(analysis, argument) == "NORP" and analysis.tags[head].startswith("NN")
    if word in _SOMEBODY or analysis.tags[head] == "CD" or of_a_people or _is_person(analysis, argument):
        return msgspec.structs.replace(actor, kind="civilians")
    if mention.concept not in _TO_PEOPLE or _is_named_body(analysis, argument):
        return actor
    known = people()
    if word in known.kinds:
        return msgspec.structs.replace(actor, kind=known.kinds[word])
    other = word.rstrip(".") in known.titles | known.collective | _NO_PEOPLE | _TITLES | _HELD
    return actor if other else msgspec.structs.replace(actor, kind="civilians")


def _of_body(analysis: Analysis, argument: Argument, resolved: Resolved) -> ActorKind | None:
    """The kind of the body that "members of the armed forces" and "navy personnel" are of; None for other words."""
    head = analysis.token_at(argument.head)
    if head is None or analysis.lemmas[head].lower() not in _MEMBERS:
        return None
    return _told_beside(analysis, head, resolved)


def _of_owner(analysis: Analysis, head: int, resolved: Resolved) -> ActorKind | None:
    """The kind of the body whose the thing is ("the headquarters of the union", "a convoy of soldiers")."""
    if analysis.lemmas[head].lower() not in _HELD:
        return None
    told = _told_beside(analysis, head, resolved)
    for each in analysis.children[head] if told is None else ():
        entity = _entity_at(analysis, each, resolved) if analysis.deps[each] == "nmod:poss" else None
        if entity is not None and entity.sector not in {"unknown", "civilians", "leader"}:
            return entity.sector
    return told


_HELD = frozenset(
    "headquarters hq office base camp convoy patrol post position vehicle truck car bus plane website server".split()
)
"""Things that go by the kind of whoever has them."""


def _told_beside(analysis: Analysis, head: int, resolved: Resolved) -> ActorKind | None:
    """The kind of the body that a noun names after "of" or right before it; None where it names none."""
    before = (each for each in analysis.children[head] if each < head and analysis.deps[each] in _BESIDE)
    for token in (*_after_of(analysis, head), *before):
        entity = _entity_at(analysis, token, resolved)
        kind = entity.sector if entity is not None else people().kinds.get(analysis.lemmas[token].lower())
        if kind in _BODIES:
            return kind
    return None


def _after_of(analysis: Analysis, head: int) -> Iterator[int]:
    for child in analysis.children[head]:
        if child > head and any(analysis.lemmas[case] == "of" for case in analysis.children[child]):
            yield child


def _entity_at(analysis: Analysis, token: int, resolved: Resolved) -> ActorEntity | None:
    """The longest actor over a token, followed to the one it refers to."""
    start = analysis.starts[token]
    over = [actor for actor in resolved.actors if actor.start <= start < actor.end]
    longest = max(over, key=lambda actor: actor.end - actor.start, default=None)
    return None if longest is None else followed(resolved, longest)


def _is_name(analysis: Analysis, argument: Argument, entity: ActorEntity) -> bool:
    """True for a name in full, and for one word that is read as a person's name."""
    words = (entity.name or entity.exact).split()
    if not all(word[:1].isupper() for word in words) or _label(analysis, argument) == "Organization":
        return False
    return len(words) > 1 or _is_person(analysis, argument)


def _is_person(analysis: Analysis, argument: Argument) -> bool:
    return _label(analysis, argument) == "Person"


def _is_named_body(analysis: Analysis, argument: Argument) -> bool:
    return _label(analysis, argument) in {"Organization", "Facility", "Location", "NORP", "Product"}


def _label(analysis: Analysis, argument: Argument) -> str | None:
    head = analysis.token_at(argument.head)
    index = -1 if head is None else analysis.entity_of[head]
    return analysis.entities[index].label if index >= 0 else None
