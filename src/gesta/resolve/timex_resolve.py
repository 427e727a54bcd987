"""One time expression with its anchors becomes a TIMEX3 value and an interval."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from gesta.model.entities import Timex
from gesta.model.spans import Quote
from gesta.model.tellings import SINCE, UP_TO_PUBLICATION
from gesta.model.terms import TimePrecision
from gesta.model.values import When
from gesta.resolve.calendars import months_later
from gesta.resolve.timex_days import Anchors, Days, span_precision
from gesta.resolve.timex_hours import SMALL_HOURS, clock_hour, code, narrowed, narrows, phase_of
from gesta.resolve.timex_nodes import CalendarDate, Duration, Expression, Moment, Reference, Repeated, Shift
from gesta.resolve.timex_values import OF_PUBLICATION, days

_LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_LONG = {"quarter": ("M", 3), "season": ("M", 3), "decade": ("Y", 10), "weekend": ("D", 2)}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The reading of one expression; ``days`` are its calendar days, None where it has none.

    ``timex`` is that of a range's first end, ``closing`` that of its last; the interval is the whole range's.
    """

    timex: Timex
    when: When
    days: Days | None = None
    closing: Timex | None = None


def resolve(expression: Expression, words: Quote, anchors: Anchors) -> Resolved:
    """The TIMEX3 type and value of the expression and its interval; unknown bounds stay None, the basis says why.

    ``words`` are the expression's own words with their place in the text.
    """
    base = expression.moment.base
    if expression.last is not None:
        return _range(expression.moment, expression.last, words, anchors)
    if isinstance(base, Duration):
        return _duration(base, words, anchors)
    if isinstance(base, Repeated):
        part = code(expression.moment)
        day = "XXXX-XX-XX" if base.weekday is None else f"XXXX-WXX-{base.weekday + 1}"
        value = f"{day}{part}" if part or base.weekday is not None else _period(base.number, base.unit)
        return Resolved(Timex("SET", value), _unknown("repeated", words))
    if isinstance(base, Reference):
        return Resolved(Timex("DATE", base.value), _unknown("not a date", words))
    return _cued(_moment(expression.moment, words, anchors), expression, anchors)


def _unknown(basis: str, words: Quote, precision: TimePrecision = "unknown") -> When:
    return When(None, None, precision, basis, words.exact, (words,))


def _moment(moment: Moment, words: Quote, anchors: Anchors) -> Resolved:
    found = _part_of_told_day(moment, anchors) if moment.base is None else days(moment, anchors)
    if narrows(moment):
        return _narrowed(moment, found, words)
    start, end = found.start, found.end
    if start is not None and end is not None and moment.phase is not None and start != end:
        start, end = _phased(moment, start, end, anchors)
    kind = "DATE"
    if isinstance(moment.base, Shift) and moment.base.unit in ("second", "minute", "hour"):
        kind = "TIME"
        found = _phase_named(moment, found, start)
    when = When(_iso(start), _iso(end), found.precision, found.basis, words.exact, (words,))
    return Resolved(
        Timex("TIME" if kind == "TIME" else "DATE", found.value), when, replace(found, start=start, end=end)
    )


def _phase_named(moment: Moment, found: Days, start: date | None) -> Days:
    """The days with the TIMEX3 value of a half of a year or a week of a month; of other parts that of the whole."""
    phase = moment.phase or ""
    if phase.endswith("half") and found.precision == "year":
        return replace(found, value=f"{found.value}-{'H1' if phase == 'first half' else 'H2'}")
    if "week" in phase and start is not None:
        iso = (start + timedelta(days=3)).isocalendar()
        return replace(found, value=f"{iso.year:04d}-W{iso.week:02d}", precision="week")
    return found


def _phased(moment: Moment, start: date, end: date, anchors: Anchors) -> tuple[date, date]:
    if moment.phase == "earlier":
        published = anchors.published
        return (start, min(end, published[1])) if published is not None and published[1] >= start else (start, end)
    return phase_of(start, end, moment.phase or "mid")


def _part_of_told_day(moment: Moment, anchors: Anchors) -> Days:
    """ "at 6 p.m.", "overnight": the day told beside it or before it; never silently the day of publication."""
    if moment.part == "overnight" and anchors.published is not None and anchors.tense != "future":
        day = anchors.published[0] - timedelta(days=1)
        return Days(day, day, "day", "night before publication", day.isoformat())
    if anchors.told_day is None:
        return Days(None, None, "day", "part of a day that is not told", "XXXX-XX-XX")
    day = anchors.told_day
    return Days(day, day, "day", f"on the day told before, {day}", day.isoformat())


def _next_day(found: Days) -> Days:
    if found.start is None or found.start != found.end or found.start == date.max:
        return found
    day = found.start + timedelta(days=1)
    return replace(found, start=day, end=day, value=day.isoformat())


def _narrowed(moment: Moment, found: Days, words: Quote) -> Resolved:
    ending = code(moment)
    if moment.part in ("night", "overnight") and moment.clock is not None and clock_hour(moment) < SMALL_HOURS:
        found = _next_day(found)
    value = f"{found.value}{ending}" if found.value is not None else None
    kind: Timex = Timex("TIME" if ending else "DATE", value)
    if found.start is None or found.start != found.end:
        return Resolved(kind, _unknown(found.basis, words, "part_of_day"), found)
    if found.start == date.max:
        return Resolved(kind, _unknown("outside the calendar", words, "part_of_day"), found)
    if moment.part == "midnight" and found.basis == OF_PUBLICATION:
        found = replace(found, start=found.start - timedelta(days=1))  # the one that has passed: it begins the day
    first, last = narrowed(found.start or date.min, moment)
    when = When(_minute(first), _minute(last), "part_of_day", found.basis, words.exact, (words,))
    return Resolved(kind, when, found)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _period(number: float | None, unit: str) -> str:
    letter, times = _LONG.get(unit) or (_LETTERS[unit], 1)
    amount = "X" if number is None else f"{number * times:g}"
    return f"{'PT' if unit in ('second', 'minute', 'hour') else 'P'}{amount}{letter}"


def _duration(base: Duration, words: Quote, anchors: Anchors) -> Resolved:
    """A length has no place in time, but "the past three days" ends at publication."""
    timex = Timex("DURATION", _period(base.number, base.unit))
    if not base.window:
        return Resolved(timex, _unknown("duration", words))
    if anchors.published is None or base.number is None or base.unit in ("second", "minute"):
        why = "duration, no publication date" if anchors.published is None else "duration, how long not told"
        return Resolved(timex, _unknown(why, words))
    first, last = anchors.published
    near = last if base.window < 0 else first
    try:
        other = _moved(near, base, base.window)
    except (ValueError, OverflowError):
        return Resolved(timex, _unknown("outside the calendar", words))
    start, end = min(near, other), max(near, other)
    basis = UP_TO_PUBLICATION if base.window < 0 else "from publication"
    when = When(_iso(start), _iso(end), span_precision(start, end), basis, words.exact, (words,))
    return Resolved(timex, when)


def _moved(day: date, base: Duration, sign: int) -> date:
    number = sign * (base.number or 0)
    if base.unit in ("month", "quarter", "season", "year", "decade"):
        months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120}[base.unit]
        return months_later(day, round(number * months))
    length = {"hour": 1 / 24, "day": 1, "week": 7, "weekend": 7}[base.unit]
    return day + timedelta(days=round(number * length))


def _cued(found: Resolved, expression: Expression, anchors: Anchors) -> Resolved:
    """ "since Monday" runs to publication, "until Monday" begins at a time not told."""
    when = found.when
    if expression.cue is None or (when.start is None and when.end is None):
        return found
    if expression.cue == "until":
        return replace(found, when=_with(when, None, when.end, f"{when.basis}, until"))
    end = _iso(anchors.published[1]) if anchors.published is not None and anchors.tense != "future" else None
    if end is not None and when.start is not None and end < when.start[:10]:
        end = None
    return replace(
        found,
        when=_with(
            when, when.start, end, f"{when.basis}{SINCE}, {UP_TO_PUBLICATION}" if end else f"{when.basis}{SINCE}"
        ),
    )


def _with(when: When, start: str | None, end: str | None, basis: str) -> When:
    return When(start, end, when.precision, basis, when.text, when.evidence)


def _range(first: Moment, last: Moment, words: Quote, anchors: Anchors) -> Resolved:
    """From the first moment's beginning to the last one's end; what the first leaves open is taken from the last."""
    first, last = _shared(first, last)
    ending = _moment(last, words, anchors)
    end_days = ending.days
    near = anchors
    if end_days is not None and end_days.start is not None and end_days.end is not None:
        near = replace(
            anchors, told_day=end_days.start, told_year=end_days.start.year if anchors.told_year else anchors.told_year
        )
        if isinstance(first.base, CalendarDate) and first.base.year is None:
            near = replace(near, published=(end_days.end, end_days.end), tense="past", told_year=None)
    beginning = _moment(first, words, near)
    start, end = beginning.when.start, ending.when.end
    value = f"{beginning.timex.value}/{ending.timex.value}"
    opening, closing = beginning.timex, ending.timex
    if start is None or end is None or start[:10] > end[:10]:
        return Resolved(opening, _unknown(ending.when.basis, words, ending.when.precision), closing=closing)
    if ("T" in start) != ("T" in end):
        start, end = start[:10], end[:10]
    precision = ending.when.precision
    if "T" not in start:
        precision = span_precision(date.fromisoformat(start), date.fromisoformat(end))
    when = When(start, end, precision, ending.when.basis, words.exact, (words,))
    day = Days(date.fromisoformat(start[:10]), date.fromisoformat(end[:10]), precision, when.basis, value)
    return Resolved(opening, when, day, closing)


def _shared(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """A month or year that only one end tells holds for both ("from March to June 2015", "6 May to 8 May")."""
    a, b = first.base, last.base
    if isinstance(a, CalendarDate) and isinstance(b, CalendarDate) and a.day and a.month is None and b.month:
        first = replace(first, base=replace(a, month=b.month, year=b.year))  # "from the 3rd to the 5th of May"
    elif isinstance(a, CalendarDate) and isinstance(b, CalendarDate) and a.weekday is None and a.month is not None:
        if a.year is None and b.year is not None:
            first = replace(
                first, base=replace(a, year=b.year - (1 if b.month is not None and a.month > b.month else 0))
            )
        elif b.year is None and a.year is not None and b.month is not None:
            last = replace(last, base=replace(b, year=a.year + (1 if a.month > b.month else 0)))
    if first.base is not None and last.base is None:
        last = replace(last, base=first.base)
    if first.base is None and last.base is not None and last.day_level:
        first = replace(first, base=last.base)
    return first, last
