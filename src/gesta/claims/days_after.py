"""The day of an act that is told by how long before another day it lay ("on Thursday, two days after the raid")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import TimeEntity
from gesta.model.spans import Quote, Span
from gesta.model.values import When

_REACH = 6
"""Words at most from the day to "after"."""
_UNITS = frozenset({"day", "days", "morning", "night"})
"""What lies between the day told and the act; weeks are round numbers."""
_ONE = frozenset({"the", "a", "one"})
_NUMBERS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_MOST = 14
"""Days that are told to the day; longer spells are round numbers."""
_FILLERS = frozenset({",", "just", "only", "exactly", "barely"})


def day_before(document: Document, analysis: Analysis, times: Sequence[TimeEntity], trigger: int | None) -> When | None:
    """The act's day where it is measured from a day told right before it; else None."""
    for time in times:
        after, days = _phrase(analysis, time)
        if (
            trigger is not None
            and days
            and any(after in analysis.children[above] for above in (trigger, *analysis.ancestors(trigger)))
        ):
            return _back(document, time, days, analysis.ends[after])
    return None


def _phrase(analysis: Analysis, time: TimeEntity) -> tuple[int, int]:
    """The token of "after" and how many days it tells behind the time ("Thursday, two days after"); 0 where none."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if not tokens or time.when.start is None or time.when.precision not in {"day", "part_of_day"}:
        return 0, 0
    words = [word.lower() for word in analysis.words[tokens.start : tokens.stop + _REACH]]
    behind = len(tokens)
    after = words.index("after", behind) if "after" in words[behind:] else 0
    comma = words.index(",") if "," in words[:after] else len(words)
    told = [word for word in words[min(behind, comma) : after - 1] if word not in _FILLERS]
    counted = after > 0 and words[after - 1] in _UNITS
    return (tokens.start + after, _number(told)) if counted else (0, 0)


def _number(words: Sequence[str]) -> int:
    """One to fourteen, 0 for others."""
    word = words[0] if len(words) == 1 else ""
    if word.isdecimal():
        return int(word) if int(word) <= _MOST else 0
    return 1 if word in _ONE else _NUMBERS.index(word) + 2 if word in _NUMBERS else 0


def _back(document: Document, time: TimeEntity, days: int, end: int) -> When:
    day = (date.fromisoformat((time.when.start or "")[:10]) - timedelta(days=days)).isoformat()
    words = Quote(time.start, end, document.text[time.start : end])
    basis = f"{days} day{'s' if days > 1 else ''} before the day told; {time.when.basis}"
    return When(day, day, "day", basis, words.exact, (words,))
