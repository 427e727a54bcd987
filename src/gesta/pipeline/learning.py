"""From examples and counter-examples of one concept to a calibrated detector, and the next examples worth a look.

A logistic regression over the features of ``gesta.readers.detector_words``. The words that are no example's are taken
from the same texts and from the examples of the codebook's other concepts. Every figure and the calibration come from
cross-validation by text. Deterministic: order of the examples does not matter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesta.codebook.records import Codebook
from gesta.codebook.taught import Taught
from gesta.errors import UsageError
from gesta.model.terms import ConceptId
from gesta.pipeline.teaching import FOLDS, Flags, Marked, Rows, Text, Texts, marked, rows, unrelated, word_of
from gesta.readers.detector import FORMAT, Detector, Figures, packed
from gesta.readers.encoder import stamp
from gesta.readers.heads import Floats

LEAST = 10
"""Texts that tell the concept that are needed: two a fold."""
STRENGTH = 0.03
"""Inverse of the penalty on squared weights; of 0.003 to 1 the best on annotated articles (decision 18)."""
BASE = 0.01
"""Share of words that tell the concept in the news that a detector is calibrated for. In the annotated articles it is
0.1 to 0.9 % for the commoner concepts; who learns a concept mostly reads texts about it."""
Doubles = NDArray[np.float64]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Learnt:
    """A detector with what it was learnt from. ``chances``: of each example, in the order given, the chance that a
    detector gives it that has not seen its text; None for one whose words were not found in its text."""

    detector: Detector
    taught: tuple[Taught, ...]
    chances: tuple[float | None, ...]
    seconds: float

    @property
    def figures(self) -> Figures:
        """What cross-validation found."""
        return self.detector.figures


def _quiet(line: str) -> None:
    del line


def learn(
    codebook: Codebook,
    concept: str,
    taught: Sequence[Taught],
    progress: Progress = _quiet,
    texts: Texts | None = None,
) -> Learnt:
    """The detector of a concept; raises UsageError where there are too few examples, and says how many more.

    ``texts``: what was read before with the same codebook, where several are learnt.
    """
    began = time.monotonic()
    if concept not in codebook.concepts:
        raise UsageError(f"no concept is called {concept}; write it first: gesta codebook new {concept}")
    texts = texts or Texts(codebook)
    progress(f"{concept}: reading what was taught")
    found = marked(texts, concept, taught)
    _demand(concept, [each for each in found if each.told])
    progress(f"{concept}: reading the examples of other concepts")
    data = rows(texts, concept, found, unrelated(texts, concept, taught))
    words = int(data.told.sum())
    progress(f"{concept}: learning from {words:,} words that tell it and {len(data.told) - words:,} others")
    held_out = _held_out(data)
    fitted = _fit(data.features, data.told)
    scale = _scale(held_out, data.told)
    chances = scale.of(held_out)
    threshold = _threshold(chances, data.told)
    figures = _figures(data, chances, threshold, len(found))
    detector = Detector(
        FORMAT,
        ConceptId(concept),
        stamp(),
        sum(each.told for each in taught),
        sum(not each.told for each in taught),
        packed(fitted.weights),
        round(fitted.bias, 6),
        round(scale.slope, 6),
        round(scale.shift, 6),
        round(threshold, 4),
        figures,
    )
    by_place = dict(zip(data.places, chances.tolist(), strict=True))
    given = tuple(_chance(texts[each.text], each, by_place) for each in taught)
    return Learnt(detector, tuple(taught), given, round(time.monotonic() - began, 1))


def _demand(concept: str, telling: Sequence[Marked]) -> None:
    missing = LEAST - len(telling)
    if missing > 0:
        raise UsageError(
            f"{concept} is told in {len(telling)} of the texts, and a detector is learnt from at least {LEAST}: "
            f"give {missing} more"
        )


def _chance(text: Text, taught: Taught, chances: Mapping[tuple[str, int], float]) -> float | None:
    """The chance of the example's word; of an example without words that of the likeliest word of its text."""
    if taught.start < taught.end:
        token = word_of(text, taught)
        found = None if token is None else chances.get((taught.text, token))
    else:
        found = max((chances.get((taught.text, token), 0.0) for token in text.words.tokens), default=0.0)
    return None if found is None else round(found, 4)


@dataclass(frozen=True, slots=True)
class _Fitted:
    weights: Floats
    bias: float


def _fit(features: Floats, told: Flags, strength: float = STRENGTH) -> _Fitted:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=_ROUNDS, solver="newton-cholesky").fit(
        features.astype(np.float64), told
    )
    return _Fitted(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


_ROUNDS = 500


def _held_out(data: Rows) -> Doubles:
    """The sum of each word by a regression that has not seen its text."""
    found = np.zeros(len(data.told))
    for fold in range(FOLDS):
        here = data.fold == fold
        fitted = _fit(data.features[~here], data.told[~here])
        found[here] = data.features[here].astype(np.float64) @ fitted.weights.astype(np.float64) + fitted.bias
    return found


@dataclass(frozen=True, slots=True)
class _Scale:
    slope: float
    shift: float

    def of(self, sums: Doubles) -> Doubles:
        made: Doubles = 1 / (1 + np.exp(-(self.slope * sums + self.shift)))
        return made


def _shares(told: Flags) -> Doubles:
    """What each word counts so that a share of `BASE` tells the concept."""
    words = int(told.sum())
    others = max(1, len(told) - words)
    return np.where(told, 1.0, words * (1 - BASE) / BASE / others)


def _scale(sums: Doubles, told: Flags) -> _Scale:
    """Platt's scale from sums of words that were held out to log-odds."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_FREE, max_iter=_ROUNDS).fit(sums[:, None], told, sample_weight=_shares(told))
    return _Scale(float(model.coef_[0, 0]), float(model.intercept_[0]))


_FREE = 10.0
"""Inverse of a penalty that keeps the scale finite where examples and others are wholly apart."""


def _threshold(chances: Doubles, told: Flags) -> float:
    """Half of the best F1 that any threshold reaches, which is where F1 is best for calibrated chances (Lipton,
    Elkan and Naryanaswamy 2014); steadier than the best threshold itself where examples are few."""
    order, share = np.argsort(-chances, kind="stable"), _shares(told)
    right, shown = np.cumsum((told * share)[order]), np.cumsum(share[order])
    best = float((2 * right / (shown + (told * share).sum())).max())
    return best / 2


def _figures(data: Rows, chances: Doubles, threshold: float, texts: int) -> Figures:
    shown = chances >= threshold
    right = int((shown & data.told).sum())
    return Figures(FOLDS, texts, int(data.told.sum()), int(shown.sum()), right, _off(chances, data.told))


def _off(chances: Doubles, told: Flags) -> float:
    """By how much chances are off on average (expected calibration error over tenths, among words with some chance)."""
    share, tenth = _shares(told), np.minimum((chances * 10).astype(int), 9)
    some = chances >= _SOME
    total = float(share[some].sum())
    apart = 0.0
    for each in range(10):
        here = some & (tenth == each)
        if here.any():
            apart += abs(float((share[here] * (chances[here] - told[here])).sum()))
    return round(apart / total, 4) if total else 0.0


_SOME = 0.05
"""Under this chance lies nearly every word; that they are right would hide all else."""
