"""Who is told in which role of an act: the role spans of a mention that can name somebody, with who they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from gesta.claims.party_kinds import AMOUNTS, ARMED, DOERS, by_act, by_default, kind_of, of_several, of_thing
from gesta.claims.voices import followed
from gesta.model.analysis import Analysis
from gesta.model.entities import ActorEntity
from gesta.model.incidents import IncidentActor
from gesta.model.reading import TO_A_STATE, Argument, Mention
from gesta.model.spans import Evidence
from gesta.model.tellings import Resolved
from gesta.model.terms import ActorRole

_ActorArgument = Literal["perpetrator", "participant", "target", "victim", "mediator", "addressee"]
_ACTOR_ROLES: tuple[_ActorArgument, ...] = ("perpetrator", "participant", "target", "victim", "mediator", "addressee")
_NO_NAMES = ("VB", "RB", "IN", "MD", "TO", "CC", "EX", "WRB", "WDT")
"""Penn tags of what names nobody."""
_ASKING = frozenset({"WP", "WDT"})
"""Tags of words that stand for somebody only where the grammar says for whom."""
_SIDES: tuple[tuple[_ActorArgument, ...], ...] = (
    ("perpetrator", "participant"), ("target", "victim"), ("mediator",), ("addressee",),
)  # fmt: skip
_NOBODY = frozenset({"no", "none", "nobody", "neither"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
"""What follows a name and is none ("Luis Rey, Jr.")."""
_STANCES = ("anti-", "pro-")
"""What a protest is against or for ("anti-government protests") takes no part in it."""
_DESCRIBING = frozenset({"compound", "amod", "nmod:desc"})
_WHITE = 8
"""White space between two words of a phrase, at most. By offsets: each of hundreds of parties in a list is compared
with each."""
_DETERMINED = frozenset({"det", "nmod:poss", "nummod"})


def actors_of(analysis: Analysis, mention: Mention, resolved: Resolved) -> Iterator[IncidentActor]:
    """The actors of a mention, role by role, each span once in a role."""
    for role in _ACTOR_ROLES:
        seen: set[int] = set()
        told = [each for each in mention.of(role) if _is_party(analysis, mention, each, resolved)]
        for argument in told:
            inner = mention.cls == "event" and any(_is_part(argument, other) for other in told)
            if argument.quote.start in seen or inner:
                continue
            seen.add(argument.quote.start)
            spoken = mention.cls == "statement" and role in DOERS
            actor = _with_title(
                analysis,
                mention,
                argument,
                _actor(analysis, "speaker" if spoken else role, argument, resolved),
                resolved,
            )
            for part in told:
                if _is_part(part, argument):
                    actor = _with_part(analysis, actor, argument, part, _actor(analysis, role, part, resolved))
            yield by_default(analysis, mention, argument, by_act(mention, actor))


def _is_party(analysis: Analysis, mention: Mention, argument: Argument, resolved: Resolved) -> bool:
    """True for words that name somebody or something hit: no place, no title of a name told beside it, no "who?"."""
    asks = _tag(analysis, argument) in _ASKING and actor_at(resolved, argument) is None
    if asks or not _names_somebody(analysis, argument) or _is_place(argument, resolved):
        return False
    side = next(roles for roles in _SIDES if argument.role in roles)
    return not any(_is_title(analysis, argument, other) for other in mention.of(*side))


def _with_title(
    analysis: Analysis, mention: Mention, argument: Argument, actor: IncidentActor, resolved: Resolved
) -> IncidentActor:
    """The actor with the kind of the title told before its name, where the name tells none."""
    if actor.kind not in {"unknown", "civilians"}:
        return actor
    titles = [each for each in mention.arguments if _is_title(analysis, each, argument)]
    kinds = [found.sector for each in titles if (found := actor_at(resolved, each)) is not None]
    kind = next((each for each in kinds if each != "unknown"), actor.kind)
    return msgspec.structs.replace(actor, kind=kind)


def _tag(analysis: Analysis, argument: Argument) -> str:
    head = analysis.token_at(argument.head)
    return "" if head is None else analysis.tags[head]


def _is_title(analysis: Analysis, argument: Argument, other: Argument) -> bool:
    """True for what stands right before a person's name as the office or tie it is told with ("senator Ana Diaz")."""
    if not 0 <= other.quote.start - argument.quote.end <= _WHITE:
        return False
    first, head = analysis.tokens_in(other.quote.span)[0], analysis.token_at(other.head)
    last = analysis.tokens_in(argument.quote.span)[-1]
    if head is None or last + 1 != first or analysis.sentence_of[last] != analysis.sentence_of[first]:
        return False
    whole = analysis.entity_of[head]
    person = whole >= 0 and analysis.entities[whole].label == "Person"
    return person and analysis.entity_of[last] in {whole, -1}


def _names_somebody(analysis: Analysis, argument: Argument) -> bool:
    """False for verbs, adjectives and "no casualties": misparses, and phrases that say that there was nobody."""
    head = analysis.token_at(argument.head)
    if head is None:
        return True
    children = analysis.children[head]
    if analysis.words[head].lower().strip(".") in _SUFFIXES:
        return False
    if argument.quote.exact.lower().startswith(_STANCES) and analysis.deps[head] in _DESCRIBING:
        return False
    if analysis.lemmas[head] in _NOBODY or any(analysis.lemmas[child] in _NOBODY for child in children):
        return False
    tag = analysis.tags[head]
    if tag.startswith(_NO_NAMES):  # "the wounded" names somebody
        return tag in {"VBN", "VBG"} and any(analysis.deps[child] in _DETERMINED for child in children)
    return tag != "JJ" or analysis.deps[head] != "amod" or analysis.entity_of[head] >= 0


def _with_part(
    analysis: Analysis, actor: IncidentActor, whole: Argument, part: Argument, told: IncidentActor
) -> IncidentActor:
    """The actor of a phrase with what a part of it tells: its kind, and who it is where the rest says only how many.

    Of doers also the body they belong to ("five members of the River Front"); never a part that owns the rest.
    """
    head, inner = analysis.token_at(whole.head), analysis.token_at(part.head)
    if head is None or inner is None or analysis.deps[inner] == "nmod:poss":
        return actor
    body = told.actor_id is not None and actor.actor_id is None and actor.kind in ARMED and told.kind in ARMED
    if analysis.lemmas[head] in AMOUNTS or (body and actor.role in DOERS):
        return msgspec.structs.replace(told, role=actor.role, evidence=actor.evidence)
    if actor.kind == "unknown":
        return msgspec.structs.replace(actor, kind=told.kind, country=actor.country or told.country)
    return actor


def _is_part(argument: Argument, other: Argument) -> bool:
    """True for a phrase inside a longer one of the same role: "demonstrators" in "one of the demonstrators"."""
    inner, outer = argument.quote, other.quote
    return outer.start <= inner.start and inner.end <= outer.end and inner.span != outer.span


def _is_place(argument: Argument, resolved: Resolved) -> bool:
    """True for the name of a place that nothing says acts, or is acted on as a state."""
    if argument.basis == TO_A_STATE or any(actor.start <= argument.head < actor.end for actor in resolved.actors):
        return False
    return any(place.start <= argument.head < place.end for place in resolved.places)


def _actor(analysis: Analysis, role: ActorRole, argument: Argument, resolved: Resolved) -> IncidentActor:
    entity = actor_at(resolved, argument)
    evidence: Evidence = (argument.quote,)
    if entity is None and argument.basis == TO_A_STATE:
        country = next((each.country for each in resolved.places if each.start <= argument.head < each.end), None)
        return IncidentActor(role, argument.quote.exact, None, "government", country, evidence)
    if entity is None:
        several = of_several(analysis, role, argument, resolved)
        if several is not None:
            return several
        kind = of_thing(analysis, role, argument, resolved)
        return IncidentActor(role, argument.quote.exact, None, kind, None, evidence)
    kind = kind_of(analysis, role, argument, entity, resolved)
    return IncidentActor(role, entity.name or entity.exact, entity.actor_id, kind, entity.country, evidence)


def actor_at(resolved: Resolved, argument: Argument) -> ActorEntity | None:
    """The entity at the argument's head word, followed to the one it refers to.

    The longest within the argument's words, else the longest: "Ana Diaz" is not who "the son of Ana Diaz" is.
    """
    over = [actor for actor in resolved.actors if actor.start <= argument.head < actor.end]
    within = [actor for actor in over if argument.quote.start <= actor.start and actor.end <= argument.quote.end]
    found = max(within or over, key=lambda actor: actor.end - actor.start, default=None)
    return None if found is None else followed(resolved, found)
