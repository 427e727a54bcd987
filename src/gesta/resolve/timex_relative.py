"""Expressions that lean on another time ("yesterday", "last week", "two days earlier"), durations and repetitions."""

from __future__ import annotations

from decimal import Decimal

from gesta.resolve.numbers import number_at
from gesta.resolve.timex_atoms import holiday, weekday
from gesta.resolve.timex_dates import day_month, month_day
from gesta.resolve.timex_nodes import (
    Anchor,
    CalendarDate,
    Duration,
    Found,
    Holiday,
    Moment,
    Reference,
    Repeated,
    Season,
    Shift,
    Turn,
    Unit,
)
from gesta.resolve.timex_tokens import (
    DASHES,
    PARTS,
    PLURAL_UNITS,
    PLURAL_WEEKDAYS,
    SEASON_NAMES,
    UNITS,
    VAGUE,
    Words,
    capital,
    glued,
    low,
    span_is,
)
from gesta.resolve.timex_years import month_at

_DEICTIC: dict[str, Moment] = {
    "today": Moment(Shift("day", 0, "published")),
    "yesterday": Moment(Shift("day", -1, "published")),
    "tomorrow": Moment(Shift("day", 1, "published")),
    "tdy": Moment(Shift("day", 0, "published")),
    "tmr": Moment(Shift("day", 1, "published")),
    "tmrw": Moment(Shift("day", 1, "published")),
    "tomo": Moment(Shift("day", 1, "published")),
    "tonight": Moment(Shift("day", 0, "published"), "night"),
    "now": Moment(Reference("PRESENT_REF")),
    "currently": Moment(Reference("PRESENT_REF")),
    "recently": Moment(Reference("PAST_REF")),
}
_TURNS: dict[str, Turn] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "coming": "next",
    "previous": "previous",
    "preceding": "previous",
    "following": "following",
    "subsequent": "following",
    "same": "this",
    "that": "this",
}
_REPEATED: dict[str, Unit] = {
    "daily": "day",
    "nightly": "day",
    "everyday": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
}
_AFTER_ANCHOR = frozenset(
    {"ago", "earlier", "later", "before", "after", "prior", "previously", "afterward", "afterwards"}
)
_DURATION_PREPOSITIONS = frozenset(
    "for in within over during than about nearly almost after lasted lasting of around some least every another".split()
)
_AGE_WORDS = frozenset({"old", "olds"})
_STEP = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1}
_EVENT_WORDS = frozenset("the a an his her their its he she they it that this being".split())


def deictic(words: Words, at: int) -> Found | None:
    """ "today", "yesterday", "tonight", "the day before yesterday", "the week before last", "now", "recently"."""
    start = at + 1 if low(words, at) == "the" else at
    if span_is(words, start, "day", "before", "yesterday"):
        return Found(Moment(Shift("day", -2, "published")), start + 3)
    if span_is(words, start, "day", "after", "tomorrow"):
        return Found(Moment(Shift("day", 2, "published")), start + 3)
    if span_is(words, at, "right", "now"):
        return Found(_DEICTIC["now"], at + 2)
    if start > at and span_is(words, start + 1, "before", "last"):
        return _before_last(words, start)
    moment = _DEICTIC.get(low(words, at))
    return Found(moment, at + 1) if moment is not None else None


def _before_last(words: Words, at: int) -> Found | None:
    """ "the week before last", "the night before last", but not "the week before last Easter"."""
    part, unit = PARTS.get(low(words, at)), UNITS.get(low(words, at))
    if turned(words, at + 2) is not None:
        return None
    if part is not None:
        return Found(Moment(Shift("day", -2, "published"), part), at + 3)
    plain = unit in ("weekend", "week", "month", "year") and low(words, at) not in PLURAL_UNITS
    return Found(Moment(Shift(unit, -2, "published")), at + 3) if unit is not None and plain else None


def turned(words: Words, at: int) -> Found | None:
    """ "last Thursday", "this week", "the next day", "that night", "the same month", "the past three days"."""
    article = low(words, at) in ("the", "this", "that") and low(words, at + 1) in _TURNS
    at_turn = at + 1 if article else at
    turn = _TURNS.get(low(words, at_turn))
    if turn is None or (low(words, at_turn) in ("same", "coming", "previous", "following", "past") and not article):
        return None
    told = low(words, at_turn) in ("that", "same") or turn in ("previous", "following")
    following = turn == "next" and low(words, at) == "the"
    anchor: Anchor = "told" if told or following else "published"
    return (
        _turned_name(words, at_turn + 1, "following" if following else turn, anchor)
        or _turned_unit(words, at_turn + 1, turn, anchor)
        or _window(words, at_turn + 1, turn)
    )


def _turned_name(words: Words, at: int, turn: Turn, anchor: Anchor) -> Found | None:
    """A weekday, month, season or feast after "last" and its like."""
    if (day := weekday(words, at)) is not None:
        return Found(Moment(day.moment.base, turn="that" if low(words, at - 1) in ("that", "same") else turn), day.end)
    dated = month_day(words, at) or day_month(words, at)
    if dated is not None and turn == "last" and anchor == "published":
        return dated  # "on last July 21"
    month = month_at(words, at)
    if month is not None and (capital(words, at) or len(low(words, at)) > 5):
        return Found(Moment(CalendarDate(month=month[0]), turn=turn), month[1])
    name = SEASON_NAMES.get(low(words, at))
    if name is not None and anchor == "published":
        return Found(Moment(Season(name), turn=turn), at + 1)
    feast = holiday(words, at)
    if feast is not None and isinstance(feast.moment.base, Holiday):
        return Found(Moment(feast.moment.base, turn=turn), feast.end)
    return None


def _turned_unit(words: Words, at: int, turn: Turn, anchor: Anchor) -> Found | None:
    """A unit or a part of day after "last", "this", "the next"."""
    word = low(words, at)
    part = PARTS.get(word)
    step = _STEP[turn]
    if part is not None and not (turn == "next" and anchor == "published"):
        return Found(Moment(Shift("day", step, anchor), part), at + 1)
    unit = UNITS.get(word)
    if unit is None or word in PLURAL_UNITS or unit in ("second", "minute", "hour"):
        return None
    if low(words, at + 1) in DASHES or (unit == "day" and turn == "last" and anchor == "published"):
        return None
    if low(words, at - 1) == "past":
        return Found(Moment(Duration(1, unit, -1)), at + 1)
    return Found(Moment(Shift(unit, step, anchor)), at + 1)


def _window(words: Words, at: int, turn: Turn) -> Found | None:
    """ "the past three days", "the next few weeks", "recent months"."""
    number, after = _amount(words, at)
    if after is None or low(words, after) not in PLURAL_UNITS or turn == "this":
        return None
    window = -1 if turn in ("last", "previous") else 1
    return Found(Moment(Duration(number, UNITS[low(words, after)], window)), after + 1)


def _amount(words: Words, at: int) -> tuple[float | None, int | None]:
    """A number (None when vague) and the index after it; index None when there is no amount."""
    lows = [token.low for token in words[at : at + 8]]
    if lows[0:1] and lows[0].isdecimal() and lows[1:2] == ["."] and glued(words, at + 1) and glued(words, at + 2):
        return (float(f"{lows[0]}.{lows[2]}"), at + 3) if lows[2].isdecimal() else (None, None)
    if (found := number_at(lows, 0)) is not None:
        return float(found[0]), at + found[1]
    if low(words, at) in ("a", "an"):
        if low(words, at + 1) in ("few", "couple", "number"):
            number = 2.0 if low(words, at + 1) == "couple" else None
            return number, at + 3 if low(words, at + 2) == "of" else at + 2
        return 1.0, at + 1
    if low(words, at) == "half" and low(words, at + 1) in ("a", "an"):
        return 0.5, at + 2
    if low(words, at) in VAGUE:
        return None, at + 2 if low(words, at + 1) == "of" else at + 1
    return None, None


def counted(words: Words, at: int) -> Found | None:
    """ "two days ago", "a week later", "hours earlier", "for three days", "a 24-hour strike"; ages are none."""
    number, after = _amount(words, at)
    if after is None:
        after = at
    after += low(words, after) == "more" and after > at  # "two more weeks"
    after += low(words, after) in DASHES and glued(words, after) and glued(words, after + 1)
    unit = UNITS.get(low(words, after))
    if unit is None or (low(words, after) in ("second", "quarter", "min", "sec") and number == 1.0):
        return None
    end = after + 1
    if at == after and low(words, after) not in PLURAL_UNITS:
        return None
    if number == 1.0 and low(words, end) == "and" and span_is(words, end + 1, "a", "half"):
        number, end = 1.5, end + 3
    if _is_age(words, at, end):
        return None
    shifted = _shift(words, end, number, unit)
    if shifted is not None:
        return shifted
    return _duration(words, at, after, end, number)


def _is_age(words: Words, at: int, end: int) -> bool:
    dashed = end + 1 if low(words, end) in DASHES else end
    return low(words, dashed) in _AGE_WORDS or span_is(words, end, "of", "age") or low(words, at - 1) in ("aged", "age")


def _shift(words: Words, at: int, number: float | None, unit: Unit) -> Found | None:
    """The amount counted from an anchor by "ago", "earlier", "later", "before", "after", "from now"."""
    word = low(words, at)
    if span_is(words, at, "from", "now"):
        return Found(Moment(_measure(unit, number, 1, "published")), at + 2)
    if word not in _AFTER_ANCHOR:
        return None
    if word == "ago":
        return Found(Moment(_measure(unit, number, -1, "published")), at + 1)
    sign = 1 if word in ("later", "after", "afterward", "afterwards") else -1
    following = low(words, at + 1)
    if word in ("earlier", "later") and following == "than":
        return None
    if word in ("before", "after", "prior") and following[:1].isalnum() and not _closes(following):
        return None  # "two days after the attack": a length, and the event that it is counted from
    return Found(Moment(_measure(unit, number, sign, "told")), at + 1)


def _closes(word: str) -> bool:
    return word in ("and", "but", "when", "in", "at", "on", "was", "were", "said") or word.endswith("ed")


def _measure(unit: Unit, number: float | None, sign: int, anchor: Anchor) -> Shift:
    whole = None if number is None or number != int(number) or number > 10_000 else sign * int(number)
    return Shift(unit, whole, anchor, measured=True, sign=sign)


def _duration(words: Words, at: int, after: int, end: int, number: float | None) -> Found | None:
    unit = UNITS[low(words, after)]
    if unit == "weekend":
        return None
    if low(words, end) in DASHES and low(words, end + 1) == "long":
        end += 2
    elif low(words, end) == "long":
        end += 1
    before = low(words, at - 1)
    article = low(words, at) in ("a", "an") and after == at + 1
    bare = at == after or (number is None and before not in _DURATION_PREPOSITIONS)
    counted = low(words, end) in ("before", "after", "prior", "of")
    if article and before not in _DURATION_PREPOSITIONS and not counted:
        per = before in ("once", "twice", "times")
        return Found(Moment(Repeated(1, unit)), end) if per else None
    if (
        bare
        and not counted
        and before not in ("for", "in", "recent", "within", "over")
        and low(words, end - 1) != "long"
    ):
        return None
    window = -1 if before == "recent" else 0
    return Found(Moment(Duration(number, unit, window)), end)


def long_unit(words: Words, at: int) -> Found | None:
    """ "month-long", "years-long", "weeklong"."""
    unit = UNITS.get(low(words, at))
    if unit is not None and low(words, at + 1) in DASHES and low(words, at + 2) == "long":
        return Found(Moment(Duration(None if low(words, at) in PLURAL_UNITS else 1, unit)), at + 3)
    word = low(words, at)
    if word.endswith("long") and UNITS.get(word[:-4]) in ("day", "week", "month", "year", "hour", "decade"):
        return Found(Moment(Duration(1, UNITS[word[:-4]])), at + 1)
    return None


def day_before(words: Words, at: int) -> Found | None:
    """ "the day before", "the night before", "the week after"; before a noun they lean on that noun's event."""
    if low(words, at) != "the" or low(words, at + 2) not in ("before", "after", "earlier"):
        return None
    part = PARTS.get(low(words, at + 1))
    unit = "day" if part is not None else UNITS.get(low(words, at + 1))
    if unit not in ("day", "week", "month", "year"):
        return None
    following = low(words, at + 3)
    event = following in _EVENT_WORDS or (following[:1].isalnum() and not _closes(following))
    step = 1 if low(words, at + 2) == "after" else -1
    return None if event else Found(Moment(Shift(unit, step, "told", measured=unit == "day"), part=part), at + 3)


def repeated(words: Words, at: int) -> Found | None:
    """ "every day", "each Friday", "Fridays", "weekly", "every two years", "per day"."""
    word = low(words, at)
    if word in _REPEATED:
        return None if capital(words, at) and at else Found(Moment(Repeated(1, _REPEATED[word])), at + 1)
    if word in PLURAL_WEEKDAYS:
        return Found(Moment(Repeated(1, "week", PLURAL_WEEKDAYS[word])), at + 1)
    if word not in ("every", "each", "per"):
        return None
    if (day := weekday(words, at + 1)) is not None and isinstance(day.moment.base, CalendarDate):
        return Found(Moment(Repeated(1, "week", day.moment.base.weekday)), day.end)
    found = number_at([token.low for token in words[at + 1 : at + 4]], 0) or (Decimal(1), 0)
    after = at + 1 + found[1]
    after += low(words, after) in ("other", "single")
    if low(words, after) in PARTS:
        return Found(Moment(Repeated(1, "day"), PARTS[low(words, after)]), after + 1)
    unit = UNITS.get(low(words, after))
    number = 2 if low(words, after - 1) == "other" else int(found[0])
    return Found(Moment(Repeated(number, unit)), after + 1) if unit is not None else None


def weekend(words: Words, at: int) -> Found | None:
    """ "the weekend", "over the weekend"."""
    if low(words, at) == "the" and low(words, at + 1) == "weekend" and low(words, at + 2) not in ("before", "after"):
        return Found(Moment(Shift("weekend", 0, "published")), at + 2)
    return None
