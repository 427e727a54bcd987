"""What a time expression says, before it is laid on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["second", "minute", "hour", "day", "weekend", "week", "month", "season", "quarter", "year", "decade"]
Anchor = Literal["published", "told"]
Turn = Literal["last", "this", "next", "previous", "following", "that"]
Phase = Literal[
    "early", "mid", "late", "earlier", "first half", "second half", "week 1", "week 2", "week 3", "last week"
]  # fmt: skip
Part = Literal[
    "morning",
    "early morning",
    "afternoon",
    "evening",
    "night",
    "overnight",
    "dawn",
    "dusk",
    "noon",
    "midnight",
    "after midnight",
]
Cue = Literal["since", "until"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``about`` when the text says around or about."""

    hour: int
    minute: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A calendar date as far as told; Monday is weekday 0.

    ``year`` below 100 is a year in two digits, below 0 one before the common era; ``other``: the reading of
    "03/04/2021" with the month first; ``of_year``: the year of "March last year" and "July of that year".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    other: tuple[int, int] | None = None
    of_year: Shift | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from an anchor. ``measured``: counted from the anchor's day ("a week ago"), else the calendar
    unit ("last week"); ``by`` None for "a few days ago" (``sign`` tells the side); ``weekday`` "Thursday last week".

    A measured one may be counted from another day than the anchor's: ``weekday`` the last such day before it ("a week
    ago Thursday"), ``day`` so many days from it ("a week ago yesterday").
    """

    unit: Unit
    by: int | None
    anchor: Anchor
    measured: bool = False
    sign: int = 0
    weekday: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """SP, SU, FA, WI; Q1-Q4; H1, H2."""

    name: str
    year: int | None = None
    of_year: Shift | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years (or a hundred) from ``year``."""

    year: int
    years: Literal[10, 100] = 10


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal year by the calendar year that it ends in."""

    year: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast by its name in ``calendars``."""

    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """So many units; number None for "several days". ``window``: -1 "the past three days", +1 "the next two weeks"."""

    number: float | None
    unit: Unit
    window: int = 0


@dataclass(frozen=True, slots=True)
class Repeated:
    """Every so many units, or every such weekday."""

    number: int
    unit: Unit
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """PAST_REF, PRESENT_REF or FUTURE_REF of TIMEX3."""

    value: str


Base = CalendarDate | Shift | Season | Decade | Fiscal | Holiday | Duration | Repeated | Reference


@dataclass(frozen=True, slots=True)
class Moment:
    """A base with what narrows it; base None is a part of some day told elsewhere."""

    base: Base | None = None
    part: Part | None = None
    clock: Clock | None = None
    phase: Phase | None = None
    turn: Turn | None = None

    @property
    def day_level(self) -> bool:
        """True when the base is one day, so that a part of day or a clock time can narrow it."""
        base = self.base
        if isinstance(base, CalendarDate):
            return base.day is not None or base.weekday is not None
        if isinstance(base, Shift):
            return base.unit == "day" or base.weekday is not None or base.day is not None
        return isinstance(base, Holiday)


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression at characters ``start`` to ``end`` of the document.

    An end of a range ("from 3 to 5 May") is an expression of its own, as TIMEX3 has it: ``moment`` and ``last`` are
    then both ends, ``whole`` the characters of the range, and ``closes`` says that this is the later end.
    """

    start: int
    end: int
    moment: Moment
    last: Moment | None = None
    cue: Cue | None = None
    whole: tuple[int, int] | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A moment over tokens up to ``end``; ``weak`` ones count only when joined with another or after a telling word.

    "14-16 March" is both ends at once: ``last`` the later one, ``parts`` the token after the first end's words and
    the first token of the second's.
    """

    moment: Moment
    end: int
    weak: bool = False
    last: Moment | None = None
    parts: tuple[int, int] | None = None


def ends(first: CalendarDate, last: CalendarDate, parts: tuple[int, int], end: int) -> Found:
    """Both ends of a range whose words share a month or a century."""
    return Found(Moment(first), end, last=Moment(last), parts=parts)
