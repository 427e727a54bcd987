"""Gold of ECB+: the event mentions of its checked sentences, each with its chain, as Cybulska and Vossen (2015) advise.

A mention is an ACTION or a NEG_ACTION markable; one that stands in no chain is a chain of its own. Lemma, grammar and
the trained encoder's vector are those that the product reads a report with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gesta.evaluate.bio import spelt_out
from gesta.evaluate.factuality import document_of
from gesta.evaluate.heads import head
from gesta.model.analysis import Analysis
from gesta.model.spans import Span
from gesta.readers.encoder import encoder
from gesta.readers.heads import Floats
from gesta.readers.linguistics import analyse_one

_EVENT = ("ACTION", "NEG_")
_CONTENT = ("NN", "VB", "JJ", "RB", "CD")
"""Tags of words that say what a sentence is about."""


@dataclass(frozen=True, slots=True, eq=False)
class EventMention:
    """One mention: its head's lemma; lemmas of the trigger, of its arguments (head and dependents in the parse), of the
    sentence's names and other content words; the document's words; the trigger's vector in its context."""

    key: str
    document: str
    topic: str
    subtopic: str
    chain: str
    lemma: str
    trigger: frozenset[str]
    arguments: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]
    told: frozenset[str]
    vector: Floats


@dataclass(frozen=True, slots=True)
class _Marked:
    key: str
    chain: str
    tokens: tuple[int, ...]


def event_mentions(path: Path) -> list[EventMention]:
    """The mentions of a split, in its order; reading a sentence takes about 20 ms."""
    with path.open(encoding="utf-8") as lines:
        return [mention for row in map(json.loads, lines) for mention in _mentions(row)]


def _mentions(row: Mapping[str, object]) -> Iterator[EventMention]:
    sentences: dict[int, list[tuple[int, str]]] = {}
    for number, sentence, _, word in row["tokens"]:  # type: ignore[attr-defined]
        sentences.setdefault(sentence, []).append((number, word))
    told = frozenset(word.lower() for found in sentences.values() for _, word in found if word[:1].isalnum())
    marked = list(_marked(row))
    for sentence in sorted({int(each) for each in row["validated_sentences"]} & set(sentences)):  # type: ignore[attr-defined]
        numbers = {number for number, _ in sentences[sentence]}
        inside = [each for each in marked if each.tokens[0] in numbers]
        if inside:
            yield from _read(row, sentences[sentence], inside, told)


def _marked(row: Mapping[str, object]) -> Iterator[_Marked]:
    """The event markables that have words, with their chains."""
    chains: dict[str, str] = {}
    for relation in row["relations"]:  # type: ignore[attr-defined]
        crossing = relation["type"] == "CROSS_DOC_COREF"
        for source in relation["source"]:
            chains[source] = relation["note"] if crossing else f"{row['doc']}#{relation['r_id']}"
    for each in row["markables"]:  # type: ignore[attr-defined]
        if each.get("t_ids") and each["tag"].startswith(_EVENT):
            key = f"{row['doc']}#m{each['m_id']}"
            yield _Marked(key, chains.get(each["m_id"], key), tuple(sorted(map(int, each["t_ids"]))))


def _read(
    row: Mapping[str, object], words: Sequence[tuple[int, str]], marked: Sequence[_Marked], told: frozenset[str]
) -> Iterator[EventMention]:
    text, spans = spelt_out([(word, "B-x") for _, word in words])
    place = {number: Span(span.start, span.end) for (number, _), span in zip(words, spans, strict=True)}
    analysis = analyse_one(document_of(text))
    tokens, vectors = encoder().vectors(analysis, range(len(analysis.sentences)))
    row_of = {token: at for at, token in enumerate(tokens)}
    for each in marked:
        inside = [place[number] for number in each.tokens if number in place]
        top = head(analysis, Span(inside[0].start, inside[-1].end))
        top = top if top is not None else 0
        own = {token for span in inside for token in analysis.tokens_in(span)}
        yield EventMention(
            each.key,
            str(row["doc"]),
            str(row["topic"]),
            str(row["subtopic"]),
            each.chain,
            _lemma(analysis, top),
            _lemmas(analysis, own),
            _lemmas(analysis, (set(analysis.children[top]) | {analysis.heads[top]}) - own),
            frozenset(
                _lemma(analysis, at) for at, tag in enumerate(analysis.tags) if tag.startswith("NNP") and at not in own
            ),
            _lemmas(analysis, set(range(len(analysis))) - own),
            told,
            vectors[row_of[top]] if top in row_of else np.zeros_like(vectors[0]),
        )


def _lemma(analysis: Analysis, token: int) -> str:
    return analysis.lemmas[token].lower()


def _lemmas(analysis: Analysis, tokens: set[int]) -> frozenset[str]:
    """The lemmas of the content words among the tokens."""
    return frozenset(_lemma(analysis, at) for at in tokens if analysis.tags[at].startswith(_CONTENT))
