"""Invented documents of the training set, as `build.py` writes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from gesta.readers.cues import PAIR_SLOTS, ROLES, TOGETHER_SLOTS, TOKEN_SLOTS
from gesta.readers.wordpieces import windows

from gesta_en import tokenizer


def built(sentences: list[list[str]], seed: int = 0, passages: list[tuple[int, int]] | None = None) -> dict[str, Any]:
    """A document with one act in each sentence, each with its words as candidates, and drawn cues and labels."""
    chance = np.random.default_rng(seed)
    words = [word for sentence in sentences for word in sentence]
    ends = np.cumsum([len(sentence) for sentence in sentences]).tolist()
    bounds = list(zip([0, *ends], ends, strict=False))
    triggers = [first for first, _ in bounds]
    pairs = [(n, token) for n, (first, end) in enumerate(bounds) for token in range(first, end)]
    both = [(b, a) for a in range(len(triggers)) for b in range(a)]
    return {
        "key": f"invented:{seed}", "kind": "gold", "windows": list(windows(words, bounds, tokenizer())),
        "sentences": np.array(bounds, np.int32), "passages": [(0, len(bounds))] if passages is None else passages,
        "tokens": _drawn(chance, len(words), TOKEN_SLOTS).astype(np.uint8), "triggers": np.array(triggers, np.int32),
        "pairs": np.hstack([np.array(pairs, np.int32), _drawn(chance, len(pairs), PAIR_SLOTS)]),
        "roles": chance.integers(0, 1 << len(ROLES), (len(pairs), 2)).astype(np.int32),
        "together": np.hstack([np.array(both, np.int32).reshape(-1, 2), _drawn(chance, len(both), TOGETHER_SLOTS)]),
        "same": chance.integers(-1, 2, len(both)).astype(np.int8), "event": {token: (1, 1.0) for token in triggers},
        "whole": True, "concept": {token: (1, [1, 2]) for token in triggers}, "realis": {token: 0 for token in triggers},
        "background": {token: 0 for token in triggers}, "weight": 1.0, "entities": [(0, 1, "Person")],
        "factuality": {token: 1.0 for token in triggers},
    }  # fmt: skip


def _drawn(chance: np.random.Generator, rows: int, slots: tuple[int, ...]) -> np.ndarray:
    return np.stack([chance.integers(0, size, rows) for size in slots], 1).astype(np.int32)
