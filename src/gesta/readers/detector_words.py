"""The words of a text that may tell an act, as a detector weighs them.

A word's features are the encoder's vector of it, and whether a trigger of the concept or of another one matches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gesta.model.analysis import Analysis
from gesta.readers.heads import Floats
from gesta.readers.triggers import Match

_TAGS = ("VB", "NN", "JJ")
MATCHED = 2.0
"""What a matching trigger counts beside a vector, whose parts are mostly under 1."""
BESIDES = 2
"""Features beside the vector."""


@dataclass(frozen=True)
class Words:
    """N words of one text: their tokens in text order, vectors (N, W), and the concept whose trigger matches each."""

    tokens: tuple[int, ...]
    vectors: Floats
    named: tuple[str | None, ...]

    def rows(self, concept: str) -> Floats:
        """The features (N, W + BESIDES) of the words for a detector of the concept."""
        own = [name == concept for name in self.named]
        other = [name is not None and name != concept for name in self.named]
        beside = np.array([own, other], dtype=np.float32).T * MATCHED
        made: Floats = np.concatenate([self.vectors, beside], axis=-1)
        return made


def words_of(analysis: Analysis, found: Sequence[Match], read: Sequence[int], vectors: Floats) -> Words:
    """The words that may tell an act among the tokens read: verbs, nouns, adjectives and heads of triggers."""
    named: dict[int, str] = {}
    for match in found:
        for token in range(match.first, match.end):
            named.setdefault(token, match.trigger.concept)
    heads = {match.token: match.trigger.concept for match in found}
    named |= heads
    rows = [row for row, token in enumerate(read) if analysis.tags[token].startswith(_TAGS) or token in heads]
    tokens = tuple(read[row] for row in rows)
    return Words(tokens, vectors[rows], tuple(named.get(token) for token in tokens))


def joined(parts: Sequence[Words], width: int) -> Words:
    """The words of successive parts of one text as one."""
    vectors = np.concatenate([np.zeros((0, width), np.float32), *(part.vectors for part in parts)])
    tokens = tuple(token for part in parts for token in part.tokens)
    return Words(tokens, vectors, tuple(name for part in parts for name in part.named))
