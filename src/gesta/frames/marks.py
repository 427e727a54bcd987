"""Which words of a record's text are marked, and the text cut where a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from gesta.export.words import actor_words, count_words, when_words, where_words
from gesta.frames.facts import is_listed
from gesta.model.entities import Entity, PlaceEntity, TimeEntity
from gesta.model.incidents import Incident, Record
from gesta.model.spans import Evidence, Span
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import Count, Where

MarkKind = Literal["act", "toll", "who", "where", "when", "other"]
_FIRST: tuple[MarkKind, ...] = get_args(MarkKind)
"""Where words bear several marks, the kind that comes first here is the one whose colour is seen."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words with what they tell."""

    start: int
    end: int
    kind: MarkKind
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; ``kind`` None: under none."""

    start: int
    end: int
    kind: MarkKind | None
    words: str


def marks(record: Record) -> list[Mark]:
    """The words that tell the incidents of the default listing, then those of the rest, then what else is named."""
    found: dict[Span, Mark] = {}
    incidents = sorted(record.incidents, key=lambda incident: not is_listed(incident))
    for mark in (*(mark for each in incidents for mark in _of_incident(each)), *map(_of_entity, record.entities)):
        span = Span(mark.start, mark.end)
        known = found.get(span)
        if known is None or (mark.kind != "other" and _FIRST.index(mark.kind) < _FIRST.index(known.kind)):
            found[span] = mark
    return sorted(each for each in found.values() if 0 <= each.start < each.end <= len(record.document.text))


def _of_incident(incident: Incident) -> Iterator[Mark]:
    for mention in incident.mentions:
        realis = "" if mention.realis == "actual" else f", {mention.realis}"
        yield Mark(mention.start, mention.end, "act", f"{incident.label}{realis}")
    yield from _each(incident.when.evidence, "when", when_words(incident.when))
    yield from _each(incident.where.evidence, "where", where_words(incident.where))
    for actor in incident.actors:
        yield from _each(actor.evidence, "who", f"{actor.role}: {actor_words(actor)}")
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            yield from _each(count.evidence, "toll", f"{field}: {count_words(count)}")


def _each(evidence: Evidence, kind: MarkKind, words: str) -> Iterator[Mark]:
    yield from (Mark(quote.start, quote.end, kind, f"{kind}: {words}" if kind in ("when", "where") else words)
                for quote in evidence)  # fmt: skip


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
    here = [mark for mark in found if mark.start < end and mark.end > start]
    edges = sorted({start, end, *_inside(start, end, (each for mark in here for each in (mark.start, mark.end)))})
    for first, last in pairwise(edges):
        over = sorted(
            (mark for mark in here if mark.start <= first and mark.end >= last),
            key=lambda mark: (_FIRST.index(mark.kind), mark),
        )
        words = " · ".join(dict.fromkeys(mark.words for mark in over))
        yield Piece(first, last, over[0].kind if over else None, words)


def _inside(start: int, end: int, edges: Iterable[int]) -> Iterator[int]:
    return (edge for edge in edges if start < edge < end)
