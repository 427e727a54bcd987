"""What the library dateparser finds in the same texts, as a baseline: ``found``.

``dateparser.search.search_dates`` gives words and a date and time; how much of it the words tell (a year, a month, a
day) is asked of the parser again, so that its value is as coarse as the words. Its words take in prepositions and
articles at both ends, which TIMEX3 leaves out: they are cut off, so that it is not marked down for a convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from gesta.evaluate.times import GoldText, ValuedSpan
from gesta.model.spans import Span

_EDGE = r"(?:on|in|by|of|and|at|from|to|since|until|till|after|before|during|between|the|a|with|for|as)"
_LEADING = re.compile(rf"^(?:{_EDGE}\b[\s,]*)+(?=\S)", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:[\s,]+{_EDGE})+$|[\s,]+$", re.IGNORECASE)
_FORMATS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M"}


def found(text: GoldText) -> tuple[ValuedSpan, ...]:
    """The expressions that dateparser finds in the text, line by line, with TIMEX3 values."""
    return tuple(_spans(text))


def _spans(text: GoldText) -> Iterator[ValuedSpan]:
    offset = 0
    for line in text.text.split("\n"):
        position = 0
        for words, moment in search_dates(line, languages=["en"], settings=_settings(text.published)) or ():
            start = line.find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            first, last = _cut(words)
            if first < last:
                span = Span(offset + start + first, offset + start + last)
                yield ValuedSpan(span, _value(words[first:last], moment, text.published))
        offset += len(line) + 1


def _settings(published: str | None) -> dict[str, object]:
    known: dict[str, object] = {"RETURN_TIME_AS_PERIOD": True}
    if published:
        known["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
    return known


def _cut(words: str) -> tuple[int, int]:
    """Where the words begin and end without prepositions and articles."""
    end = len(_TRAILING.sub("", words))
    leading = _LEADING.match(words[:end])
    return (leading.end() if leading else 0), end


def _value(words: str, moment: datetime, published: str | None) -> str:
    return moment.strftime(_FORMATS.get(_period(words, published), _FORMATS["day"]))


@cache
def _parser(published: str | None) -> DateDataParser:
    return DateDataParser(languages=["en"], settings=_settings(published))


def _period(words: str, published: str | None) -> str:
    return str(_parser(published).get_date_data(words).period)
