"""Fields of an incident that a person can set, what they hold now, and what words of a report would make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from gesta.errors import UsageError
from gesta.export.words import count_words, responsibility_words, when_words, where_words
from gesta.model.entities import CountEntity, PlaceEntity, TimeEntity
from gesta.model.incidents import Incident, Record
from gesta.model.spans import Span
from gesta.model.terms import COUNT_FIELDS, Realis
from gesta.model.values import Count, When
from gesta.review.values import Known, value_of

FIELDS: dict[str, str] = {
    **dict.fromkeys(COUNT_FIELDS, "5, 3-7, at least 5, at most 7, unknown"),
    "when": "2023-03-01, 2023-03, 2023, two of these with / between, unknown",
    "where": "a place's id, or its name with the units around it: Springfield, Illinois; unknown",
    "type": "a concept of the codebook",
    "realis": ", ".join(get_args(Realis)),
    "background": "yes, no",
    "responsibility": "claimed by NAME, denied by NAME, suspected NAME, unclaimed, not_mentioned",
}
"""The fields with what may be typed for each, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What words give a field: the value as a person would type it, and as it is told to one."""

    field: str
    typed: str
    told: str


def value_now(incident: Incident, field: str) -> str:
    """What the field holds, in words."""
    if field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        return "not told" if count is None else count_words(count)
    told = {
        "when": when_words(incident.when), "where": where_words(incident.where), "type": incident.type,
        "realis": incident.realis, "background": "yes" if incident.background else "no",
        "responsibility": responsibility_words(incident.responsibility),
    }  # fmt: skip
    return told[field]


def readings_of(record: Record, words: Span, known: Known) -> Iterator[Reading]:
    """What the words of the record's text can give: as they were read where they were, else as somebody would type
    them. Tolls come first, and of them those that the words were read as."""
    counts = list(_counts(record, words))
    text = record.document.text[words.start : words.end].strip()
    read = _fields_read(record, words)
    for field in sorted(COUNT_FIELDS, key=lambda each: each not in read):
        for count in counts:
            yield Reading(field, _typed_count(count), count_words(count))
        if not counts and _takes(field, text, known):
            yield Reading(field, text, text)
    yield from _others(record, words, text, known)


def _others(record: Record, words: Span, text: str, known: Known) -> Iterator[Reading]:
    times = [
        each.when for each in record.entities if isinstance(each, TimeEntity) and _meet(each.start, each.end, words)
    ]
    for when in times:
        if (typed := _typed_when(when)) is not None:
            yield Reading("when", typed, when_words(when))
    if not times and _takes("when", text, known):
        yield Reading("when", text, text)
    places = [each for each in record.entities if isinstance(each, PlaceEntity) and _meet(each.start, each.end, words)]
    for place in places:
        if place.place_id is not None:
            around = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
            yield Reading("where", place.place_id, around)
    if not any(each.place_id for each in places) and _takes("where", text, known):
        yield Reading("where", text, text)


def _counts(record: Record, words: Span) -> Iterator[Count]:
    for each in record.entities:
        if isinstance(each, CountEntity) and _meet(each.start, each.end, words):
            if each.count.low is not None or each.count.high is not None:
                yield each.count


def _fields_read(record: Record, words: Span) -> set[str]:
    """The tolls that the machine took from these words."""
    return {
        field
        for incident in record.incidents
        for field in COUNT_FIELDS
        for quote in getattr(getattr(incident.counts, field), "evidence", ())
        if _meet(quote.start, quote.end, words)
    }


def _meet(start: int, end: int, words: Span) -> bool:
    return start < words.end and words.start < end


def _takes(field: str, text: str, known: Known) -> bool:
    try:
        return (
            bool(text) and value_of(field if field not in COUNT_FIELDS else f"counts.{field}", text, known) is not None
        )
    except UsageError:
        return False


def _typed_count(count: Count) -> str:
    """The count as ``gesta review --value`` takes it."""
    if count.low is None:
        return f"at most {count.high}"
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def _typed_when(when: When) -> str | None:
    """The interval as ``gesta review --value`` takes it; None for one without both ends."""
    if when.start is None or when.end is None:
        return None
    if ("T" in when.start) != ("T" in when.end):
        return f"{when.start[:10]}/{when.end[:10]}"
    return when.start if when.start == when.end and "T" not in when.start else f"{when.start[:16]}/{when.end[:16]}"
