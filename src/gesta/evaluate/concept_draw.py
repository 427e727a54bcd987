"""Examples of one concept as a user would give them, drawn by hash from annotated articles: sentences, each by itself.

Only articles that the reader was trained on give examples; the eighth that it was not trained on is what is scored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gesta.codebook.taught import Taught
from gesta.evaluate.corpora import CORPORA, Article, articles
from gesta.evaluate.incident_gold import GoldDocument, load_gold
from gesta.model.documents import Document
from gesta.model.spans import Span
from gesta.model.terms import ConceptId

FOLDERS = ("reader", "incidents", "incidents_more")
"""Folders of ``corpus/`` whose articles of the half that may be read are used."""
KEPT_BACK = 8
"""One annotated article in so many, by hash, was not trained on (``models/en/train/reader/learn.py``)."""
_OF_CONFLIBERT = frozenset({"insightCrime", "satp_relevant", "IndiaPoliceEvents_docs"})


@dataclass(frozen=True, slots=True)
class GoldTrigger:
    """Words that tell an act: as which concept, and as which others a fair reader might take them."""

    span: Span
    concept: ConceptId
    fine: frozenset[ConceptId]


def annotated(corpus: Path, data: Path) -> tuple[dict[str, Article], tuple[GoldDocument, ...]]:
    """The annotated articles that may be read, by key, with their annotation sorted by key."""
    files = [path for name in FOLDERS for path in sorted((corpus / name).glob("*.jsonl"))]
    if not files:
        raise FileNotFoundError(2, "no annotated articles (*.jsonl) here", str(corpus))
    rows = [json.loads(line) for path in files for line in path.read_bytes().splitlines()]
    keys = {str(row["doc"]) for row in rows}
    named = {key.partition(":")[0] for key in keys}
    corpora = sorted({"conflibert" if name in _OF_CONFLIBERT else name for name in named} & set(CORPORA))
    every = {each.key: each for each in articles(data, *corpora) if each.key in keys}
    gold, _ = load_gold(files, every)
    read = sorted((each for each in gold if each.half == "read"), key=lambda each: each.doc)
    return every, tuple(read)


def kept_back(key: str) -> bool:
    """True for an article that the reader was not trained on."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % KEPT_BACK == 0


def triggers(gold: GoldDocument) -> Iterator[GoldTrigger]:
    """Every word or phrase that tells an act, core or debatable."""
    for incident in gold.incidents:
        for number, (start, end) in enumerate(incident.triggers):
            told = incident.told_as[number] if number < len(incident.told_as) else None
            concept = told or incident.types[0]
            yield GoldTrigger(Span(start, end), concept, frozenset((*incident.types, concept)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with the triggers in it, in characters of its own text."""

    source: str
    text: str
    triggers: tuple[GoldTrigger, ...]


def sentences(document: Document, gold: GoldDocument) -> Iterator[Sentence]:
    """The sentences of an article with what is annotated in each."""
    told = list(triggers(gold))
    for span in document.sentences:
        text = document.text[span.start : span.end]
        if text.strip():
            inside = [each for each in told if span.start <= each.span.start and each.span.end <= span.end]
            moved = [
                GoldTrigger(Span(each.span.start - span.start, each.span.end - span.start), each.concept, each.fine)
                for each in inside
            ]
            yield Sentence(f"{gold.doc}:{span.start}", text, tuple(moved))


def draw(pool: Sequence[Sentence], concept: ConceptId, size: int, seed: int) -> tuple[Taught, ...]:
    """So many examples and as many counter-examples, by hash.

    A counter-example is a sentence in which another act is told and the concept is not. Of a sentence that tells the
    concept twice either word is an example by itself.
    """

    def order(example: Taught) -> str:
        return hashlib.sha256(f"{seed}:{concept}:{example.source}".encode()).hexdigest()

    telling = [
        Taught(each.text, told.span.start, told.span.end, True, f"{each.source}:{told.span.start}")
        for each in pool
        for told in each.triggers
        if told.concept == concept
    ]
    others = [
        Taught(each.text, 0, 0, False, each.source)
        for each in pool
        if each.triggers and not any(concept in told.fine for told in each.triggers)
    ]
    return tuple(example for group in (telling, others) for example in sorted(group, key=order)[:size])
