"""The trained heads over the encoder's vectors, in numpy: acts, concepts, realis, background, roles, one occurrence.

Shapes: N tokens, W the encoder's width, P pairs. Every function gives log-odds or logits as float32; the weights are
those that ``models/en/train/reader`` learnt; the rows of the cue tables follow the slots of ``cues``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gesta.readers.cues import PAIR_SLOTS, TOGETHER_SLOTS, TOKEN_SLOTS

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
NAMED = 13
"""The token slot that holds the concept of the rules."""
_OF_CONCEPTS = ("concept.weight", "concept.bias", "named.weight")
_NEVER = -1e4
"""A logit whose probability is 0."""


@dataclass(frozen=True)
class TokenScores:
    """Of every token: ``event`` (N,), ``concept`` (N, C), ``realis`` (N, 9), ``background`` (N,); ``asks``, ``answers``
    and ``tells`` (N, 128) are what the pair heads compare."""

    event: Floats
    concept: Floats
    realis: Floats
    background: Floats
    asks: Floats
    answers: Floats
    tells: Floats

    def read(self, token: int) -> bool:
        """False for a token that the encoder was not shown."""
        return bool(self.event[token] > -np.inf)

    def gathered(self, spans: Mapping[int, range]) -> TokenScores:
        """The scores with those of each token as they are at the likeliest act among the tokens of its span."""
        best = np.arange(len(self.event))
        for token, span in spans.items():
            best[token] = span.start + int(self.event[span.start : span.stop].argmax())
        return TokenScores(**{each.name: getattr(self, each.name)[best] for each in fields(self)})

    def joined(self, pairs: Iterable[tuple[int, int]]) -> TokenScores:
        """The scores with both words of each pair as sure of an act as the two are together.

        Of the words of one phrase ("drive-by shooting") only one is learnt to tell its act, so that their chances add.
        """
        event = self.event.copy()
        for one, other in pairs:
            both = 1 / (1 + np.exp(-self.event[[one, other]].astype(np.float64)))
            likely = min(float(both.sum()), _SUREST)
            event[[one, other]] = np.maximum(event[[one, other]], np.log(likely / (1 - likely)))
        return replace(self, event=event)

    def spread(self, tokens: Sequence[int], size: int) -> TokenScores:
        """The scores as those of some of ``size`` tokens; the others have none, and certainly tell no act."""
        made = {each.name: _spread(getattr(self, each.name), tokens, size) for each in fields(self)}
        made["event"] = _spread(self.event, tokens, size, filled=-np.inf)
        return TokenScores(**made)


_SUREST = 0.999


def _spread(rows: Floats, tokens: Sequence[int], size: int, filled: float = 0.0) -> Floats:
    made = np.full((size, *rows.shape[1:]), filled, dtype=np.float32)
    made[list(tokens)] = rows
    return made


@dataclass(frozen=True)
class Heads:
    """Weights by name; a linear layer is ``name.weight`` (out, in) and ``name.bias``."""

    weights: Mapping[str, Floats]
    concepts: tuple[str, ...]
    examples: tuple[int, ...]
    """How many annotated acts of each concept the heads learnt from."""

    @staticmethod
    def load(path: Path) -> Heads:
        """The heads of an .npz file; ``concepts`` are the trained ones in the order of the concept head."""
        with np.load(path) as stored:
            names, examples = tuple(map(str, stored["concepts"])), tuple(map(int, stored["examples"]))
            kept = [name for name in stored.files if name not in {"concepts", "examples"}]
            return Heads({name: stored[name].astype(np.float32) for name in kept}, names, examples)

    def learnt(self, concept: str) -> int:
        """How many annotated acts of the concept the heads learnt from; 0 for a user's own."""
        number = self.numbers.get(concept)
        return 0 if number is None else self.examples[number]

    @property
    def width(self) -> int:
        """How long the encoder's vectors are."""
        return int(self.weights["factuality.weight"].shape[1])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each trained concept."""
        return {name: number for number, name in enumerate(self.concepts) if name}

    def without(self, concepts: Collection[str]) -> Heads:
        """The heads as if they had never learnt some concepts, which are then like a user's own to them.

        Their place in the concept head stays, without a name, and is never the likeliest.
        """
        gone = [number for name, number in self.numbers.items() if name in concepts]
        weights = {name: self.weights[name].copy() for name in _OF_CONCEPTS}
        weights["concept.weight"][gone] = 0
        weights["concept.bias"][gone] = _NEVER
        weights["named.weight"][:, gone] = 0
        names = tuple("" if number in gone else name for number, name in enumerate(self.concepts))
        examples = tuple(0 if number in gone else seen for number, seen in enumerate(self.examples))
        return Heads({**self.weights, **weights}, names, examples)

    def tokens(self, vectors: Floats, cues: Sequence[Sequence[int]]) -> TokenScores:
        """The scores of N tokens from vectors (N, W) and their cues."""
        slots = _slots(cues, TOKEN_SLOTS)
        x = np.concatenate([vectors, self._cued("token_cues", slots, TOKEN_SLOTS)], axis=-1)
        z = np.maximum(self._linear("trunk", x), 0)
        return TokenScores(
            event=self._linear("event", z)[:, 0],
            concept=self._linear("concept", z) + self.weights["named.weight"][slots[:, NAMED]],
            realis=self._linear("realis", z),
            background=self._linear("background", z)[:, 0],
            asks=self._linear("asks", x),
            answers=self._linear("answers", x),
            tells=self._linear("tells", x),
        )

    def roles(self, scores: TokenScores, pairs: Sequence[tuple[int, int]], cues: Sequence[Sequence[int]]) -> Floats:
        """Log-odds (P, roles) that the second token of each pair heads a role of the first."""
        at = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        asks, answers = scores.asks[at[:, 0]], scores.answers[at[:, 1]]
        told = self._cued("pair_cues", _slots(cues, PAIR_SLOTS), PAIR_SLOTS)
        u = np.maximum(self._linear("pair", np.concatenate([asks, answers, asks * answers, told], axis=-1)), 0)
        return self._linear("role", u)

    def same(self, scores: TokenScores, pairs: Sequence[tuple[int, int]], cues: Sequence[Sequence[int]]) -> Floats:
        """Log-odds (P,) that the two triggers of each pair tell one occurrence."""
        at = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        one, other = scores.tells[at[:, 0]], scores.tells[at[:, 1]]
        told = self._cued("together_cues", _slots(cues, TOGETHER_SLOTS), TOGETHER_SLOTS)
        u = np.maximum(self._linear("both", np.concatenate([one * other, np.abs(one - other), told], axis=-1)), 0)
        return self._linear("same", u)[:, 0]

    def factuality(self, vectors: Floats) -> Floats:
        """How surely what each token tells happened, -1 to 1."""
        return self._linear("factuality", vectors)[:, 0]

    def entity(self, vectors: Floats) -> Floats:
        """Logits (N, 21): outside, then begin and inside of each label."""
        return self._linear("entity", vectors)

    def _linear(self, name: str, x: Floats) -> Floats:
        made: Floats = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return made

    def _cued(self, name: str, slots: Whole, sizes: Sequence[int]) -> Floats:
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        made: Floats = self.weights[f"{name}.table.weight"][slots + starts].sum(axis=-2)
        return made


def _slots(cues: Sequence[Sequence[int]], sizes: Sequence[int]) -> Whole:
    return np.array(cues, dtype=np.int64).reshape(-1, len(sizes))
