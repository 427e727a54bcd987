"""Mentions with their values: who, with what, what toll, who says so; and each value as a claim."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from gesta.claims.follow import account_days, follows
from gesta.claims.moments import when
from gesta.claims.parties import actors_of
from gesta.claims.responsibility import responsibilities
from gesta.claims.settings import where
from gesta.claims.voices import Voices, voices
from gesta.claims.weapons import weapons_of
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Scalar, Speaker, Value
from gesta.model.reading import HIT, HIT_BESIDES, Argument, Attribution, Mention
from gesta.model.spans import Evidence
from gesta.model.tellings import BACKGROUND_AFTER, Resolved, Telling
from gesta.model.terms import COUNT_FIELDS, ClaimId, CountField
from gesta.model.values import Count, When, Where

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
    """The mention right before or after it in its sentence, with a stretch of time told between the two ("a day after
    the parliament was hit")."""
    beside = [each.mention.trigger for each in told if each.sentence == telling.sentence]
    place = beside.index(telling.mention.trigger)
    found = set()
    for there in beside[max(0, place - 1) : place + 2]:
        first, last = sorted((telling.mention.trigger, there), key=lambda each: each.start)
        if _TIME_APART.search(document.text[first.end : last.start]):
            found.add(there.start)
    return frozenset(found)


def _telling(
    document: Document, analysis: Analysis, mention: Mention, heard: Voices, responsibility: Responsibility
) -> Telling:
    resolved = heard.resolved
    time = when(document, analysis, mention, resolved)
    mention = _still_to_come(document, mention, time)
    place = where(document, analysis, mention, resolved)
    actors = tuple(actors_of(analysis, mention, resolved))
    weapons = tuple(weapons_of(document, mention, resolved))
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
    verb = analysis.tags[token].startswith("VB")
    pointing = (bool(words & _POINTING) and not verb) or _in_the_same(analysis, token)
    pointing = pointing or (verb and "also" in words and analysis.lemmas[token] in _HARMING)
    othering = _set_apart(analysis, token) if verb else bool(words & _OTHERING)
    return pointing, othering or bool(_beginnings(analysis, mention, token) & _OTHERING)


_HARMING = frozenset({"kill", "wound", "injure", "hurt", "hit", "shoot", "die"})
"""What is said of people: that more of them "were also wounded" is told of the occurrence told just before."""


def _set_apart(analysis: Analysis, verb: int) -> bool:
    """True for what was done "earlier" or "separately"; that "another was wounded" is often told of one act."""
    return any(
        analysis.deps[child] == "advmod"
        and analysis.words[child].lower() in {"earlier", "previously", "separately"}
        and (child + 1 == len(analysis) or analysis.words[child + 1].lower() not in {"this", "that"})
        for child in analysis.children[verb]
    )


def _beginnings(analysis: Analysis, mention: Mention, token: int) -> set[str]:
    """The first two words of who and what does it, as the grammar has them ("a second bomb exploded")."""
    arguments = mention.of("instrument", "perpetrator")
    doers = [each for each in arguments if analysis.token_at(each.head) in analysis.children[token]]
    return {word for each in doers for word in each.quote.exact.lower().split()[:2]}


_HARM = frozenset({"injury", "wound"})
"""What one act leaves of two kinds."""
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
