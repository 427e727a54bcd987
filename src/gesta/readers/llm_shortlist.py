"""Which concepts a language model is told about, sentence by sentence: only those that may matter there.

A shipped concept is listed for a sentence where one of its triggers matches, or where the trained encoder gives it a
chance of at least `CHANCE` at some word. A concept of the user's own, or one that the user changed, is always listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from gesta.codebook.load import load
from gesta.codebook.records import Codebook, Concept
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.terms import ConceptId
from gesta.readers.cues import Cues
from gesta.readers.encoder import encoder
from gesta.readers.neural_acts import chance, chances
from gesta.readers.patterns import PatternsReader
from gesta.readers.scoring import topic
from gesta.readers.triggers import Match, matches

CHANCE = 0.1
"""That a word tells an act, times that the act is of the concept."""
MOST = 5
"""Shipped concepts of one window; a codebook's 66 definitions would fill a small model's context."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What codebook and encoder see in a document before the model is asked.

    ``listed``: of each sentence, how likely each concept is; ``acts``: the encoder's chance of an act, by token;
    ``matched``: the codebook's triggers, by every token of theirs.
    """

    listed: Mapping[int, Mapping[ConceptId, float]]
    acts: Mapping[int, float]
    matched: Mapping[int, Match]


def likely(document: Document, analysis: Analysis, codebook: Codebook) -> Likely:
    """The concepts that may matter, of every sentence where one may."""
    found = matches(analysis, codebook)
    listed: dict[int, dict[ConceptId, float]] = defaultdict(dict)
    for match in found:
        _raise(listed[analysis.sentence_of[match.token]], match.trigger.concept, match.trigger.weight)
    acts: dict[int, float] = {}
    for token, concept, sure, act in _encoded(document, analysis, codebook, found):
        acts[token] = act
        if concept in codebook.concepts:
            _raise(listed[analysis.sentence_of[token]], concept, sure)
    return Likely(listed, acts, {token: match for match in found for token in range(match.first, match.end)})


def _raise(concepts: dict[ConceptId, float], concept: ConceptId, value: float) -> None:
    concepts[concept] = max(value, concepts.get(concept, 0.0))


def _encoded(
    document: Document, analysis: Analysis, codebook: Codebook, found: Sequence[Match]
) -> Iterable[tuple[int, ConceptId, float, float]]:
    """Token, concept, how likely the word tells an act of it, how likely it tells any; for what may matter."""
    trained = encoder()
    rated = PatternsReader(codebook).candidates(document, analysis, found)
    told = {match.token: mention for match, mention in zip(found, rated, strict=True)}
    cues = Cues(document, analysis, topic(analysis, codebook), told, trained.heads.numbers)
    tokens, vectors = trained.vectors(analysis, range(len(analysis.sentences)))
    scores = trained.heads.tokens(vectors, [cues.token(token) for token in tokens])
    for number, token in enumerate(tokens):
        act = chance(float(scores.event[number]))
        if act < CHANCE:
            continue
        sure = act * chances(scores.concept[number])
        for each in map(int, np.flatnonzero(sure >= CHANCE)):
            yield token, ConceptId(trained.heads.concepts[each]), round(float(sure[each]), 3), round(act, 3)


def chosen(likely: Likely, codebook: Codebook, sentences: Iterable[int]) -> tuple[Concept, ...]:
    """The concepts to list for a window: all of the user's own, then the likeliest of the shipped ones, those first."""
    best: dict[ConceptId, float] = {}
    for sentence in sentences:
        for concept, value in likely.listed.get(sentence, {}).items():
            _raise(best, concept, value)
    mine = own(codebook)
    shipped = sorted((each for each in best if each not in mine), key=lambda each: (-best[each], each))[:MOST]
    return tuple(codebook.concept(each) for each in (*mine, *shipped))


def own(codebook: Codebook) -> tuple[ConceptId, ...]:
    """The concepts that the shipped codebook has not, or has otherwise, in codebook order."""
    shipped = _shipped()
    return tuple(each.id for each in codebook if shipped.concepts.get(each.id) != each)


@cache
def _shipped() -> Codebook:
    return load()
