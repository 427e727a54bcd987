"""The words of a text that may tell an act, as a detector weighs them.

A word's features are the encoder's vector of it, whether a trigger of the concept or of another one matches it, and how
sure the rules are of what the trigger tells there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gesta.model.analysis import Analysis
from gesta.model.reading import Mention
from gesta.readers.heads import Floats
from gesta.readers.patterns import THRESHOLDS
from gesta.readers.triggers import Match

_TAGS = ("VB", "NN", "JJ")
MATCHED = 2.0
"""What a matching trigger counts beside a vector, whose parts are mostly under 1."""
BESIDES = 5
"""Features beside the vector."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a trigger says of a word: the concept, and the rules' score of it."""

    concept: str
    score: float
    sure: bool


@dataclass(frozen=True)
class Words:
    """N words of one text: their tokens in text order, vectors (N, W), and what a trigger says of each."""

    tokens: tuple[int, ...]
    vectors: Floats
    named: tuple[Named | None, ...]

    def rows(self, concept: str) -> Floats:
        """The features (N, W + BESIDES) of the words for a detector of the concept."""
        beside = np.array([_beside(named, concept) for named in self.named], dtype=np.float32).reshape(-1, BESIDES)
        made: Floats = np.concatenate([self.vectors, beside * MATCHED], axis=-1)
        return made


def _beside(named: Named | None, concept: str) -> tuple[float, ...]:
    if named is None:
        return (0.0,) * BESIDES
    if named.concept == concept:
        return (1.0, 0.0, named.score, 0.0, float(named.sure))
    return (0.0, 1.0, 0.0, named.score, 0.0)


def words_of(
    analysis: Analysis, found: Sequence[Match], rated: Sequence[Mention], read: Sequence[int], vectors: Floats
) -> Words:
    """The words that may tell an act among the tokens read: verbs, nouns, adjectives and heads of triggers.

    ``rated``: what the rules make of each trigger found.
    """
    named: dict[int, Named] = {}
    heads: dict[int, Named] = {}
    for match, mention in zip(found, rated, strict=True):
        value = mention.score.value
        said = Named(match.trigger.concept, value, value >= THRESHOLDS[mention.cls])
        heads[match.token] = said
        for token in range(match.first, match.end):
            named.setdefault(token, said)
    named |= heads
    rows = [row for row, token in enumerate(read) if analysis.tags[token].startswith(_TAGS) or token in heads]
    tokens = tuple(read[row] for row in rows)
    return Words(tokens, vectors[rows], tuple(named.get(token) for token in tokens))


def joined(parts: Sequence[Words], width: int) -> Words:
    """The words of successive parts of one text as one."""
    vectors = np.concatenate([np.zeros((0, width), np.float32), *(part.vectors for part in parts)])
    tokens = tuple(token for part in parts for token in part.tokens)
    return Words(tokens, vectors, tuple(name for part in parts for name in part.named))
