"""The publication date within a text's first line: "This story is from May 3, 2002", "Ferry sinks May 3, 2002 A ...".

Archives print such a notice above a report, and texts taken from pages often run headline, date and report together.
"""

from __future__ import annotations

import re

from gesta.model.spans import Span
from gesta.text.dates import DateFound, find_date

_NOTICE = re.compile(
    r"[\"“]?\s?(?:This|The following) (?:story|article|report|item) (?:is from|is dated|dates from|"
    r"(?:was |has been )?(?:first |originally |last )?(?:published|posted|appeared|updated)(?: on)?):?\s+",
    re.IGNORECASE,
)
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)"
_LONGEST = 40
"""Characters of a date."""
_RUN_ON = re.compile(
    rf"(?P<headline>[A-Z0-9“\"'‘][^.!?\n]{{15,160}}?[\w’'\"”%)]) (?P<date>{_DATE}) (?=\d*[A-Z][\w'’.-]* [\w'’]+)"
)
"""A headline without a stop, a whole date, and the capital that the report begins with."""
_BEFORE = frozenset(
    "on in of since until till by from to before after between and for at the about around dated early late mid".split()
)
"""What stands before a date that belongs to its sentence."""


def notice_of(text: str, paragraph: Span) -> tuple[int, DateFound] | None:
    """Where the notice that a paragraph opens with ends, and its date."""
    notice = _NOTICE.match(text, paragraph.start, paragraph.end)
    if notice is None:
        return None
    date = find_date(text, notice.end(), min(paragraph.end, notice.end() + _LONGEST))
    if date is None or date.start != notice.end() or date.first is None:
        return None
    end = date.end
    while end < paragraph.end and (text[end].isspace() or text[end] in ".:|–—-"):
        end += 1
    return end, date


def run_on_date(text: str, paragraph: Span) -> DateFound | None:
    """The date between a headline and the report that run on in one line."""
    match = _RUN_ON.match(text, paragraph.start, paragraph.end)
    if match is None or match["headline"].split()[-1].lower().rstrip(",") in _BEFORE or match["headline"].endswith(","):
        return None
    return find_date(text, match.start("date"), match.end("date"))
