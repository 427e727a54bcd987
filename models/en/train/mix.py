"""Training mixtures: gold documents, repeated, with the teacher's."""

from __future__ import annotations

import random
from pathlib import Path

import spacy
from prepare import write
from spacy.tokens import Doc, DocBin


def mix(out: Path, gold: Path, times: int, silver: list[Path], share: float = 1.0, seed: int = 7) -> Path:
    """Write gold documents `times` times and a share of the silver ones; returns the file."""
    if not out.exists():
        vocab = spacy.blank("en").vocab
        rng = random.Random(seed)
        docs: list[Doc] = list(DocBin().from_disk(gold).get_docs(vocab)) * times
        docs += [d for path in silver for d in DocBin().from_disk(path).get_docs(vocab) if rng.random() < share]
        write(docs, out)
    return out
