"""What a person types for a field of an incident, as a value that the field can take, or an error that says why not."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.knowledge.places import Gazetteer
from gesta.model.incidents import Scalar, Value
from gesta.model.terms import COUNT_FIELDS, Realis, ResponsibilityStatus
from gesta.review.placing import UNKNOWN, meant_place, place_value

_UNTOLD = frozenset({"unknown", "none", "not told", "-"})
_MOST = 10_000_000
"""No incident has a larger toll; a longer number is a slip."""
_NUMBER = re.compile(r"(\d{1,9})")
_RANGE = re.compile(r"(\d{1,9})\s*(?:-|–|\.\.|to)\s*(\d{1,9})")
_AT_LEAST = re.compile(r"(?:at least|>=)\s*(\d{1,9})|(\d{1,9})\+")
_AT_MOST = re.compile(r"(?:at most|up to|<=)\s*(\d{1,9})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_MINUTE = re.compile(r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Known:
    """What values are checked against."""

    book: Codebook
    gazetteer: Gazetteer


def field_named(given: str) -> str:
    """The field under the name it has in claims; "killed" is short for "counts.killed". Raises UsageError."""
    name = given.strip().lower()
    name = f"counts.{name}" if name in COUNT_FIELDS else name
    if name not in _READERS:
        raise UsageError(f"{given}: no field that can be set; these can: {', '.join(sorted(_READERS))}")
    return name


def value_of(field: str, given: str, known: Known) -> Value:
    """The value that the words give the field (``field_named``). Raises UsageError where they give none."""
    return _READERS[field](given.strip(), known)


def _count(given: str, known: Known) -> Value:
    """ "5", "3-7", "at least 5", "5+", "at most 7"; "unknown" takes the figure away."""
    text = given.lower()
    if text in _UNTOLD:
        return None
    low: int | None = None
    high: int | None = None
    if found := _RANGE.fullmatch(text):
        low, high = int(found[1]), int(found[2])
    elif found := _AT_LEAST.fullmatch(text):
        low = int(found[1] or found[2])
    elif found := _AT_MOST.fullmatch(text):
        high = int(found[1])
    elif found := _NUMBER.fullmatch(text):
        low = high = int(found[1])
    else:
        raise UsageError(f"{given}: no number; give 5, 3-7, at least 5, at most 7, or unknown")
    if low is not None and high is not None and low > high:
        raise UsageError(f"{given}: {low} is more than {high}")
    if max(low or 0, high or 0) > _MOST:
        raise UsageError(f"{given}: more than {_MOST:,} is no toll")
    return {"low": low, "high": high}


def _when(given: str, known: Known) -> Value:
    """A day, month, year, a moment with its minute, or two of one kind with "/" between; "unknown" for no day."""
    if given.lower() in _UNTOLD:
        return {"precision": "unknown"}
    first, slash, last = given.partition("/")
    start, end = _interval(first.strip()), _interval(last.strip()) if slash else None
    if start is None or (slash and end is None) or (end is not None and ("T" in start[0]) != ("T" in end[1])):
        raise UsageError(f"{given}: no date; give 2023-03-01, 2023-03, 2023, 2023-03-01T06:00/2023-03-01T12:00, or "
                         "two days with / between")  # fmt: skip
    if "T" in start[0] and end is None:
        raise UsageError(f"{given}: give the hours it lies between, 2023-03-01T06:00/2023-03-01T12:00")
    begin, until = start[0], (end or start)[1]
    if until < begin or ("T" in begin and until == begin):
        raise UsageError(f"{given}: it ends before it begins")
    return {"start": begin, "end": until, "precision": _precision(begin, until, start[2] if end is None else None)}


def _interval(given: str) -> tuple[str, str, str] | None:
    """First and last day (or the minute twice), and the precision; None for what is no date of the calendar."""
    try:
        if _DAY.fullmatch(given):
            return date.fromisoformat(given).isoformat(), given, "day"
        if (found := _MINUTE.fullmatch(given)) and date.fromisoformat(found[1]):
            return given, given, "part_of_day"
        if found := _MONTH.fullmatch(given):
            first = date(int(found[1]), int(found[2]), 1)
            return first.isoformat(), f"{given}-{calendar.monthrange(first.year, first.month)[1]}", "month"
        if _YEAR.fullmatch(given):
            return date(int(given), 1, 1).isoformat(), f"{given}-12-31", "year"
    except ValueError:
        return None
    return None


def _precision(begin: str, until: str, single: str | None) -> str:
    """That of the single date given, else by the length of the interval."""
    if single is not None:
        return single
    if "T" in begin:
        return "part_of_day" if begin[:10] == until[:10] else "day"
    days = (date.fromisoformat(until) - date.fromisoformat(begin)).days + 1
    for most, name in ((1, "day"), (_WEEK, "week"), (31, "month"), (92, "season")):
        if days <= most:
            return name
    return "year"


def _where(given: str, known: Known) -> Value:
    """A place by its id or name; "unknown" for none."""
    return dict(UNKNOWN) if given.lower() in _UNTOLD else place_value(meant_place(given, known.gazetteer))


def _type(given: str, known: Known) -> Value:
    """A concept of the project's codebook."""
    concepts = {each.id: each.id for each in known.book}
    if given not in concepts:
        near = [each for each in sorted(concepts) if given.lower() in each]
        hint = f"; there is {', '.join(near)}" if near else "; `gesta codebook show` has them all"
        raise UsageError(f"{given}: no concept of the codebook{hint}")
    return given


def _one_of(*terms: str) -> Callable[[str, Known], Value]:
    def reader(given: str, known: Known) -> Value:
        if given.lower() not in terms:
            raise UsageError(f"{given}: none of {', '.join(terms)}")
        return given.lower()

    return reader


def _flag(given: str, known: Known) -> Value:
    """Yes or no."""
    meant = {"yes": True, "true": True, "no": False, "false": False}.get(given.lower())
    if meant is None:
        raise UsageError(f"{given}: give yes or no")
    return meant


def _responsibility(given: str, known: Known) -> Value:
    """ "claimed by NAME", "denied by NAME", "suspected NAME", "unclaimed", "not_mentioned"."""
    status, _, rest = given.partition(" ")
    statuses: tuple[str, ...] = get_args(ResponsibilityStatus)
    if status.lower() not in statuses:
        raise UsageError(f"{given}: give one of {', '.join(statuses)}, with `by NAME` where somebody is named")
    who = rest.strip().removeprefix("by ").strip()
    told: dict[str, Scalar] = {"status": status.lower()}
    return {**told, "by": who} if who else told


_READERS: Mapping[str, Callable[[str, Known], Value]] = {
    "type": _type,
    "realis": _one_of(*get_args(Realis)),
    "background": _flag,
    "when": _when,
    "where": _where,
    "responsibility": _responsibility,
    **{f"counts.{field}": _count for field in COUNT_FIELDS},
}
"""The fields that a person can set: those that fusing obeys."""
