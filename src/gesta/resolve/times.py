"""Every time expression of a document, resolved: ``times``.

A weekday leans on the publication date and the tense of its verb; "the next day" and "that night" on the day told
before; a date without a year on publication, or in a text of past years on the year told before. Without what it
leans on an expression stays relative: bounds None, and the basis says what is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Published
from gesta.model.entities import TimeEntity
from gesta.model.spans import Quote, Span
from gesta.resolve.calendars import Interval
from gesta.resolve.tense import tense_at
from gesta.resolve.timex_days import Anchors
from gesta.resolve.timex_grammar import expressions
from gesta.resolve.timex_nodes import CalendarDate, Expression, Moment, Shift
from gesta.resolve.timex_resolve import Resolved, resolve

_NAMES = frozenset({"Organization", "Person", "Facility", "Product", "Weapon", "Location"})
_OUTSIDE_NARRATIVE = frozenset({"byline", "dateline"})
_HISTORY_YEARS = 3
"""A text with as many old years as this, and at least three to each relative expression, tells of past years."""
_OPENING = 12
"""An expression that begins within so many characters of its sentence opens it ("In 1942 ...", "Throughout 1942")."""
_SAYING = r"(?:said|says|told|announced|reported|confirmed|stated|recalled|added|wrote)"
_SAID = re.compile(
    r"\b(?:said|says|told (?:\w+ ){1,3}|announced|reported|confirmed|stated|recalled|added|wrote|"
    r"charged? (?:\w+ ){0,2}|denied bond|"
    r"arrested|arraigned|sentenced|convicted|indicted|testified|appeared|in court|into custody|(?:not )?guilty),?"
    r"\s+(?:on\s+|late\s+|early\s+)?$"
)
_SAYS = re.compile(
    rf"(?:,? however)?,? (?:[\w.'’-]+ ){{1,6}}?(?:{_SAYING}|identified|released|named|charged|sentenced)\b"
)
"""How it goes on after a day that opens a sentence on what somebody said or did next ("On Tuesday, however, police
said")."""
_MEETING = re.compile(
    r"(?:['’]s)?(?: (?:morning|afternoon|evening))? (?:(?:news|press) conference|briefing|hearing|interview|court|"
    r"vigil|funeral|arraignment|statement)\b"
)
"""What somebody speaks at, behind its day ("at a Tuesday briefing")."""
_SAID_REACH = 40
_OF_EVENT = re.compile(
    r"\s+(?:of\s+(?:the|his|her|their|its|an?|this|that)\s+[a-z]|"
    r"(?:that\s+|when\s+)?(?:he|she|they|it|we|the|his|her|their|an?|[A-Z][\w.-]+),?\s+)"
)
"""How it goes on after a part of day that is told by what happened then ("the night of the fire")."""
_DETERMINED = re.compile(r"(?:\b(?:the|an?|his|her|their|its|this|that)|['’]s)(?: [a-z]+)?\s+$")
_NOUN = re.compile(r"\s+[a-z]{3}")
_ONWARD = 2
"""So many years a narrative moves on by a year told in passing."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the narrative has told so far: a time, a day, and a year with the sentence it stands in; ``here`` a year
    that holds in that sentence only; ``night``: the day was told as a night."""

    time: Interval | None = None
    day: date | None = None
    year: int | None = None
    month: int | None = None
    sentence: int = -1
    here: int | None = None
    night: bool = False


def times(document: Document, analysis: Analysis) -> tuple[TimeEntity, ...]:
    """The time expressions of the document's sentences in text order, each with TIMEX3 value and interval."""
    found = tuple(
        tuple(e for e in expressions(document.text, s.start, s.end) if not _is_name(analysis, Span(e.start, e.end)))
        for s in document.sentences
    )
    found = _in_one_order(document.text, found)
    published = publication_days(document.published)
    history = _tells_history(found, published)
    told = _Told()
    entities: list[TimeEntity] = []
    for number, sentence in enumerate(found):
        if not sentence:
            continue
        outside = _outside_narrative(document, sentence[0].start)
        resolved, after = _sentence(document, analysis, sentence, number, published, history, told)
        entities.extend(resolved)
        told = told if outside else after
    return tuple(entities)


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


def _in_one_order(text: str, found: tuple[tuple[Expression, ...], ...]) -> tuple[tuple[Expression, ...], ...]:
    """The expressions with "03/09/2011" read in the order of the text's other dates where one can only be read so."""
    told = [(int(date[1]) > 12, int(date[2]) > 12) for date in _SLASHED.finditer(text)]
    orders = {second for first, second in told if first != second}
    if len(orders) != 1:
        return found
    month_first = orders.pop()
    return tuple(tuple(_ordered(each, month_first) for each in sentence) for sentence in found)


def _ordered(expression: Expression, month_first: bool) -> Expression:
    base = expression.moment.base
    if not isinstance(base, CalendarDate) or base.other is None:
        return expression
    month, day = base.other if month_first else (base.month, base.day)
    return replace(expression, moment=replace(expression.moment, base=replace(base, month=month, day=day, other=None)))


def publication_days(published: Published) -> Interval | None:
    """First and last day of publication; None when neither is known."""
    start, end = published.start or published.end, published.end or published.start
    if start is None or end is None:
        return None
    return date.fromisoformat(start[:10]), date.fromisoformat(end[:10])


def _outside_narrative(document: Document, position: int) -> bool:
    block = document.block_at(position)
    return block is not None and block.kind in _OUTSIDE_NARRATIVE


def _is_name(analysis: Analysis, span: Span) -> bool:
    """True when the words are part of a name that is not a date: "Daily Mail", "April Jones", "17 November"."""
    tokens = analysis.tokens_in(span)
    if not tokens or not any(analysis.words[token][:1].isupper() for token in tokens):
        return False
    first = analysis.entity_of[tokens[0]]
    if first < 0 or any(analysis.entity_of[token] != first for token in tokens):
        return False
    return analysis.entities[first].label in _NAMES


def _tells_history(found: tuple[tuple[Expression, ...], ...], published: Interval | None) -> bool:
    """True for a text of past years: many explicit old years, few expressions that lean on publication. A bare year
    counts once, however often it is told: one may only name a case."""
    old = leaning = 0
    bare: set[int] = set()
    last_year = published[0].year - 1 if published else date.max.year
    for expression in (e for sentence in found for e in sentence):
        base = expression.moment.base
        if isinstance(base, CalendarDate) and base.year is not None:
            past = 100 < base.year < last_year and base.year not in bare
            old += past
            if past and base.month is None:
                bare.add(base.year)
        elif isinstance(base, CalendarDate):
            leaning += base.weekday is not None and base.day is None
        elif isinstance(base, Shift):
            leaning += base.anchor == "published"
    return old >= (_HISTORY_YEARS if published else 1) and old >= 3 * leaning


def _sentence(
    document: Document,
    analysis: Analysis,
    sentence: tuple[Expression, ...],
    number: int,
    published: Interval | None,
    history: bool,
    told: _Told,
) -> tuple[list[TimeEntity], _Told]:
    """Entities of one sentence and what has been told after it; parts of a day wait for the sentence's own day."""
    done: dict[int, Resolved] = {}
    own: list[tuple[int, date, bool]] = []
    here: date | None = None
    for index, expression in enumerate(sentence):
        if expression.moment.base is None and (expression.last is None or expression.last.base is None):
            continue
        if expression.closes and index - 1 in done:
            done[index] = _closing(done[index - 1])
            continue
        words = _words(document, expression)
        tense = "past" if expression.cue == "since" else tense_at(analysis, words.span)
        year = _told_year(expression.moment, told, number, history)
        same = here if here is not None and _of_same_day(expression.moment) else None
        anchors = Anchors(published, (same, same) if same else told.time, same or told.day, year, tense)
        done[index] = resolve(expression, words, anchors)
        opens = expression.start - document.sentences[number].start < _OPENING
        spoken = _spoken(document, expression, opens)
        if not spoken and not _names_by_year(document, expression):
            told = _after(told, expression, done[index], number, published, opens)
        if (day := _single_day(done[index])) is not None:
            here = day
            if not spoken:
                own.append((index, day, _night(expression.moment)))
    for index, expression in enumerate(sentence):
        if index not in done and expression.closes:
            done[index] = _closing(done[index - 1])
        elif index not in done:
            words = _words(document, expression)
            beside = min(own, key=lambda each: (abs(each[0] - index), each[0]), default=(0, told.day, told.night))
            day = None if _of_event(document, expression) else _morning_after(expression, *beside[1:])
            anchors = Anchors(published, None, day, None, tense_at(analysis, words.span))
            done[index] = resolve(expression, words, anchors)
            if expression.moment.part == "overnight" and not own and (night := _single_day(done[index])) is not None:
                told = replace(told, day=night, night=True)
    return [_entity(document, e, done[i]) for i, e in enumerate(sentence)], told


def _spoken(document: Document, expression: Expression, opens: bool) -> bool:
    """True for the time of a report or a later step ("police said on Monday", "was charged Monday"): the narrative does
    not move there. ``opens``: it stands first in its sentence."""
    if _SAID.search(document.text[max(0, expression.start - _SAID_REACH) : expression.start]) is not None:
        return True
    if _MEETING.match(document.text, expression.end):
        return True
    return opens and _SAYS.match(document.text, expression.end) is not None


def _names_by_year(document: Document, expression: Expression) -> bool:
    """True for the year before a noun that it tells apart ("the 2013 case"): the narrative does not move there."""
    base = expression.moment.base
    bare = isinstance(base, CalendarDate) and base.year is not None and base.month is None
    named = _DETERMINED.search(document.text[max(0, expression.start - _SAID_REACH) : expression.start])
    return bare and named is not None and _NOUN.match(document.text, expression.end) is not None


def _of_event(document: Document, expression: Expression) -> bool:
    """True for a part of day told by its event: it is of that event's day, wherever the narrative stands."""
    words = document.text[expression.start : expression.end].lower()
    named = expression.moment.clock is None and words.startswith("the ")
    before = document.text[max(0, expression.start - 4) : expression.start].lower()
    return named and before.split()[-1:] != ["in"] and _OF_EVENT.match(document.text, expression.end) is not None


def _of_same_day(moment: Moment) -> bool:
    """True for "earlier in the day", "later that day": of the day told before it in its sentence, be it of speaking."""
    base = moment.base
    return isinstance(base, Shift) and (base.anchor, base.unit, base.by) == ("told", "day", 0) and moment.part is None


def _night(moment: Moment) -> bool:
    return moment.part in ("night", "overnight")


_MORNING = 10
"""A clock time before this hour that follows a night is of the day that the night ends in: at 7:10 a night is over."""


def _morning_after(expression: Expression, day: date | None, night: bool) -> date | None:
    """The day beside a clock time; for one of the morning told after a night, the day that the night ends in."""
    clock = expression.moment.clock
    small = clock is not None and clock.hour < _MORNING and expression.moment.part is None
    return day + timedelta(days=1) if day is not None and night and small and day < date.max else day


def _closing(range_: Resolved) -> Resolved:
    """The last end of a range that is resolved."""
    return replace(range_, timex=range_.closing or range_.timex)


def _words(document: Document, expression: Expression) -> Quote:
    """The expression's words; those of the whole range for an end of one."""
    start, end = expression.whole or (expression.start, expression.end)
    return Quote(start, end, document.text[start:end])


def _told_year(moment: Moment, told: _Told, number: int, history: bool) -> int | None:
    """The year told before, in a text of past years or earlier in the same sentence; after December comes the next."""
    if told.year is None or not (history or told.sentence == number):
        return None
    if told.here is not None and told.sentence == number:
        return told.here
    base = moment.base
    if isinstance(base, CalendarDate) and told.month is not None and base.month is not None:
        return told.year + 1 if told.month - base.month >= 6 else told.year
    return told.year


def _after(
    told: _Told, expression: Expression, found: Resolved, number: int, published: Interval | None, opens: bool
) -> _Told:
    """What has been told once this expression is read."""
    base = expression.moment.base
    if isinstance(base, CalendarDate) and (base.year or 0) < 0:
        return _Told(year=base.year, sentence=number)
    days = found.days
    if days is None or days.start is None or days.end is None:
        return told
    told = replace(told, time=(days.start, days.end), month=days.start.month if days.precision != "year" else None)
    if days.start == days.end:
        told = replace(told, day=days.start, night=_night(expression.moment))
    if isinstance(base, CalendarDate) and base.year is not None:
        return told if expression.cue else _with_year(told, base, days.start.year, number, opens)
    leaning = isinstance(base, Shift) and base.anchor == "published"
    current = published is not None and days.start.year == published[0].year
    return told if told.year is None or current or leaning else replace(told, year=days.start.year)


def _with_year(told: _Told, date_: CalendarDate, year: int, number: int, opens: bool) -> _Told:
    """A date with its year moves the narrative there; a bare year does when it opens its sentence or is the next one
    or two, else it holds only in that sentence ("the strongest since 1940")."""
    onward = told.year is not None and 0 <= year - told.year <= _ONWARD
    if date_.month is None and not opens and told.year is not None and not onward:
        return replace(told, here=year, sentence=number)
    return replace(told, year=year, here=None, sentence=number)


def _single_day(found: Resolved) -> date | None:
    days = found.days
    return days.start if days is not None and days.start == days.end else None


def _entity(document: Document, expression: Expression, found: Resolved) -> TimeEntity:
    words = document.text[expression.start : expression.end]
    return TimeEntity(expression.start, expression.end, words, found.timex, found.when)
