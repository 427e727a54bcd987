"""Which acts lie long back: by their date, by words that measure it, or by the court that has judged them.

More than a week before publication is background (design, section 1). A report without a publication date still tells
what is long back: "three years ago", a year beside its act where its news is told by weekdays, and whatever somebody is
sentenced for, since nobody is tried within a week.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gesta.claims.moments import measured_back, same_clause
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import TimeEntity
from gesta.model.reading import Mention
from gesta.model.spans import Span
from gesta.model.tellings import BACKGROUND_AFTER, Resolved, Telling
from gesta.model.values import When

_COARSE = frozenset({"month", "season", "year"})
_SINCE = re.compile(
    r"\b(?:(?:weeks|months|years?|decades?) (?:since|after)|anniversary of)\b[^.;,]{0,60}$", re.IGNORECASE
)
_JUDGED = frozenset({"sentence", "convict", "acquit"})
_TRIALS = frozenset({"trial", "sentencing", "conviction", "verdict", "retrial"})
_GUILT = frozenset({"guilty", "contest"})
_REACH = 6
"""Words of grammar between an act and the court's verb above it ("sentenced the man who killed four")."""
_SEQUENCE = frozenset({"later", "subsequently", "afterward", "afterwards", "eventually"})
_NEXT = frozenset({"next", "following"})


def long_ago(document: Document, analysis: Analysis, mention: Mention, time: When, resolved: Resolved) -> bool:
    """True for an act more than a week before publication, or, undated, before the latest day the text tells."""
    if _year_of_past(document, time, resolved):
        return True
    trigger = analysis.token_at(mention.trigger.start)
    if trigger is not None and not time.start and _measured(document, analysis, mention, trigger, resolved.times):
        return True
    if trigger is not None and not time.start and _judged(analysis, trigger):
        return True
    return before_news(document, time, resolved)


def before_news(document: Document, time: When, resolved: Resolved) -> bool:
    """True for a time that ended more than a week before publication, or before the latest day that the text tells."""
    end = time.end or time.start
    if not end:
        return False
    told = [each.when.end for each in resolved.times if each.when.end and each.when.precision in {"day", "part_of_day"}]
    latest = document.published.start or max(told, default=None)
    if latest is None:
        return False
    return date.fromisoformat(latest[:10]) - date.fromisoformat(end[:10]) > BACKGROUND_AFTER


def _year_of_past(document: Document, time: When, resolved: Resolved) -> bool:
    """True for a month or year told in full where an undated report tells its news by weekdays."""
    if document.published.start or time.precision not in _COARSE or not time.start or not time.end:
        return False
    leaning = any(_leans(each) for each in resolved.times)
    days = (each.when for each in resolved.times if each.when.precision in {"day", "part_of_day"})
    return leaning and not any(day.start and time.start <= day.start[:10] <= time.end for day in days)


def _leans(time: TimeEntity) -> bool:
    """True for a day that only publication would tell."""
    return (
        time.when.start is None
        and time.when.precision in {"day", "part_of_day"}
        and ("no publication date" in time.when.basis)
    )


def _measured(
    document: Document, analysis: Analysis, mention: Mention, trigger: int, times: Sequence[TimeEntity]
) -> bool:
    """True for an act that is told to lie weeks, months or years back ("killed three years ago", "a year after the
    bombing", "on the anniversary of")."""
    start = document.sentences[analysis.sentence_of[trigger]].start
    if _SINCE.search(document.text[start : mention.trigger.start]):
        return True
    ago = [time for time in times if measured_back(time)]
    tied = [argument.quote.span for argument in mention.of("time")]
    return any(
        any(Span(time.start, time.end).overlaps(span) for span in tied) or same_clause(analysis, time, trigger)
        for time in ago
    )


def _judged(analysis: Analysis, trigger: int) -> bool:
    """True for what a court has judged or tries: "sentenced for the killing of", "on trial over the bombing"."""
    if _court(analysis, trigger):
        return False
    above = list(analysis.ancestors(trigger))[:_REACH]
    return any(_court(analysis, token) for token in above)


def _court(analysis: Analysis, token: int) -> bool:
    lemma = analysis.lemmas[token].lower()
    below = {analysis.lemmas[child].lower() for child in analysis.children[token]}
    if analysis.tags[token].startswith("NN"):
        return lemma in _TRIALS
    if lemma in {"plead", "find"} and below & _GUILT:
        return "not" not in {analysis.lemmas[each].lower() for child in analysis.children[token]
                             for each in (child, *analysis.children[child])}  # fmt: skip
    return lemma in _JUDGED and analysis.tags[token].startswith("VB")


def after_the_old(analysis: Analysis, telling: Telling, told: Sequence[Telling]) -> bool:
    """True for an undated act told as what came of an old one beside it ("police later arrested several members")."""
    token = analysis.token_at(telling.mention.trigger.start)
    if token is None or telling.when.start or telling.when.evidence or not _in_sequence(analysis, token):
        return False
    before = [each for each in told if each.mention.trigger.start < telling.mention.trigger.start
              and telling.sentence - each.sentence <= 1]  # fmt: skip
    return bool(before) and before[-1].background and before[-1].old


def _in_sequence(analysis: Analysis, verb: int) -> bool:
    return bool(_SEQUENCE & set(_adverbs(analysis, verb)))


def _adverbs(analysis: Analysis, verb: int) -> Iterator[str]:
    for child in analysis.children[verb]:
        words = {analysis.words[each].lower() for each in analysis.children[child]}
        yield "later" if analysis.lemmas[child] == "day" and words & _NEXT else analysis.words[child].lower()
