"""The CAMEO entity set as gold spans: news sentences with the words for source and target tagged token by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gesta.evaluate.bio import spelt_out
from gesta.evaluate.corpora import Article
from gesta.evaluate.spans import LabelledSpan
from gesta.model.entities import ActorEntity
from gesta.model.incidents import Record
from gesta.model.terms import ActorRole

_SIDES: dict[ActorRole, str] = {
    "perpetrator": "S",
    "speaker": "S",
    "target": "T",
    "victim": "T",
    "addressee": "T",
}


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence as an article, with the spans of its sources (S) and targets (T)."""

    article: Article
    spans: tuple[LabelledSpan, ...]


def tagged(data: Path) -> Iterator[TaggedSentence]:
    """The sentences in order; raises OSError and ValueError."""
    text = (data / "conflibert" / "cameo_ner" / "train.txt").read_text(encoding="utf-8")
    for number, block in enumerate(text.strip().split("\n\n")):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if line.strip()]
        words, spans = spelt_out([(row[0], row[1]) for row in rows])
        yield TaggedSentence(Article(f"cameo_ner:{number}", "", words), spans)


def sides(record: Record) -> tuple[LabelledSpan, ...]:
    """The words for those who act and to whom it is done in incidents and statements, as sources and targets."""
    found = {
        LabelledSpan(quote.start, quote.end, _SIDES[actor.role])
        for incident in record.incidents
        for actor in incident.actors
        if actor.role in _SIDES
        for quote in actor.evidence
    }
    return tuple(sorted(found))


def anybody(record: Record) -> tuple[LabelledSpan, ...]:
    """The words for every actor in the record, but for pronouns, without a side."""
    found = {
        LabelledSpan(each.start, each.end)
        for each in record.entities
        if isinstance(each, ActorEntity) and not each.basis.startswith("pronoun")
    }
    return tuple(sorted(found))
