"""Documents of the set as one batch of tensors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from gesta.readers.wordpieces import FIRST, LAST
from model import Batch
from sets import PAIRS, TOKENS, Arrays

MASK = 103
"""[MASK] of the BERT vocabulary."""


def joined(docs: Sequence[Arrays], soft: Sequence[Arrays] = (), chance: np.random.Generator | None = None,
           noise: float = 0.0) -> Batch:  # fmt: skip
    """The documents as one batch, windows filled up to the longest (a multiple of 8).

    ``soft``: what the teachers say of each; ``noise``: the share of pieces that ``chance`` hides.
    """
    sizes = [len(doc["cues"]) for doc in docs]
    bases = np.cumsum([0, *sizes])
    lengths = np.concatenate([doc["lengths"] for doc in docs])
    rows_before = np.cumsum([0, *(len(doc["lengths"]) for doc in docs)])
    flat = np.concatenate([doc["pieces"] for doc in docs]).astype(np.int64)
    forms = np.concatenate([doc["shapes"] for doc in docs]).astype(np.int64)
    if chance is not None and noise:
        hidden = (chance.random(len(flat)) < noise) & (flat != FIRST) & (flat != LAST)
        flat = np.where(hidden, MASK, flat)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    columns = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    width = -(-int(lengths.max()) // 8) * 8
    pieces = np.zeros((len(lengths), width), np.int64)
    shapes = np.full((len(lengths), width), 5, np.int64)
    pieces[rows, columns], shapes[rows, columns] = flat, forms
    mask = np.arange(width)[None] < lengths[:, None]
    at = np.concatenate([doc["at"] + np.array([row, 0]) for doc, row in zip(docs, rows_before, strict=False)])
    moved: dict[str, np.ndarray] = {}
    for name in ("pairs", "together"):
        parts = []
        for doc, base in zip(docs, bases, strict=False):
            part = doc[name].astype(np.int64)
            part[:, :2] += base
            parts.append(part)
        moved[name] = np.concatenate(parts)
    labels = {name: np.concatenate([doc[name] for doc in docs]) for name in (*TOKENS, *PAIRS, "same", "read")}
    labels["masked"] = np.concatenate([doc["masked"] + np.array([base, 0]) for doc, base in zip(docs, bases, strict=False)])
    labels["doc"] = np.repeat(np.arange(len(docs)), sizes)
    for name in soft[0] if soft else ():
        labels[f"soft_{name}"] = np.concatenate([each[name] for each in soft])
    cues = np.concatenate([doc["cues"] for doc in docs]).astype(np.int64)
    tensors = [torch.from_numpy(np.ascontiguousarray(each)) for each in
               (pieces, shapes, mask, at.astype(np.int64), cues, moved["pairs"], moved["together"])]  # fmt: skip
    return Batch(*tensors, {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in labels.items()})
