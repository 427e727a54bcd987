"""The regression behind a detector: fitted, held out by text, scaled to chances of news, and its figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesta.pipeline.teaching import FOLDS, Flags, Rows
from gesta.readers.detector import Figures
from gesta.readers.heads import Floats

STRENGTH = 0.03
"""Inverse of the penalty on squared weights; of 0.003 to 1 the best on annotated articles (decision 18)."""
BASE = 0.01
"""Share of words that tell the concept in the news that a detector is calibrated for. In the annotated articles it is
0.1 to 0.9 % for the commoner concepts; who learns a concept mostly reads texts about it."""
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A regression: weights of the features, and what it adds."""

    weights: Floats
    bias: float


def fit(features: Floats, told: Flags) -> Fitted:
    """The regression of N words, each of which tells the concept or not."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=_ROUNDS, solver="newton-cholesky").fit(
        features.astype(np.float64), told
    )
    return Fitted(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


_ROUNDS = 500


def held_out(data: Rows) -> Doubles:
    """The sum of each word by a regression that has not seen its text."""
    found = np.zeros(len(data.told))
    for fold in range(FOLDS):
        here = data.fold == fold
        fitted = fit(data.features[~here], data.told[~here])
        found[here] = data.features[here].astype(np.float64) @ fitted.weights.astype(np.float64) + fitted.bias
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """From the sums of a regression to the log-odds of news."""

    slope: float
    shift: float

    def of(self, sums: Doubles) -> Doubles:
        """The chances of the sums."""
        made: Doubles = 1 / (1 + np.exp(-(self.slope * sums + self.shift)))
        return made


def _shares(told: Flags) -> Doubles:
    """What each word counts so that a share of `BASE` tells the concept."""
    words = int(told.sum())
    others = max(1, len(told) - words)
    return np.where(told, 1.0, words * (1 - BASE) / BASE / others)


def scale_of(sums: Doubles, told: Flags) -> Scale:
    """Platt's scale from sums of words that were held out to log-odds."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_FREE, max_iter=_ROUNDS).fit(sums[:, None], told, sample_weight=_shares(told))
    return Scale(max(0.0, float(model.coef_[0, 0])), float(model.intercept_[0]))


_FREE = 10.0
"""Inverse of a penalty that keeps the scale finite where examples and others are wholly apart."""


def threshold_of(chances: Doubles, told: Flags) -> float:
    """Half of the best F1 that any threshold reaches, which is where F1 is best for calibrated chances (Lipton,
    Elkan and Naryanaswamy 2014); steadier than the best threshold itself where examples are few."""
    order, share = np.argsort(-chances, kind="stable"), _shares(told)
    right, shown = np.cumsum((told * share)[order]), np.cumsum(share[order])
    best = float((2 * right / (shown + (told * share).sum())).max())
    return max(_LEAST, best / 2)


_LEAST = 0.02
"""A chance twice that of any word; a detector that has learnt nothing then reads nothing."""


def figures_of(data: Rows, chances: Doubles, threshold: float, texts: int) -> Figures:
    """What the chances of words that were held out come to."""
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
