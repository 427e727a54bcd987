"""Small time expressions made one ("Monday, 3 May 2021, at about 6 p.m."), ranges, and where an expression begins."""

from __future__ import annotations

from dataclasses import replace

from gesta.resolve.timex_borders import start_of
from gesta.resolve.timex_nodes import Base, CalendarDate, Cue, Expression, Found, Moment, Season, Shift
from gesta.resolve.timex_tokens import DASHES, Words, low

Piece = tuple[int, Found]
"""A found expression and the index of its first token."""
_LINKS_DATE = frozenset({"", ",", "on", "of", "the", "on the", "of the", "the night of", "from"})
_LISTS = frozenset({"and", "or", ",", ", and", "and the"})
_LINKS_CLOCK = frozenset(
    {"", ",", "at", "at about", "at around", "around", "about", "at approximately", "before", "after", "by", "("}
    | {"shortly before", "shortly after", "just before", "just after"}
)
_LINKS_PART = frozenset({"", ",", "in", "during", "at", "at about", "around", "in the", "on", "of"})


def joined(words: Words, atoms: list[Piece]) -> tuple[Expression, ...]:
    """The expressions that the pieces make: neighbours that tell one time as one, each end of a range for itself."""
    return _ranges(words, _listed(words, [piece for piece in _merged(words, atoms) if not piece[1].weak]))


def _listed(words: Words, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with the year of the last also in those listed before it ("in August and September 1914")."""
    for at in range(len(pieces) - 1, 0, -1):
        start, found = pieces[at - 1]
        link = _link(words, found.end, pieces[at][0])
        base = _in_year_of(found.moment.base, pieces[at][1].moment.base) if link in _LISTS and not found.last else None
        if base is not None:
            pieces[at - 1] = start, replace(found, moment=replace(found.moment, base=base))
    return pieces


def _in_year_of(first: Base | None, last: Base | None) -> Base | None:
    """The first date in the last one's year, where only the last tells one."""
    if isinstance(first, Season) and isinstance(last, Season) and last.year is not None:
        return replace(first, year=last.year) if first.year is None and first.of_year is None else None
    if not (isinstance(first, CalendarDate) and isinstance(last, CalendarDate)) or last.year is None or first.year:
        return None
    if first.month is None or last.month is None or first.of_year or first.month > last.month:
        return None
    return replace(first, year=last.year)


def _merged(words: Words, atoms: list[Piece]) -> list[Piece]:
    """Neighbouring pieces that tell one time made one."""
    joined: list[Piece] = []
    for piece in atoms:
        while joined:
            link = _link(words, joined[-1][1].end, piece[0])
            ranged = joined[-1][1].last or piece[1].last
            moment = None if link is None or ranged else _join(joined[-1][1].moment, link, piece[1].moment)
            if moment is None:
                break
            weak = joined[-1][1].weak and piece[1].weak and moment.clock is None
            piece = (joined.pop()[0], Found(moment, piece[1].end, weak))
        joined.append(piece)
    return joined


def _link(words: Words, end: int, start: int) -> str | None:
    """The words between two pieces, None when more than three."""
    return None if start - end > 3 else " ".join(token.low for token in words[end:start])


def _join(first: Moment, link: str, second: Moment) -> Moment | None:
    """One moment out of two when each tells what the other leaves open."""
    dates = _join_dates(first, link, second)
    if dates is not None:
        return dates
    narrowing = second if first.base is not None else first
    day = first if first.base is not None else second
    if narrowing.base is not None and not (first.base is None or second.base is None):
        return None
    if day.base is None:
        if first.clock and second.part and not second.clock and link in _LINKS_PART | {"in the"}:
            return replace(first, part=second.part)
        return replace(second, part=first.part) if first.part and second.clock and link in _LINKS_CLOCK else None
    if not day.day_level or (day.clock and narrowing.clock):
        return None
    if link not in (_LINKS_DATE if day is second else _LINKS_CLOCK if narrowing.clock else _LINKS_PART):
        return None
    if day.part and narrowing.part and day.part != narrowing.part:
        return None
    return replace(day, part=day.part or narrowing.part, clock=day.clock or narrowing.clock)


def _join_dates(first: Moment, link: str, second: Moment) -> Moment | None:
    """ "Thursday, September 29", "9 May (Monday)", "Thursday last week", "a week ago Thursday", "September 29 of last
    year"."""
    a, b = first.base, second.base
    if isinstance(a, Shift) and a.measured and a.unit in ("week", "month", "year"):
        return _counted_from(second, a, link)
    if isinstance(b, Shift) and b.unit == "year" and not b.measured and isinstance(a, (CalendarDate, Season)):
        return _of_year(first, a, link, b)
    if not isinstance(a, CalendarDate):
        return None
    if isinstance(b, Shift) and b.unit == "week" and a.weekday is not None and a.day is None:
        return replace(second, base=replace(b, weekday=a.weekday)) if link in ("", "of", "in") else None
    if not isinstance(b, CalendarDate) or link not in ("", ",", "(", "the", ", the"):
        return None
    if first.clock and second.clock:
        return None
    named, dated = (a, b) if a.weekday is not None else (b, a)
    if named.day is not None or named.month is not None or named.year is not None or named.weekday is None:
        return None
    if dated.weekday is not None or dated.day is None:
        return None
    base = replace(dated, weekday=named.weekday)
    return Moment(base, first.part or second.part, first.clock or second.clock, first.phase or second.phase)


def _counted_from(second: Moment, ago: Shift, link: str) -> Moment | None:
    """ "a week ago today", "two weeks ago on Monday": the one day that is so far back."""
    day = second.base
    if ago.anchor != "published" or ago.by is None or ago.sign > 0 or second.turn is not None:
        return None
    if isinstance(day, CalendarDate) and day.weekday is not None and day.day is None and link in ("", "on"):
        return replace(second, base=replace(ago, weekday=day.weekday))
    told = isinstance(day, Shift) and day.unit == "day" and day.anchor == "published" and not day.measured
    if isinstance(day, Shift) and told and day.by in (0, -1) and not link:
        return replace(second, base=replace(ago, day=day.by))
    return None


def _of_year(first: Moment, a: CalendarDate | Season, link: str, year: Shift) -> Moment | None:
    """ "March last year", "July 25 of that year", "the spring of next year"."""
    if link not in ("", "of", "of the", ",") or a.year is not None:
        return None
    if isinstance(a, CalendarDate) and (a.month is None or a.weekday is not None):
        return None
    return replace(first, base=replace(a, of_year=year), turn=None)


def _ranges(words: Words, pieces: list[Piece]) -> tuple[Expression, ...]:
    """Expressions of the pieces; of "from A to B", "between A and B", "A - B" both ends."""
    found: list[Expression] = []
    at = 0
    while at < len(pieces):
        start, first = pieces[at]
        if first.last is not None and first.parts is not None:
            found += _both(words, (start, *first.parts, first.end), first.moment, first.last)
        elif at + 1 < len(pieces) and _is_range(words, pieces[at], pieces[at + 1]):
            at += 1
            second, last = pieces[at]
            found += _both(words, (start, first.end, second, last.end), first.moment, last.moment)
        else:
            begin = start_of(words, start, first.moment)
            span = words[begin].start, words[first.end - 1].end
            found.append(Expression(*span, first.moment, cue=_cue(words, begin, first.end)))
        at += 1
    return tuple(found)


def _both(words: Words, tokens: tuple[int, int, int, int], first: Moment, last: Moment) -> list[Expression]:
    """The ends of a range: its first and last token, and between them the first end's end and the last one's start."""
    start, middle, second, end = tokens
    whole = words[start].start, words[end - 1].end
    return [
        Expression(whole[0], words[middle - 1].end, first, last, whole=whole),
        Expression(words[second].start, whole[1], first, last, whole=whole, closes=True),
    ]


def _is_range(words: Words, first: Piece, last: Piece) -> bool:
    link = _link(words, first[1].end, last[0])
    opening = low(words, first[0] - 1)
    dated = all(
        piece[1].moment.base is not None and isinstance(piece[1].moment.base, (CalendarDate, Shift))
        for piece in (first, last)
    )
    clocks = first[1].moment.clock is not None and last[1].moment.clock is not None
    if not (dated or clocks):
        return False
    if opening == "from" or link in DASHES:
        return link in ("to", "until", "till", "through", "up to", "to the", "until the") or link in DASHES
    return (opening == "between" and link == "and") or link == "through"


def _cue(words: Words, start: int, end: int) -> Cue | None:
    """ "since" and "until" before the expression, but not before "Thursday's attack"."""
    possessive = low(words, end) == "'" and low(words, end + 1) == "s"
    before = low(words, start - 1)
    if possessive or before not in ("since", "until", "till"):
        return None
    return "since" if before == "since" else "until"
