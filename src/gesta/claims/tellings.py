"""Mentions with their values: who, with what, what toll, who says so; and each value as a claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from gesta.claims.follow import account_days, follows
from gesta.claims.long_ago import after_the_old, long_ago
from gesta.claims.moments import of_late, of_trigger, when
from gesta.claims.named_only import only_touched, taken_for_known
from gesta.claims.parties import actors_of
from gesta.claims.place_of_account import place_of_account, without_place
from gesta.claims.references import apart_from, happened_in, reference
from gesta.claims.responsibility import responsibilities
from gesta.claims.same_day import in_full
from gesta.claims.settings import where
from gesta.claims.summaries import of_several
from gesta.claims.voices import Voices, voices
from gesta.claims.weapons import weapons_of
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Scalar, Speaker, Value
from gesta.model.reading import HITS, Argument, Attribution, Mention
from gesta.model.spans import Evidence
from gesta.model.tellings import IN_SENTENCE, Resolved, Telling
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS, ClaimId, CountField
from gesta.model.values import Count, When, Where

_ARRESTS = frozenset({"arrest", "release", "investigation"})
"""What follows acts: several arrests tell no several acts."""


def tellings(
    document: Document, analysis: Analysis, mentions: Sequence[Mention], resolved: Resolved
) -> tuple[Telling, ...]:
    """Each mention with its values and claims, in text order."""
    claimed = responsibilities(document, analysis, mentions, resolved)
    heard = voices(mentions, resolved)
    times = [when(document, analysis, mention, heard.resolved) for mention in mentions]
    timed = [
        _timed(document, analysis, mention, in_full(time, _of_kind(mention, mentions, times)), heard.resolved)
        for mention, time in zip(mentions, times, strict=True)
    ]
    news = any(each.is_news() for each in timed)
    told = [
        _telling(document, analysis, each, news, heard, claimed.get(each.mention.trigger.start, Responsibility()))
        for each in timed
    ]
    days = account_days(document, analysis, resolved, told)
    frames = happened_in(analysis, mentions)
    place = place_of_account(told)
    return tuple(
        replace(
            telling,
            apart_from=apart_from(document, telling, told),
            follows=follows(document, telling, days, told),
            nearby=place if place is not None and without_place(analysis, telling, told, place) else None,
            background=telling.background or after_the_old(analysis, telling, told),
            happened_in=frames.get(telling.mention.trigger.start),
        )
        for telling in told
    )


@dataclass(frozen=True, slots=True)
class _Timed:
    """A mention with its time. ``old``: by the time alone."""

    mention: Mention
    time: When
    old: bool
    background: bool

    def is_news(self) -> bool:
        """True for what the report may be about."""
        return self.mention.cls == "event" and self.mention.realis in LISTED_REALIS and not self.background


def _of_kind(mention: Mention, mentions: Sequence[Mention], times: Sequence[When]) -> list[When]:
    return [time for other, time in zip(mentions, times, strict=True) if other.concept == mention.concept]


def _timed(document: Document, analysis: Analysis, mention: Mention, time: When, resolved: Resolved) -> _Timed:
    mention = _still_to_come(document, mention, time)
    old = long_ago(document, analysis, mention, time, resolved)
    return _Timed(mention, time, old, old or (mention.background and not of_late(document, time)))


def _telling(
    document: Document, analysis: Analysis, timed: _Timed, news: bool, heard: Voices, responsibility: Responsibility
) -> Telling:
    resolved, mention, time, background = heard.resolved, timed.mention, timed.time, timed.background
    place = where(document, analysis, mention, resolved, background=background, in_passing=background and news)
    actors = tuple(actors_of(analysis, mention, resolved))
    weapons = tuple(weapons_of(document, mention, resolved))
    token = analysis.token_at(mention.trigger.start) or 0
    if (background and taken_for_known(analysis, token)) or _only_touched(analysis, mention, token):
        mention = msgspec.structs.replace(mention, attribution=None)
    counts = tuple(_counts(mention, resolved))
    speaker = heard.speaker(mention.attribution)
    pointing, othering = reference(analysis, mention, token)
    tolls = tuple((field, count) for field, count, _ in counts)
    made = _claims(document, heard, mention, time, place, actors, weapons, counts)
    return Telling(
        mention=mention,
        sentence=analysis.sentence_of[token],
        when=time,
        where=place,
        actors=actors,
        weapons=weapons,
        counts=tolls,
        speaker=speaker,
        background=background,
        old=timed.old and IN_SENTENCE not in time.basis,
        own_day=of_trigger(analysis, mention, time, resolved.times),
        responsibility=responsibility,
        claims=made,
        definite=pointing,
        apart=othering,
        hit=tuple(resolved.tolls[each.quote.span] for each in mention.of("injured") if _is_hit(each, resolved)),
        words=analysis.span(*analysis.sentences[analysis.sentence_of[token]]),
        summary=mention.concept not in _ARRESTS and of_several(analysis, document.text, token, tolls),
    )


def _only_touched(analysis: Analysis, mention: Mention, token: int) -> bool:
    cue = None if mention.attribution is None else analysis.token_at(mention.attribution.cue.start)
    if mention.cls != "event" or cue is None or any(mention.of(field) for field in COUNT_FIELDS):
        return False  # who tells a toll of it tells the act
    return only_touched(analysis, token, cue)


def _is_hit(argument: Argument, resolved: Resolved) -> bool:
    return argument.basis in HITS and argument.quote.span in resolved.tolls


def _still_to_come(document: Document, mention: Mention, time: When) -> Mention:
    """What is dated after publication is planned, whatever its tense ("nurses are walking out in December")."""
    published = document.published.end
    if mention.realis == "actual" and published and time.start and time.start[:10] > published[:10]:
        return msgspec.structs.replace(mention, realis="planned", realis_basis="dated after publication")
    return mention


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
