"""Mentions with their values: who, with what, what toll, who says so; and each value as a claim."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import msgspec

from gesta.claims.follow import BACKGROUND_AFTER, account_days, follows
from gesta.claims.moments import when
from gesta.claims.responsibility import responsibilities
from gesta.claims.settings import where
from gesta.claims.voices import Voices, followed, voices
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import ActorEntity
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Scalar, Speaker, Value
from gesta.model.reading import HIT, HIT_BESIDES, Argument, Attribution, Mention
from gesta.model.spans import Evidence, Quote, Span
from gesta.model.tellings import Resolved, Telling
from gesta.model.terms import COUNT_FIELDS, ActorKind, ActorRole, ClaimId, CountField
from gesta.model.values import Count, When, Where

_ActorArgument = Literal["perpetrator", "participant", "target", "victim", "mediator", "addressee"]
_ACTOR_ROLES: tuple[_ActorArgument, ...] = ("perpetrator", "participant", "target", "victim", "mediator", "addressee")
_KIND_BY_ACT: dict[str, ActorKind] = {"protest": "protesters", "riot": "rioters", "mob_violence": "rioters"}
_DOERS = frozenset({"perpetrator", "participant"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_OTHERING = frozenset({"another", "second", "third", "fourth", "separate", "other", "similar", "earlier", "previous",
                       "fresh", "new", "different", "additional"})  # fmt: skip


def tellings(
    document: Document, analysis: Analysis, mentions: Sequence[Mention], resolved: Resolved
) -> tuple[Telling, ...]:
    """Each mention with its values and claims, in text order."""
    claimed = responsibilities(document, analysis, mentions, resolved)
    heard = voices(mentions, resolved)
    told = [
        _telling(document, analysis, mention, heard, claimed.get(mention.trigger.start, Responsibility()))
        for mention in mentions
    ]
    days = account_days(document, analysis, resolved, told)
    return tuple(
        replace(telling, apart_from=_apart_from(document, telling, told), follows=follows(telling, days, told))
        for telling in told
    )


_TIME_APART = re.compile(
    r"\b(?:minute|hour|day|night|week|month|year)s?\s+(?:after|before|since|following|later|earlier|from)\b",
    re.IGNORECASE,
)


def _apart_from(document: Document, telling: Telling, told: Sequence[Telling]) -> frozenset[int]:
    """Mentions of the same sentence with a stretch of time told between them ("a day after the parliament was hit")."""
    here = telling.mention.trigger
    found = set()
    for other in told:
        there = other.mention.trigger
        first, last = sorted((here, there), key=lambda each: each.start)
        between = document.text[first.end : last.start] if other.sentence == telling.sentence else ""
        if here != there and _TIME_APART.search(between):
            found.add(there.start)
    return frozenset(found)


def _telling(
    document: Document, analysis: Analysis, mention: Mention, heard: Voices, responsibility: Responsibility
) -> Telling:
    resolved = heard.resolved
    time = when(document, analysis, mention, resolved)
    mention = _still_to_come(document, mention, time)
    place = where(document, analysis, mention, resolved)
    actors = tuple(_actors(document, mention, resolved))
    weapons = tuple(_weapons(mention, resolved))
    counts = tuple(_counts(mention, resolved))
    speaker = heard.speaker(mention.attribution)
    token = analysis.token_at(mention.trigger.start) or 0
    pointing, othering = _reference(analysis, mention, token)
    made = _claims(document, heard, mention, time, place, actors, weapons, counts)
    return Telling(
        mention=mention,
        sentence=analysis.sentence_of[token],
        when=time,
        where=place,
        actors=actors,
        weapons=weapons,
        counts=tuple((field, count) for field, count, _ in counts),
        speaker=speaker,
        background=mention.background or _long_ago(document, time, resolved),
        responsibility=responsibility,
        claims=made,
        definite=pointing,
        apart=othering,
        hit=tuple(resolved.tolls[each.quote.span] for each in mention.of("injured") if _is_hit(each, resolved)),
    )


def _is_hit(argument: Argument, resolved: Resolved) -> bool:
    return argument.basis in {HIT, HIT_BESIDES} and argument.quote.span in resolved.tolls


def _still_to_come(document: Document, mention: Mention, time: When) -> Mention:
    """What is dated after publication is planned, whatever its tense ("nurses are walking out in December")."""
    published = document.published.end
    if mention.realis == "actual" and published and time.start and time.start[:10] > published[:10]:
        return msgspec.structs.replace(mention, realis="planned", realis_basis="dated after publication")
    return mention


def _reference(analysis: Analysis, mention: Mention, token: int) -> tuple[bool, bool]:
    """Whether the words point back ("the attack"), and whether they tell another one ("a second bomb exploded")."""
    if _said_of_one_told(analysis, token):
        return True, False
    words = {analysis.words[child].lower() for child in analysis.children[token]}
    if analysis.lemmas[token] in _HARM:
        words -= {"other"}  # "gunshot wounds and other injuries" are those of one act
    pointing = bool(words & _POINTING) and not analysis.tags[token].startswith("VB")
    pointing = pointing or _in_the_same(analysis, token)
    doers = [
        argument.quote.exact.lower().split()[:2]
        for argument in mention.of("instrument", "perpetrator")
        if argument.role == "instrument" or _own_subject(analysis, argument, token)
    ]
    return pointing, bool((words | {word for start in doers for word in start}) & _OTHERING)


def _own_subject(analysis: Analysis, argument: Argument, trigger: int) -> bool:
    """True for the doer in the act's own clause: "another group attacked", "killed by another group"; not for the third
    man arrested for it."""
    head = analysis.token_at(argument.head)
    return head is not None and analysis.heads[head] == trigger and analysis.deps[head].startswith(("nsubj", "obl"))


_HARM = frozenset({"injury", "wound"})
_OCCURRENCES = frozenset(
    "incident attack event clash blast explosion shooting raid violence operation ambush death killing murder stabbing "
    "it this that".split()
)


def _said_of_one_told(analysis: Analysis, token: int) -> bool:
    """True for a noun that says what an occurrence told already was ("it was the city's third homicide this year")."""
    children = analysis.children[token]
    return any(analysis.deps[child] == "cop" for child in children) and any(
        analysis.deps[child] == "nsubj" and analysis.lemmas[child] in _OCCURRENCES for child in children
    )


def _in_the_same(analysis: Analysis, token: int) -> bool:
    """True for what is told to have happened in an occurrence told already ("killed in the same incident")."""
    return any(
        analysis.lemmas[child] in _OCCURRENCES
        and any(analysis.words[each].lower() in {"same", "that", "this"} for each in analysis.children[child])
        for child in analysis.children[token]
        if analysis.deps[child] in {"obl", "nmod"}
    )


def _long_ago(document: Document, time: When, resolved: Resolved) -> bool:
    """True when it ended more than a week before publication, or, undated, before the latest day the text tells."""
    end = time.end or time.start
    if not end:
        return False
    told = [each.when.end for each in resolved.times if each.when.end and each.when.precision in {"day", "part_of_day"}]
    latest = document.published.start or max(told, default=None)
    if latest is None:
        return False
    return date.fromisoformat(latest[:10]) - date.fromisoformat(end[:10]) > BACKGROUND_AFTER


def _actors(document: Document, mention: Mention, resolved: Resolved) -> Iterator[IncidentActor]:
    seen: set[tuple[ActorRole, int]] = set()
    for role in _ACTOR_ROLES:
        for argument in mention.of(role):
            if (role, argument.quote.start) not in seen and not _is_place(argument, resolved):
                seen.add((role, argument.quote.start))
                actor = _actor("speaker" if mention.cls == "statement" and role in _DOERS else role, argument, resolved)
                yield _by_act(mention, actor)


def _by_act(mention: Mention, actor: IncidentActor) -> IncidentActor:
    """The actor with the kind that the act itself tells: who takes part in a protest is a protester."""
    kind = _KIND_BY_ACT.get(mention.concept)
    if kind is None or actor.role not in _DOERS or actor.kind not in {"civilians", "unknown", "party", "business"}:
        return actor
    return msgspec.structs.replace(actor, kind=kind)


def _is_place(argument: Argument, resolved: Resolved) -> bool:
    return any(place.start <= argument.head < place.end for place in resolved.places) and not any(
        actor.start <= argument.head < actor.end for actor in resolved.actors
    )


def _actor(role: ActorRole, argument: Argument, resolved: Resolved) -> IncidentActor:
    entity = actor_at(resolved, argument)
    evidence: Evidence = (argument.quote,)
    if entity is None:
        facility = any(each.start <= argument.head < each.end for each in resolved.facilities)
        kind: ActorKind = "facility" if facility else "unknown"
        return IncidentActor(role, argument.quote.exact, None, kind, None, evidence)
    kind = entity.sector
    if kind == "unknown" and role in {"target", "victim"} and _is_name(entity):
        kind = "civilians"  # a victim told by name alone, with no office or arms, is coded a civilian (ACLED codebook)
    return IncidentActor(role, entity.name or entity.exact, entity.actor_id, kind, entity.country, evidence)


def _is_name(entity: ActorEntity) -> bool:
    words = (entity.name or entity.exact).split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def actor_at(resolved: Resolved, argument: Argument) -> ActorEntity | None:
    """The entity at the argument's head word, followed to the one it refers to."""
    for entity in sorted(resolved.actors, key=lambda actor: actor.start - actor.end):
        if entity.start <= argument.head < entity.end:
            return followed(resolved, entity)
    return None


def _weapons(mention: Mention, resolved: Resolved) -> Iterator[IncidentWeapon]:
    spans = [argument.quote.span for argument in mention.of("instrument")] + [mention.trigger.span]
    seen: set[str] = set()
    for weapon in resolved.weapons:
        here = Span(weapon.start, weapon.end)
        if any(here.overlaps(span) for span in spans) and weapon.weapon not in seen:
            seen.add(weapon.weapon)
            evidence = (Quote(weapon.start, weapon.end, weapon.exact),)
            yield IncidentWeapon(weapon.weapon, weapon.name, weapon.count, evidence)


def _counts(mention: Mention, resolved: Resolved) -> Iterator[tuple[CountField, Count, Attribution | None]]:
    for field in COUNT_FIELDS:
        for argument in mention.of(field):
            count = resolved.tolls.get(argument.quote.span)
            if count is not None:
                yield field, count, argument.told_by or mention.attribution


def _claims(
    document: Document,
    heard: Voices,
    mention: Mention,
    time: When,
    place: Where,
    actors: tuple[IncidentActor, ...],
    weapons: tuple[IncidentWeapon, ...],
    counts: tuple[tuple[CountField, Count, Attribution | None], ...],
) -> tuple[Claim, ...]:
    spoken = mention.attribution
    made: list[tuple[str, Value, Evidence, Attribution | None]] = [
        ("type", str(mention.concept), (mention.trigger,), spoken)
    ]
    made += [(f"counts.{field}", _bounds(count), count.evidence, told_by) for field, count, told_by in counts]
    if time.evidence:
        interval: dict[str, Scalar] = {"start": time.start, "end": time.end, "precision": time.precision}
        made.append(("when", interval, time.evidence, spoken))
    if place.evidence:
        named: dict[str, Scalar] = {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}
        made.append(("where", named, place.evidence, spoken))
    made += [(f"actors.{actor.role}", actor.name, actor.evidence, spoken) for actor in actors]
    made += [("weapons", weapon.kind, weapon.evidence, spoken) for weapon in weapons]
    return tuple(_claim(document, heard, mention, *each) for each in made)


def _claim(
    document: Document,
    heard: Voices,
    mention: Mention,
    field: str,
    value: Value,
    evidence: Evidence,
    spoken: Attribution | None,
) -> Claim:
    says = heard.speaker(spoken) or Speaker(document.outlet or "the report", "media")
    words = (*evidence, spoken.speaker) if spoken else evidence
    identity = _claim_id(document, mention, field, evidence)
    return Claim(identity, field, value, says, mention.realis, words, mention.score.value)


def _bounds(count: Count) -> Value:
    bounds: dict[str, Scalar] = {"low": count.low, "high": count.high}
    return bounds


def _claim_id(document: Document, mention: Mention, field: str, evidence: Evidence) -> ClaimId:
    key = f"{document.report.id}|{mention.trigger.start}|{field}|{[(q.start, q.end) for q in evidence]}"
    return ClaimId(f"clm_{hashlib.sha256(key.encode()).hexdigest()[:16]}")
