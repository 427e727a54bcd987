"""Word vectors, kept as eight-bit codes in the package and restored at loading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.vectors import Vectors


def pack(path: Path, words: np.ndarray, data: np.ndarray) -> None:
    """Write hashed lower-case words and their vectors as codes with a scale for each row."""
    scale = np.abs(data).max(axis=1, keepdims=True).clip(1e-6) / 127
    np.savez_compressed(path, keys=words.astype("uint64"), codes=np.round(data / scale).astype("int8"), scale=scale.astype("float32"))


def unpack(path: Path) -> Vectors:
    """Read packed vectors; looked up by the form as written (the parser's embedding asks by the lower-case form)."""
    with np.load(path) as stored:
        data = stored["codes"].astype("float32") * stored["scale"]
        return Vectors(data=np.ascontiguousarray(data), keys=stored["keys"], attr="ORTH", name="gesta_en")


def restore(nlp: Language, path: Path) -> None:
    """Give the pipeline its vectors, when it has any."""
    if path.exists():
        nlp.vocab.vectors = unpack(path)
