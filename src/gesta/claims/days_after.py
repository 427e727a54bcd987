"""The day of an act that is told by how long before another day it lay ("on Thursday, two days after the raid")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import TimeEntity
from gesta.model.spans import Quote, Span
from gesta.model.values import When

_MOST = 14
"""Days; weeks are round numbers."""
_REACH = 6
"""Words at most from the day to "after"."""
_UNITS = {"day": 1, "days": 1, "morning": 1, "night": 1}
_ONE = frozenset({"the", "a", "one"})
_NUMBERS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
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
    unit = _UNITS.get(words[after - 1], 0)
    comma = words.index(",") if "," in words[:after] else len(words)
    told = [word for word in words[min(behind, comma) : after - 1] if word not in _FILLERS]
    number = 1 if len(told) == 1 and told[0] in _ONE else _number(told)
    days = number * unit
    return (tokens.start + after, days) if after and days <= _MOST else (0, 0)


def _number(words: Sequence[str]) -> int:
    if len(words) != 1:
        return 0
    return int(words[0]) if words[0].isdecimal() else _NUMBERS.index(words[0]) + 2 if words[0] in _NUMBERS else 0


def _back(document: Document, time: TimeEntity, days: int, end: int) -> When:
    day = (date.fromisoformat((time.when.start or "")[:10]) - timedelta(days=days)).isoformat()
    words = Quote(time.start, end, document.text[time.start : end])
    basis = f"{days} day{'s' if days > 1 else ''} before the day told; {time.when.basis}"
    return When(day, day, "day", basis, words.exact, (words,))
