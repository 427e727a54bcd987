"""A learnt detector: how likely a word tells one concept, from the encoder's vector of it and the triggers at it.

What makes one is ``gesta.pipeline.learning``. Inference is one product in numpy, rounded, so that it is the same on
every machine; the file is JSON and holds no text.
"""

from __future__ import annotations

import base64
import binascii
import math

import msgspec
import numpy as np

from gesta.errors import DataError, Problem
from gesta.model.terms import ConceptId
from gesta.readers.heads import Floats

FORMAT = "gesta-detector@1"
_PLACES = 4
"""Places of a chance that are kept, so that machines agree."""


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What cross-validation found over the examples, each read by a detector that had not seen its text.

    ``told`` words tell the concept and ``shown`` were taken for it, of which ``right`` rightly. ``calibration``: by how
    much chances are off on average, weighted as words are in news.
    """

    folds: int
    texts: int
    told: int
    shown: int
    right: int
    calibration: float

    @property
    def precision(self) -> float:
        return self.right / self.shown if self.shown else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.told if self.told else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.shown) if self.told + self.shown else 0.0


class Detector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A detector of one concept. ``encoder``: the stamp of the encoder whose vectors it weighs; ``weights``: base64 of
    little-endian 32-bit floats; ``slope`` and ``shift``: from its sum to the log-odds; ``threshold``: the chance from
    which a word is read; ``told`` and ``not_told``: examples and counter-examples that it was learnt from."""

    format: str
    concept: ConceptId
    encoder: str
    told: int
    not_told: int
    weights: str
    bias: float
    slope: float
    shift: float
    threshold: float
    figures: Figures

    @property
    def examples(self) -> int:
        """How many examples and counter-examples it was learnt from."""
        return self.told + self.not_told

    def chance(self, vectors: Floats) -> Floats:
        """The probability (N,) that each of N words tells the concept, from its features (N, W)."""
        summed = vectors.astype(np.float64) @ _floats(self.weights).astype(np.float64) + self.bias
        odds = np.clip(self.slope * summed + self.shift, -_FAR, _FAR)
        made: Floats = np.round(1 / (1 + np.exp(-odds)), _PLACES).astype(np.float32)
        return made


_FAR = 50.0
"""Log-odds beyond which a chance is 0 or 1."""


def packed(weights: Floats) -> str:
    """The weights as a detector holds them."""
    return base64.b64encode(weights.astype("<f4").tobytes()).decode()


def _floats(text: str) -> Floats:
    found: Floats = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4")
    return found


def encode(detector: Detector) -> bytes:
    """The file of a detector; the same detector gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(detector), indent=1) + b"\n"


def decode(content: bytes, where: str, encoder: str, width: int) -> Detector:
    """The detector of a file; raises DataError for one that is broken or was learnt over another encoder."""
    try:
        read = msgspec.json.decode(content, type=Detector)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError((Problem(where, f"is no detector: {error}", _AGAIN),)) from error
    fault = _fault(read, encoder, width)
    if fault:
        raise DataError((Problem(where, fault, _AGAIN),))
    return read


_AGAIN = "learn it again: gesta codebook learn"


def _fault(read: Detector, encoder: str, width: int) -> str | None:
    if read.format != FORMAT:
        return f"is of the format {read.format!r}, not {FORMAT}"
    if read.encoder != encoder:
        return f"was learnt over another version of the encoder ({read.encoder!r}, now {encoder})"
    try:
        weights = _floats(read.weights)
    except (binascii.Error, ValueError):
        return "its weights cannot be read"
    numbers = (read.bias, read.slope, read.shift, read.threshold)
    if len(weights) != width or not np.isfinite(weights).all() or not all(map(math.isfinite, numbers)):
        return f"its weights are not {width} numbers"
    return None if 0 < read.threshold <= 1 else f"its threshold {read.threshold} is no chance"
