"""Who tells what: the speakers of mentions against the attributions of PolNeAR."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.heads import meet
from gesta.evaluate.measures import Prf
from gesta.model.analysis import Analysis
from gesta.model.reading import Mention
from gesta.model.spans import Span


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Words and who tells them, each in parts where others stand between; ``source`` is empty where nobody is named."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ToldText:
    """An article with its attributions."""

    article: Article
    told: tuple[GoldAttribution, ...]


def told_texts(data: Path) -> Iterator[ToldText]:
    """The articles of PolNeAR's development part, in file order."""
    lines = (data / "polnear" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    told = {f"polnear:{row['doc_id']}": attributions(row) for row in map(json.loads, lines)}
    for article in articles(data, "polnear"):
        if article.key in told:
            yield ToldText(article, told[article.key])


def attributions(row: Mapping[str, Any]) -> tuple[GoldAttribution, ...]:
    """The attributions of one row of the file; where several annotated it, those of the first."""
    first = row["annotations"][0]
    places = {each["id"]: tuple(Span(*offsets) for offsets in each["offsets"]) for each in first["spans"]}
    found: list[GoldAttribution] = []
    for each in first["attributions"]:
        content = tuple(span for role, name in each["args"] if role.startswith("Content") for span in places[name])
        source = tuple(span for role, name in each["args"] if role.startswith("Source") for span in places[name])
        found.append(GoldAttribution(content, source))
    return tuple(found)


def innermost(told: Sequence[GoldAttribution], trigger: Span) -> GoldAttribution | None:
    """The attribution with the shortest content of those in which the trigger lies."""
    around = [each for each in told if any(trigger.within(part) for part in each.content)]
    return min(around, key=lambda each: sum(part.end - part.start for part in each.content), default=None)


def score_speakers(told: Sequence[GoldAttribution], analysis: Analysis, mentions: Sequence[Mention]) -> Prf:
    """The counts of one text over its mentions of any class and realis.

    Gold are the mentions inside an attribution that names its source; shown those with a speaker. A speaker is right
    when it and the source hold each other's head.
    """
    right = shown = gold = 0
    for mention in mentions:
        around = innermost(told, mention.trigger.span)
        source = around.source if around else ()
        gold += bool(source)
        if mention.attribution is not None:
            shown += 1
            right += any(meet(analysis, part, mention.attribution.speaker.span) for part in source)
    return Prf(right, shown, right, gold)
