"""Scores time expressions: spans and TIMEX3 values against gold, and resolved days against known dates of incidents.

Gold layouts are those of the development data: ``timex`` (WikiWars and tweets, one JSON object a line with ``text``,
``dct`` and ``timexes``) and ``gva`` (articles with the date of publication, incidents with theirs).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gesta.evaluate.corpora import Article, articles
from gesta.model.entities import TimeEntity
from gesta.model.spans import Span


@dataclass(frozen=True, slots=True)
class ValuedSpan:
    """A time expression, annotated or found, with its TIMEX3 value; None where there is none."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its time expressions; ``published`` an ISO date or None."""

    key: str
    text: str
    published: str | None
    times: tuple[ValuedSpan, ...]


@dataclass(frozen=True, slots=True)
class TimeScore:
    """Counts over texts: gold and predicted spans, equal and overlapping ones, equal values among the equal or
    overlapping spans."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    relaxed_gold: int = 0
    relaxed_predicted: int = 0
    values: int = 0
    valued: int = 0

    def __add__(self, other: TimeScore) -> TimeScore:
        return TimeScore(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.strict + other.strict,
            self.relaxed_gold + other.relaxed_gold,
            self.relaxed_predicted + other.relaxed_predicted,
            self.values + other.values,
            self.valued + other.valued,
        )

    @property
    def strict_f1(self) -> float:
        """F1 of spans with equal borders."""
        return _f1(self.strict, self.strict, self.gold, self.predicted)

    @property
    def relaxed_f1(self) -> float:
        """F1 of spans that share a character."""
        return _f1(self.relaxed_gold, self.relaxed_predicted, self.gold, self.predicted)

    @property
    def value_accuracy(self) -> float:
        """Share of the found gold expressions whose TIMEX3 value is right."""
        return self.values / self.valued if self.valued else 0.0

    @property
    def value_f1(self) -> float:
        """F1 of overlapping spans with the right value, over gold and predicted spans (as TempEval-3 counts)."""
        return _f1(self.values, self.values, self.gold, self.predicted)

    @property
    def recall(self) -> float:
        """Share of the gold expressions that a prediction overlaps."""
        return self.relaxed_gold / self.gold if self.gold else 0.0


def _f1(hit_gold: int, hit_predicted: int, gold: int, predicted: int) -> float:
    recall = hit_gold / gold if gold else 0.0
    precision = hit_predicted / predicted if predicted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def valued(entities: Iterable[TimeEntity]) -> tuple[ValuedSpan, ...]:
    """The entities as spans with values."""
    return tuple(ValuedSpan(Span(each.start, each.end), each.timex3.value) for each in entities)


def score_times(gold: Sequence[ValuedSpan], predicted: Sequence[ValuedSpan]) -> TimeScore:
    """The score of one text; an overlapping prediction is matched to the gold span it shares most with."""
    spans = [each.span for each in predicted]
    strict = relaxed = values = with_value = 0
    for known in gold:
        best = max(range(len(spans)), key=lambda i: _shared(spans[i], known.span), default=None)
        if best is None or not _shared(spans[best], known.span):
            continue
        relaxed += 1
        strict += spans[best] == known.span
        if known.value is not None:
            with_value += 1
            values += same_value(known.value, predicted[best].value)
    hit = sum(any(span.overlaps(known.span) for known in gold) for span in spans)
    return TimeScore(len(gold), len(spans), strict, relaxed, hit, values, with_value)


def _shared(first: Span, second: Span) -> int:
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def same_value(gold: str, predicted: str | None) -> bool:
    """True when the values name the same time; the tweets' forms ("2014-12-14-WXX-5", "2012-XX-XX") are read too."""
    return predicted is not None and _plain(gold) == _plain(predicted)


def _plain(value: str) -> str:
    for number in range(1, 8):
        value = value.replace(f"-WXX-{number}", "") if not value.startswith("XXXX") else value
    if value[:4].isdecimal() or value[:3].isdecimal():
        value = value.replace("-XX", "")
        if len(value) > 8 and value[7:9] == "-W":  # the tweets write the month before the week
            value = value[:4] + value[7:]
    return value


def timex_texts(data: Path, name: str) -> Iterator[GoldText]:
    """Texts of ``wikiwars_train`` or ``tweets_train``."""
    with (data / "timex" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found = tuple(ValuedSpan(Span(t["start"], t["end"]), t.get("value")) for t in row["timexes"])
            yield GoldText(str(row["doc_id"]), str(row["text"]), row.get("dct"), found)


@dataclass(frozen=True, slots=True)
class DatedArticle:
    """An article whose incident's day is known; ``days_before``: from the incident to publication."""

    article: Article
    day: str
    days_before: int


def dated_articles(data: Path, most: int = 6) -> Iterator[DatedArticle]:
    """GVA articles published up to ``most`` days after the incident they report."""
    days: dict[str, date] = {}
    with (data / "gva" / "incidents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = datetime.strptime(row["date"], "%B %d, %Y").date()
            days |= dict.fromkeys(row["hashed_ids"].values(), day)
    for article in articles(data, "gva"):
        known = days.get(article.key.removeprefix("gva:"))
        if known is None or article.published is None:
            continue
        before = (date.fromisoformat(article.published[:10]) - known).days
        if 0 <= before <= most:
            yield DatedArticle(article, known.isoformat(), before)


def tells_day(entities: Iterable[TimeEntity], day: str) -> bool:
    """True when one expression, no longer than a day or a night, resolves to the day."""
    return any(
        entity.when.start is not None
        and entity.when.end is not None
        and entity.when.precision in ("day", "part_of_day")
        and (entity.when.start[:10] == day or (entity.when.end[:10] == day and not entity.when.end.endswith("T00:00")))
        for entity in entities
    )
