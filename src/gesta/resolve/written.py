"""The day that a text itself gives for its writing, where the date given with it is that of a later copy.

Archives and crawlers file a page under the day on which they saw it, months after it was written. Its line ("Posted:
Sunday, March 10, 2013", "(Published Sept. 2, 2016)") or dateline with the year tells what "on Sunday" leans on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from gesta.model.documents import Document
from gesta.resolve.timex_grammar import expressions
from gesta.resolve.timex_nodes import CalendarDate

_LATER = timedelta(days=7)
"""A date given up to a week later is that of an update or of the next issue."""
_POSTED = re.compile(r"\bPosted(?: on)?:? ")
_PUBLISHED = re.compile(r"\((?:First )?[Pp]ublished:? ")
_UPDATED = re.compile(r"\b(?:Updated|Created|Published|Modified)(?: on)?:? ")
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40} \((?=[A-Z][a-z]+\.? \d{1,2}, \d{4}\))", re.MULTILINE)
_FIRST_YEAR = 1900
_LOOKED_AT = 6_000
_REACH = 45
"""Characters that a weekday, a date and its year take."""


def written_on(document: Document, published: date) -> date | None:
    """The last day that lines of posting tell, else those of publishing, else datelines, else lines of change; None
    where none is told more than a week before the date of publication."""
    marks = (_POSTED, _PUBLISHED)
    for told in (*(_behind(document, mark) for mark in marks), _of_datelines(document), _behind(document, _UPDATED)):
        days = list(told)
        if days:
            return max(days) if max(days) < published - _LATER else None
    return None


def _behind(document: Document, mark: re.Pattern[str]) -> Iterator[date]:
    for found in mark.finditer(document.text, 0, _LOOKED_AT):
        yield from _day(document.text, found.end(), found.end() + _REACH)


def _of_datelines(document: Document) -> Iterator[date]:
    yield from _behind(document, _DATELINE)
    for block in document.blocks:
        if block.kind == "dateline":
            yield from _day(document.text, block.start, block.end)


def _day(text: str, start: int, end: int) -> Iterator[date]:
    """The first day told with its year."""
    for each in expressions(text, start, min(end, len(text))):
        base = each.moment.base
        told = isinstance(base, CalendarDate) and base.other is None and (base.year or 0) >= _FIRST_YEAR
        if isinstance(base, CalendarDate) and told and base.year and base.month and base.day:
            try:
                yield date(base.year, base.month, base.day)
            except ValueError:
                continue
            return
