"""Which words of a record's text are marked, and the text cut where a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from gesta.export.words import (
    actor_words,
    count_words,
    responsibility_words,
    speaker_words,
    value_words,
    weapon_words,
    when_words,
    where_words,
)
from gesta.frames.facts import is_listed
from gesta.model.entities import Entity, PlaceEntity, TimeEntity
from gesta.model.incidents import Claim, Incident, Record
from gesta.model.spans import Evidence, Span
from gesta.model.terms import COUNT_FIELDS, IncidentId
from gesta.model.values import Count, Where

MarkKind = Literal["act", "toll", "who", "where", "when", "weapon", "said", "other"]
_FIRST: tuple[MarkKind, ...] = get_args(MarkKind)
"""Where words bear several marks, the kind that comes first here is the one whose colour is seen."""
_KINDS: dict[str, MarkKind] = {"type": "act", "when": "when", "where": "where", "weapons": "weapon"}
"""Kinds of the fields of claims; those of tolls and roles go by the first word of the field."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words with what they tell. ``field``: of the account, as claims name it; both empty for what is only named."""

    start: int
    end: int
    kind: MarkKind
    words: str
    account: IncidentId | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks, the one whose kind is seen first; ``kind`` None: under none."""

    start: int
    end: int
    kind: MarkKind | None
    words: str
    over: tuple[Mark, ...] = ()


def marks(record: Record) -> list[Mark]:
    """The words that tell the incidents of the default listing, then those of the rest, then what else is named: one
    mark for the same words."""
    found: dict[Span, Mark] = {}
    for mark in (*_told(record), *map(_of_entity, record.entities)):
        span = Span(mark.start, mark.end)
        known = found.get(span)
        if known is None or (mark.kind != "other" and _FIRST.index(mark.kind) < _FIRST.index(known.kind)):
            found[span] = mark
    return _inside_text(record, found.values())


def all_marks(record: Record) -> list[Mark]:
    """Every value that words tell, of every account, and what else is named: as many marks for the same words as they
    tell values. All evidence of all claims is among them."""
    told = list(dict.fromkeys(_told(record)))
    spans = {(mark.start, mark.end) for mark in told}
    named = (mark for mark in map(_of_entity, record.entities) if (mark.start, mark.end) not in spans)
    return _inside_text(record, (*told, *named))


def _inside_text(record: Record, found: Iterable[Mark]) -> list[Mark]:
    return sorted(each for each in found if 0 <= each.start < each.end <= len(record.document.text))


def _told(record: Record) -> Iterator[Mark]:
    for incident in sorted(record.incidents, key=lambda incident: not is_listed(incident)):
        values = list(value_marks(incident))
        yield from values
        yield from _of_claims(incident, {(mark.start, mark.end) for mark in values})


def value_marks(incident: Incident) -> Iterator[Mark]:
    """The words that made the incident's own values, the triggers first."""
    for mention in incident.mentions:
        realis = "" if mention.realis == "actual" else f", {mention.realis}"
        yield Mark(mention.start, mention.end, "act", f"{incident.label}{realis}", incident.id, "type")
    yield from _each(incident, incident.when.evidence, "when", f"when: {when_words(incident.when)}")
    yield from _each(incident, incident.where.evidence, "where", f"where: {where_words(incident.where)}")
    for actor in incident.actors:
        yield from _each(incident, actor.evidence, f"actors.{actor.role}", f"{actor.role}: {actor_words(actor)}")
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            yield from _each(incident, count.evidence, f"counts.{field}", f"{field}: {count_words(count)}")
    for weapon in incident.weapons:
        yield from _each(incident, weapon.evidence, "weapons", f"weapon: {weapon_words(weapon)}")
    claimed = incident.responsibility
    yield from _each(incident, claimed.evidence, "responsibility", f"responsibility: {responsibility_words(claimed)}")


def _each(incident: Incident, evidence: Evidence, field: str, words: str) -> Iterator[Mark]:
    yield from (Mark(quote.start, quote.end, _kind(field), words, incident.id, field) for quote in evidence)


def _kind(field: str) -> MarkKind:
    return _KINDS.get(field) or ("toll" if field.startswith("counts.") else "who" if "." in field else "said")


def _of_claims(incident: Incident, known: set[tuple[int, int]]) -> Iterator[Mark]:
    """The words of claims that made none of the incident's own values: other figures, and who says it."""
    for claim in incident.claims:
        for quote in claim.evidence:
            if (quote.start, quote.end) not in known:
                yield _of_quote(
                    incident, claim, quote.span, says=quote is claim.evidence[-1] and len(claim.evidence) > 1
                )


def _of_quote(incident: Incident, claim: Claim, span: Span, *, says: bool) -> Mark:
    """``says``: the words stand last, where a claim has the words for its speaker."""
    if says:
        return Mark(span.start, span.end, "said", f"said by {speaker_words(claim.speaker)}", incident.id, claim.field)
    field = claim.field.rpartition(".")[2]
    return Mark(span.start, span.end, _kind(claim.field), f"{field}: {value_words(claim)}", incident.id, claim.field)


def _of_entity(entity: Entity) -> Mark:
    if isinstance(entity, TimeEntity):
        return Mark(entity.start, entity.end, "other", f"time: {when_words(entity.when)}")
    if isinstance(entity, PlaceEntity):
        place = Where(entity.name, entity.level, entity.within, entity.admin1, entity.country)
        return Mark(entity.start, entity.end, "other", f"place: {where_words(place)}")
    kind = type(entity).__name__.removesuffix("Entity").lower()
    return Mark(entity.start, entity.end, "other", kind)


def pieces(start: int, end: int, found: Sequence[Mark]) -> Iterator[Piece]:
    """The text from start to end in runs under the same marks."""
    waiting = sorted((mark for mark in found if mark.start < end and mark.end > start), reverse=True)
    edges = {start, end, *_inside(start, end, (each for mark in waiting for each in (mark.start, mark.end)))}
    over: list[Mark] = []
    for first, last in pairwise(sorted(edges)):
        over = [mark for mark in over if mark.end > first]
        while waiting and waiting[-1].start <= first:
            over.append(waiting.pop())
        here = tuple(sorted(over, key=lambda mark: (_FIRST.index(mark.kind), mark)))
        words = " · ".join(dict.fromkeys(mark.words for mark in here))
        yield Piece(first, last, here[0].kind if here else None, words, here)


def _inside(start: int, end: int, edges: Iterable[int]) -> Iterator[int]:
    return (edge for edge in edges if start < edge < end)
