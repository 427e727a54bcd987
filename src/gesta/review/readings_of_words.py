"""The words that a person marked as a place, a time or a number, as the value that they tell."""

from __future__ import annotations

from gesta.errors import UsageError
from gesta.model.entities import CountEntity, PlaceEntity, TimeEntity
from gesta.model.given import Mark, field_of
from gesta.model.incidents import Incident, Record, Scalar, Value
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import When
from gesta.review.placing import UNKNOWN, place_value, told_value
from gesta.review.values import Known, value_of

VALUED: frozenset[str] = frozenset({"time", "place", *COUNT_FIELDS})
"""Roles whose words are a value that a person can set."""


def value_told(record: Record, mark: Mark, known: Known) -> Value:
    """What the marked words tell: as they were read where they were, else as somebody would type them.

    Raises UsageError where they tell nothing that the field can take.
    """
    words = record.document.text[mark.start : mark.end].strip()
    for entity in record.entities:
        if entity.start == mark.start and entity.end == mark.end:
            if mark.label == "place" and isinstance(entity, PlaceEntity) and entity.place_id is not None:
                place = known.gazetteer.place(entity.place_id)
                if place is not None:
                    return place_value(place)
            if mark.label == "time" and isinstance(entity, TimeEntity) and entity.when.start is not None:
                return _interval(entity.when)
            if mark.label in COUNT_FIELDS and isinstance(entity, CountEntity) and _numbered(entity):
                return {"low": entity.count.low, "high": entity.count.high}
    return value_of(field_of(mark.label), words, known)


def _numbered(entity: CountEntity) -> bool:
    return entity.count.low is not None or entity.count.high is not None


def _interval(when: When) -> dict[str, Scalar]:
    return {"start": when.start, "end": when.end, "precision": when.precision}


def not_told(label: str) -> Value:
    """The value that says that nothing tells the field."""
    return {"precision": "unknown"} if label == "time" else dict(UNKNOWN) if label == "place" else None


def told_now(account: Incident, label: str) -> Value:
    """The value that the account has for the role."""
    if label == "time":
        return _interval(account.when) if account.when.start is not None else not_told(label)
    if label == "place":
        return told_value(account.where)
    count = getattr(account.counts, label)
    return None if count is None else {"low": count.low, "high": count.high}


def alike(label: str, one: Value, other: Value) -> bool:
    """True where both say the same of the field; of places, the same place by id."""
    if label == "place" and isinstance(one, dict) and isinstance(other, dict):
        if one.get("place_id") is not None or other.get("place_id") is not None:
            return one.get("place_id") == other.get("place_id")
    return one == other


def refusal(error: UsageError) -> str:
    """Why the words are no value, on one line and short."""
    return str(error).splitlines()[0][:200]
