"""Intervals of incidents and reports in the words of other formats."""

from __future__ import annotations

from gesta.model.documents import Published
from gesta.model.values import When

_SHORT = {"day": 10, "month": 7, "year": 4}
"""Characters of an ISO date that say no more than the precision."""


def single(when: When | Published) -> str | None:
    """The ISO date that says what is known and no more: a day, month or year; None for an interval of other length."""
    if when.start is None or when.precision not in {*_SHORT, "part_of_day"}:
        return None
    length = _SHORT.get(when.precision, 10)
    if when.end is not None and when.start[:length] != when.end[:length]:
        return None
    return when.start[:length]


def moment(given: str | None) -> str | None:
    """An ISO date or minute as a moment of RFC 3339 in UTC; a day stands for its beginning."""
    if not given:
        return None
    text = given if "T" in given else f"{given}T00:00"
    body, _, zone = text.removesuffix("Z").partition("+")
    if zone or len(body) < 16:
        return None
    seconds = body[:19] if len(body) >= 19 else f"{body[:16]}:00"
    return f"{seconds}Z"
