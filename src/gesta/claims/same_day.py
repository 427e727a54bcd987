"""Days that a report tells once in full and elsewhere in short, for one kind of act.

"The June 2018 shooting ... she was shot on June 15": the day is of the year told with the act, not of the year of
publication. "Shot on Monday night ... it happened around 11 p.m. on Monday, May 23": the Monday is that one, though a
nearer one lies before publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from gesta.claims.time_owner import FINENESS
from gesta.model.tellings import IN_SENTENCE
from gesta.model.values import When

_OF_YEAR = "year from publication"
_WEEKDAY = "weekday"
_GIVEN = "given in the text"
_WEEK = timedelta(days=7)


def in_full(time: When, others: Sequence[When]) -> When:
    """The time with the year or the date that the other tellings of its kind give it; itself where they give none or
    several."""
    if time.start is None or time.end is None or FINENESS[time.precision] > FINENESS["day"]:
        return time
    if time.basis.startswith(_OF_YEAR):
        moved = {told: other for other in others for told in _in_year(time, other)}
    elif time.basis.startswith(_WEEKDAY):
        moved = {told: other for other in others for told in _a_week_before(time, other)}
    else:
        return time
    if len(moved) != 1:
        return time
    ((days, other),) = moved.items()
    shifted = timedelta(days=days)
    return msgspec.structs.replace(
        time, start=_moved(time.start, shifted), end=_moved(time.end, shifted),
        basis=f"as told in full, {other.text}; {time.basis}", evidence=(*time.evidence, *other.evidence),
    )  # fmt: skip


def _in_year(time: When, other: When) -> Iterator[int]:
    """Days to the same day of the year told with another telling, where its month is the one told there."""
    coarse = other.precision == "month" and other.basis == _GIVEN
    if not coarse or not (other.start and other.end and time.start):
        return
    day = date.fromisoformat(time.start[:10])
    year = int(other.start[:4])
    if year >= day.year or (day.month, day.day) == (2, 29):
        return
    there = day.replace(year=year)
    if other.start[:10] <= there.isoformat() <= other.end[:10]:
        yield (there - day).days


def _a_week_before(time: When, other: When) -> Iterator[int]:
    """Minus seven where another telling names the date of that weekday a week before."""
    dated = other.start is not None and not other.basis.startswith(_WEEKDAY) and IN_SENTENCE not in other.basis
    if not dated or FINENESS[other.precision] > FINENESS["day"] or not any(word.isdigit() for word in _words(other)):
        return
    there, day = date.fromisoformat((other.start or "")[:10]), date.fromisoformat((time.start or "")[:10])
    if day - there == _WEEK:
        yield -_WEEK.days


def _words(time: When) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in time.text or "").split()


def _moved(told: str, shift: timedelta) -> str:
    return (date.fromisoformat(told[:10]) + shift).isoformat() + told[10:]
