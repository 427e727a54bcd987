"""When a mention happened: the time that the grammar ties to it, else one of its sentence, with the basis named.

A reporting verb's own time ("said on Thursday"), that of a later step ("was charged on Wednesday in the killing"),
the dateline and the publication date are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from gesta.claims.days_after import day_before
from gesta.claims.time_owner import (
    FINENESS,
    ends_or_begins,
    names_another,
    of_another,
    stands_with,
    told_by,
    verb_above,
    verb_of,
)
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import TimeEntity
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.tellings import BACKGROUND_AFTER, IN_SENTENCE, ON_DAY_BEFORE, SINCE, UP_TO_PUBLICATION, Resolved
from gesta.model.values import When, share_a_day

_NAMES = frozenset({"Organization", "Person", "Facility", "Location"})


def when(document: Document, analysis: Analysis, mention: Mention, resolved: Resolved) -> When:
    """The time of the mention; unknown with its reason where nothing ties a time to it."""
    trigger = analysis.token_at(mention.trigger.start)
    arguments = [argument.quote for argument in mention.of("time")]
    sentence = next((each for each in document.sentences if each.start <= mention.trigger.start < each.end), None)
    near = [
        time
        for time in resolved.times
        if (sentence and sentence.start <= time.start < sentence.end) or any(_overlap(each, time) for each in arguments)
    ]
    if (measured := day_before(document, analysis, near, trigger)) is not None:
        return measured
    dating = dated(document, analysis, near)
    behind = [time for time in dating if _behind_noun(analysis, time, trigger, dating)]
    times = [time for time in dating if time in behind or not of_another(analysis, time, trigger)]
    times = [
        time
        for time in times
        if not (_behind_another(analysis, time, trigger, dating) or names_another(analysis, time, trigger))
    ]
    named = [time for time in times if _before_noun(analysis, time, trigger)]
    tied = [time for time in named if FINENESS[time.when.precision] <= FINENESS["day"]]
    tied = tied or [*behind] or [time for words in arguments for time in times if _overlap(words, time)]
    tied += [time for time in named if time not in tied]
    back = [time for time in times if measured_back(time) and same_clause(analysis, time, trigger)]
    if back:
        tied = [time for time in tied if same_clause(analysis, time, trigger)] or back
    tied = tied or [time for time in near if _lately(time) and same_clause(analysis, time, trigger)]
    if tied:
        return _finest(_of_nearest(analysis, tied, trigger))
    if sentence is None:
        return When()
    here = [time for time in times if sentence.start <= time.start < sentence.end]
    here = [time for time in here if _may_date(document, analysis, time, trigger)]
    if mention.background:
        here = [time for time in here if not of_late(document, time.when)]
    else:
        here = [time for time in here if time.when.precision != "year" or _past_year(document, time.when)]
    chosen = _nearest(analysis, [time for time in here if _known(time)] or here, trigger)
    return When() if chosen is None else _with_basis(chosen.when, IN_SENTENCE)


def _may_date(document: Document, analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """False for a time since or until which something else went on, and for one of a note in brackets."""
    if told_by(analysis, time, trigger) or same_clause(analysis, time, trigger):
        return True
    if trigger is not None and stands_with(analysis, time, trigger):
        return True
    return SINCE not in time.when.basis and not ends_or_begins(analysis, time) and not _in_note(document, time)


def _in_note(document: Document, time: TimeEntity) -> bool:
    """True for the last word in brackets after others ("(Tern Press, 2021)")."""
    opened = document.text.rfind("(", max(0, time.start - _NOTE), time.start)
    inside = document.text[opened + 1 : time.start]
    return opened >= 0 and ")" not in inside and "," in inside and document.text[time.end : time.end + 1] in {")", ";"}


def _overlap(words: Quote, time: TimeEntity) -> bool:
    return words.start < time.end and time.start < words.end


def of_trigger(analysis: Analysis, mention: Mention, time: When, times: Sequence[TimeEntity]) -> bool:
    """True where the time stands with the act's own words: below its verb, or before its noun ("the May 3 attack")."""
    trigger = analysis.token_at(mention.trigger.start)
    return trigger is not None and any(
        each.when.evidence == time.evidence and stands_with(analysis, each, trigger) for each in times if time.start
    )


def _before_noun(analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """True for the time that stands before the act's noun ("the 2012 attack", "the Monday morning shootings")."""
    if trigger is None or ON_DAY_BEFORE in time.when.basis or not analysis.tags[trigger].startswith("NN"):
        return False
    tokens = analysis.tokens_in(Span(time.start, time.end))
    return bool(tokens) and tokens.stop <= trigger and trigger in (analysis.heads[token] for token in tokens)


_BEHIND = 8
"""Words within which a day stands behind the noun of its act ("the killing of a nurse on Saturday")."""


def _behind_noun(analysis: Analysis, time: TimeEntity, trigger: int | None, times: Sequence[TimeEntity]) -> bool:
    """True for a day behind the act's noun and what belongs to it, where another day stands before both ("held on
    Monday over the killing of a nurse on Saturday")."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if trigger is None or not tokens or not analysis.tags[trigger].startswith("NN"):
        return False
    noun = analysis.heads[trigger] if analysis.deps[trigger] == "compound" else trigger
    if not 0 < tokens.start - noun <= _BEHIND or not any(other.end <= analysis.starts[trigger] for other in times):
        return False
    between = range(noun + 1, tokens.start)
    return all(analysis.heads[each] in tokens or noun in analysis.ancestors(each) for each in between)


def _behind_another(analysis: Analysis, time: TimeEntity, trigger: int | None, times: Sequence[TimeEntity]) -> bool:
    """True for a day behind a noun that a verb's own day parts from it ("held on Monday over the killing on
    Saturday")."""
    if trigger is None or not analysis.tags[trigger].startswith("VB"):
        return False
    after = [other for other in times if analysis.starts[trigger] < other.start < other.end <= time.start]
    first = min((analysis.tokens_in(Span(other.start, other.end)).stop for other in after), default=None)
    last = analysis.tokens_in(Span(time.start, time.end)).start
    return first is not None and any(
        _behind_noun(analysis, time, noun, after) for noun in range(max(first, last - _BEHIND), last)
    )


def _of_nearest(analysis: Analysis, times: Sequence[TimeEntity], trigger: int | None) -> Sequence[TimeEntity]:
    """The times of the day told nearest to a verb in its sentence: one behind it may be that of a noun between both."""
    if trigger is None or not analysis.tags[trigger].startswith("VB"):
        return times
    first, end = analysis.sentences[analysis.sentence_of[trigger]]
    known = [
        (min(abs(token - trigger) for token in tokens), time)
        for time in times
        if time.when.start and (tokens := analysis.tokens_in(Span(time.start, time.end))) and first <= tokens[0] < end
    ]
    if not known:
        return times
    near = min(known, key=lambda each: each[0])[1]
    return [time for time in times if not time.when.start or share_a_day(time.when, near.when)]


def _past_year(document: Document, when: When) -> bool:
    """True for a year that ended before publication: "2016" beside an act of 2016 says little."""
    published = document.published.start
    return published is not None and when.end is not None and when.end[:10] < published[:10]


def of_late(document: Document, time: When) -> bool:
    """True for a day of its own in the week before publication: what happened then is news, however it is told in."""
    if IN_SENTENCE in time.basis or time.precision not in {"day", "part_of_day"}:
        return False
    last = document.published.end or document.published.start
    if last is None:
        return time.start is None and "weekday, no publication date" in time.basis
    if time.start is None:
        return False
    return timedelta() <= date.fromisoformat(last[:10]) - date.fromisoformat(time.start[:10]) <= BACKGROUND_AFTER


def dated(document: Document, analysis: Analysis, times: Sequence[TimeEntity]) -> list[TimeEntity]:
    """The times that may date something: no lengths, no repetitions, none of a name or of the page itself."""
    return [
        time
        for time in times
        if time.timex3.type in {"DATE", "TIME"}
        and (not (time.timex3.value or "").endswith("_REF") or measured_back(time))
        and not _in_name(analysis, Span(time.start, time.end))
        and not _of_page(document, time)
        and not _of_weekend(document, time)
        and not _beyond(document, analysis, time)
    ]


_LATELY = timedelta(days=15)
"""Two weeks, and the day of publication."""


def _lately(time: TimeEntity) -> bool:
    """True for a short while that ends with publication ("in the last 72 hours")."""
    when = time.when
    if time.timex3.type != "DURATION" or when.start is None or when.end is None or when.basis != UP_TO_PUBLICATION:
        return False
    return date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10]) <= _LATELY


_DAYS = r"(?:[89]|[1-9]\d+|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty) days"
_AGO = re.compile(
    rf"\b(?:weeks|months|years?|decades?|centur(?:y|ies)|{_DAYS}) (?:ago|earlier|before)$|^last year$", re.IGNORECASE
)


def measured_back(time: TimeEntity) -> bool:
    """True for what is told to lie more than a week back, though no date of the report says from when."""
    return _AGO.search(time.exact) is not None


_PAGE = frozenset({"updated", "posted", "published", "created", "copyright", "modified", "edited", "uploaded"})
_PAGE_REACH = 60
_NOTE = 200
"""Characters of a note in brackets."""
_BORN = re.compile(r"\b[A-Z][\w.'’-]{1,40} \($")
_BIRTH = re.compile(r"\b(?:born(?: in)?(?: on)?|DOB:?|D\.O\.B\.:?|date of birth:?) $", re.IGNORECASE)
_POST = re.compile(r"\(@\w+\) $")
"""What stands before the time stamp of a message that a report shows."""
_CREDIT = re.compile(
    r"\.? ?\((?:(?:[^()\n]{0,40}\b)?(?:photo|picture|image|courtesy|reuters|getty|ap|afp)\b|[^()\n]{3,60}\)(?:\n|$))",
    re.IGNORECASE,
)


def _of_page(document: Document, time: TimeEntity) -> bool:
    """True for the time in "Updated: 3 May 2021, 10:15 PM", of a photograph with its credit, or beside a name ("Ann
    Cole (09/01/94)"): it dates the page, the picture or somebody's birth."""
    line = document.text.rfind("\n", 0, time.start) + 1
    if _CREDIT.match(document.text, time.end):
        return True
    closed = time.exact[:1].isdigit() and document.text[time.end : time.end + 1] == ")"
    if closed and _BORN.search(document.text[line : time.start]):
        return True
    before = document.text[max(line, time.start - _PAGE_REACH) : time.start]
    if _BIRTH.search(before) or _POST.search(before):
        return True
    words = before.lower().replace(":", " ").split()
    return bool(_PAGE & set(words)) and not any(word in {"was", "were", "has", "had", "have"} for word in words)


def _of_weekend(document: Document, time: TimeEntity) -> bool:
    """True for the feast in "the Easter weekend": it is one of the days at most."""
    return time.when.precision == "day" and document.text[time.end : time.end + 8].lower() == " weekend"


_BEYOND = re.compile(r"\b(?:after|before) $", re.IGNORECASE)


def _beyond(document: Document, analysis: Analysis, time: TimeEntity) -> bool:
    """True for a day after or before which it happened ("just after Christmas"), not "after Sunday's raid"."""
    end = analysis.tokens_in(Span(time.start, time.end)).stop
    owns = end < len(analysis.tags) and analysis.tags[end][:2] in {"NN", "JJ", "PO", "VB"}
    before = document.text[max(0, time.start - 8) : time.start]
    return time.when.precision == "day" and not owns and _BEYOND.search(before) is not None


_NAMED_FOR = frozenset(
    "avenue street boulevard road square plaza bridge highway stadium barracks movement brigade battalion regiment "
    "column".split()
)
"""What is called after a day; a school or a party is told by the day of its event ("the May 3 school shooting")."""


def _in_name(analysis: Analysis, span: Span) -> bool:
    """True for a date that is part of a name ("the 19 April Movement", "9 October Avenue")."""
    if _names_next(analysis, span):
        return True
    labels = {
        analysis.entities[analysis.entity_of[each]].label
        for each in analysis.tokens_in(span)
        if analysis.entity_of[each] >= 0
    }
    return bool(labels) and labels <= _NAMES


def _names_next(analysis: Analysis, span: Span) -> bool:
    """True for a day of the year before a noun that is called after it and is no part of a longer one ("the June 17
    Bridge", but "the June 17 bridge collapse", "on June 17 street vendors")."""
    tokens = analysis.tokens_in(span)
    if not any(analysis.words[token].isdigit() for token in tokens) or tokens.stop + 1 >= len(analysis.words):
        return False
    noun = analysis.lemmas[tokens.stop].lower()
    return noun in _NAMED_FOR and not analysis.tags[tokens.stop + 1].startswith("NN")


def _known(time: TimeEntity) -> bool:
    return time.when.start is not None or time.when.end is not None


def _finest(times: Sequence[TimeEntity]) -> When:
    """The finest of the tied times; a clock time or part of day without a day takes the day told beside it."""
    known = [time.when for time in times if _known(time)]
    if not known:
        return times[0].when
    return min(known, key=_length)


def _length(when: When) -> tuple[int, int, str]:
    """How long the time is in days, how fine it is told, and when it begins."""
    if when.start is None or when.end is None:
        return timedelta.max.days, FINENESS[when.precision], when.start or ""
    days = date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10])
    return 0 if when.precision == "part_of_day" else days.days, FINENESS[when.precision], when.start


def _nearest(analysis: Analysis, times: Sequence[TimeEntity], trigger: int | None) -> TimeEntity | None:
    """Of one day's times the finest; of several days' those of the trigger's own clause, where that is one day."""
    for found in (times, [time for time in times if same_clause(analysis, time, trigger)]):
        if found and len({_day(time) for time in found}) == 1:
            return min(found, key=lambda time: (_length(time.when), time.start))
    return None


def _day(time: TimeEntity) -> tuple[str, str]:
    when = time.when
    if when.start is None:
        return time.timex3.value or time.exact.lower(), when.end or ""
    return when.start[:10], "" if when.precision == "part_of_day" else when.end or ""


def same_clause(analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """True for a time of the trigger's own verb, or of the verb above it."""
    if trigger is None:
        return False
    mine = trigger if analysis.tags[trigger].startswith("VB") else verb_above(analysis, trigger)
    return mine is not None and mine == verb_of(analysis, time)


def _with_basis(value: When, extra: str) -> When:
    return msgspec.structs.replace(value, basis=f"{value.basis}; {extra}")
