"""What the text of a column is: a moment, or one word of a closed set. Readers of the tables make types of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from gesta.export.columns import Table
from gesta.model.columns import Column
from gesta.model.terms import (
    ActorKind,
    ActorRole,
    ConceptClass,
    IncidentStatus,
    JudgementKind,
    PlaceLevel,
    Realis,
    ResponsibilityStatus,
    SpeakerKind,
    TimePrecision,
)

_MOMENTS = frozenset({"when_start", "when_end", "published", "published_end"})
"""ISO 8601, a day or a minute, in the time of the place; which of the two the precision tells."""
_MOMENTS_UTC = frozenset({"at"})
_EVERYWHERE: Mapping[str, tuple[str, ...]] = {
    "class": get_args(ConceptClass),
    "realis": get_args(Realis),
    "when_precision": get_args(TimePrecision),
    "place_level": get_args(PlaceLevel),
    "responsibility": get_args(ResponsibilityStatus),
    "status": get_args(IncidentStatus),
    "speaker_kind": get_args(SpeakerKind),
    "role": get_args(ActorRole),
}
_OF_TABLE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("actors", "kind"): get_args(ActorKind),
    ("judgements", "kind"): get_args(JudgementKind),
}


def is_moment(column: Column) -> bool:
    """True for a column of ISO 8601 days and minutes."""
    return column.kind == "text" and column.name in _MOMENTS | _MOMENTS_UTC


def is_utc(column: Column) -> bool:
    """True for a moment in UTC; others are in the time of the place."""
    return column.name in _MOMENTS_UTC


def levels(table: Table, column: Column) -> tuple[str, ...]:
    """The words of the closed set that the column is of, in the set's order; none where it is of none."""
    if column.kind != "text":
        return ()
    return _OF_TABLE.get((table.name, column.name), _EVERYWHERE.get(column.name, ()))
