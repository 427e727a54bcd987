"""The CAMEO entity set as gold spans: news sentences with the words for source and target tagged token by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gesta.evaluate.corpora import Article, detokenise
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
        tokens, tags = [row[0] for row in rows], [row[1] for row in rows]
        words = detokenise(tokens)
        yield TaggedSentence(Article(f"cameo_ner:{number}", "", words), tuple(_spans(words, tokens, tags)))


def _spans(text: str, tokens: list[str], tags: list[str]) -> Iterator[LabelledSpan]:
    label, start, end, position = "", 0, 0, 0
    for token, tag in (*zip(tokens, tags, strict=True), ("", "O")):
        word = '"' if token in ("``", "''") else token
        begin = text.index(word, position)
        if label and tag != f"I-{label}":
            yield LabelledSpan(start, end, label)
            label = ""
        if tag.startswith("B-"):
            label, start = tag[2:], begin
        position = end = begin + len(word)


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
