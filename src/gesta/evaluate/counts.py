"""Scores counts: bounds of a phrase against MUC-4's number slot, tolls of an article against GVA's incident record.

MUC-4 (task documentation, slot 21): ``6``, ``6-8``, ``6-`` for "at least 6", ``-6`` for "up to 6", ``~6`` for "about",
``PLURAL`` where no number is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gesta.evaluate.muc4_templates import load_templates
from gesta.model.spans import Span
from gesta.model.values import Count

Bounds = tuple[int | None, int | None]
_NUMBER = re.compile(r"~?(\d+)?\s*(-)?\s*(\d+)?")


@dataclass(frozen=True, slots=True)
class GoldCount:
    """A phrase of a text with the bounds that any right answer has; ``places``: where its words stand in the text."""

    key: str
    text: str
    phrase: str
    places: tuple[Span, ...]
    bounds: frozenset[Bounds]


@dataclass(frozen=True, slots=True)
class Toll:
    """Dead and injured of one incident; None where the record does not tell."""

    killed: int | None
    injured: int | None


@dataclass(frozen=True, slots=True)
class CountScore:
    """Of ``gold`` counts: told by the prediction, with equal bounds, and with the right number inside the bounds."""

    gold: int = 0
    told: int = 0
    exact: int = 0
    within: int = 0

    def __add__(self, other: CountScore) -> CountScore:
        return CountScore(
            self.gold + other.gold, self.told + other.told, self.exact + other.exact, self.within + other.within
        )

    @property
    def accuracy(self) -> float:
        """Share of the gold counts read with equal bounds."""
        return self.exact / self.gold if self.gold else 0.0

    @property
    def within_share(self) -> float:
        """Share of the gold counts that lie inside the predicted bounds."""
        return self.within / self.gold if self.gold else 0.0


def bounds_of(value: str) -> Bounds | None:
    """The bounds of one MUC-4 number; (None, None) for PLURAL, None when it is no number."""
    if value == "PLURAL":
        return None, None
    match = _NUMBER.fullmatch(value.strip())
    if match is None or (match[1] is None and match[3] is None):
        return None
    low, dash, high = match.groups()
    if dash is None:
        return int(low), int(low)
    return int(low) if low else None, int(high) if high else None


def score_count(gold: Iterable[Bounds], predicted: Count | None) -> CountScore:
    """The score of one count; any of the gold bounds is right."""
    if predicted is None:
        return CountScore(gold=1)
    known = tuple(gold)
    exact = (predicted.low, predicted.high) in known
    return CountScore(1, 1, exact, exact or any(_inside(bounds, predicted) for bounds in known))


def _inside(bounds: Bounds, predicted: Count) -> bool:
    low, high = bounds
    if (low is None and high is None) or (predicted.low is None and predicted.high is None):
        return False
    least = low if low is not None else high
    most = high if high is not None else low
    if least is None or most is None:
        return False
    return (predicted.low is None or predicted.low <= least) and (predicted.high is None or most <= predicted.high)


def muc4_counts(data: Path, splits: Iterable[str]) -> Iterator[GoldCount]:
    """Every human target of the splits with its number, where the words of the key stand in the text."""
    path = data / "muc4" / "templates.jsonl"
    texts: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            texts[row["doc_id"]] = row["text"]
    for key, templates in load_templates(path, splits).items():
        seen: set[tuple[str, ...]] = set()
        for fill in (fill for template in templates for fill in template.of("HUM TGT: NUMBER")):
            bounds = frozenset(b for value in fill.values if (b := bounds_of(value)) is not None)
            if not bounds or fill.tags in seen:
                continue
            seen.add(fill.tags)
            places = tuple(place for tag in fill.tags for place in _places(texts[key], tag))
            if places:
                yield GoldCount(key, texts[key], fill.tags[0], places, bounds)


def _places(text: str, phrase: str) -> Iterator[Span]:
    pattern = r"\b" + r"\s+".join(re.escape(word) for word in phrase.split()) + r"\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield Span(match.start(), match.end())


def gva_tolls(data: Path) -> dict[str, Toll]:
    """Dead and injured of the incident that each GVA article reports, by article key."""
    tolls: dict[str, Toll] = {}
    with (data / "gva" / "incidents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            toll = Toll(row.get("num_killed"), row.get("num_injured"))
            tolls |= {f"gva:{name}": toll for name in row["hashed_ids"].values()}
    return tolls


def score_tolls(
    gold: Mapping[str, Toll], predicted: Mapping[str, tuple[Count | None, Count | None]]
) -> tuple[CountScore, CountScore]:
    """Scores of dead and injured over the predicted articles; a toll that is not told counts as missed.

    A zero of the record is not scored: the text need not say that nobody was hurt.
    """
    killed = injured = CountScore()
    for key, (dead, hurt) in predicted.items():
        toll = gold.get(key)
        if toll is None:
            continue
        if toll.killed:
            killed += score_count([(toll.killed, toll.killed)], dead)
        if toll.injured:
            injured += score_count([(toll.injured, toll.injured)], hurt)
    return killed, injured
