"""Learns how much each reason counts in telling places apart: a conditional logit over the places of each name.

``python -m gesta.evaluate.place_ranker DATA`` learns from LGL and tells what five folds give beside the shipped
weights, which it holds on to: reasons that the set seldom shows (curated places, provinces) keep their weight. What it
learns is not shipped, because it does not win: docs/decisions/0010-place-weights-stay-set-by-hand.md.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gesta.evaluate.places import Accuracy, GoldPlace, GoldText, Pair, accuracy, lgl, with_gold_spans
from gesta.knowledge.places import Gazetteer, Place, distance_km, gazetteer
from gesta.resolve.place_scores import explained
from gesta.resolve.place_weights import weights as shipped
from gesta.resolve.places import text_hints
from gesta.resolve.toponyms import described, plain

FOLDS = 5
_HELD = 0.003
"""Strength of the pull towards the weights set by hand."""
_STEPS, _STEP = 400, 0.03
_PASSES = 2
"""What a document's other names mean depends on the weights; the second pass learns from what the first gives."""
_SAME_KM, _SAME_AREA_KM = 25.0, 161.0
_Floats = NDArray[np.float64]
_Item = tuple[_Floats, NDArray[np.bool_]]
"""A name: reasons of its places (places x reasons), and which of the places are right."""


def five_folds(texts: Sequence[GoldText], places: Gazetteer) -> Accuracy:
    """Each fold, by article, resolved with the weights that the other four teach."""
    pairs: list[Pair] = []
    for fold in range(FOLDS):
        learnt = learn([text for text in texts if _fold(text) != fold], places)
        pairs += with_gold_spans([text for text in texts if _fold(text) == fold], places, learnt)
    return accuracy(pairs, places)


def _fold(text: GoldText) -> int:
    return int.from_bytes(hashlib.sha256(text.key.encode()).digest()[1:5]) % FOLDS


def learn(texts: Iterable[GoldText], places: Gazetteer) -> Mapping[str, float]:
    """The weight of each reason, rounded to two decimals."""
    names = list(shipped())
    hand = np.array(list(shipped().values()))
    weights = hand
    for _ in range(_PASSES):
        current = dict(zip(names, map(float, weights), strict=True))
        items = [item for text in texts for item in _items(text, places, current, names)]
        weights = _fitted(items, hand)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _items(text: GoldText, places: Gazetteer, weights: Mapping[str, float], names: Sequence[str]) -> Iterator[_Item]:
    """The names of the text that have right places and wrong ones."""
    toponyms = plain((described(text.text, gold.start, gold.end) for gold in text.places), places)
    column = {name: number for number, name in enumerate(names)}
    for gold, weighed in zip(text.places, explained(toponyms, text_hints(text.text), places, weights), strict=True):
        right = _right(gold, [each.named.place for each in weighed])
        if right.any() and not right.all():
            rows = np.zeros((len(weighed), len(names)))
            for number, each in enumerate(weighed):
                for reason, strength, _ in each.told:
                    rows[number, column[reason]] = strength
            yield rows, right


def _right(gold: GoldPlace, places: Sequence[Place]) -> NDArray[np.bool_]:
    """Which of the places is the gold one: by GeoNames number, or small and beside it; where none has the number, a
    large one near it will do too."""
    same = [place.geonames is not None and place.geonames == gold.geonames for place in places]
    numbered = any(same)
    right = [
        exact or distance_km(gold.lat, gold.lon, place.lat, place.lon) <= _reach(place, numbered)
        for place, exact in zip(places, same, strict=True)
    ]
    return np.array(right, dtype=np.bool_)


def _reach(place: Place, numbered: bool) -> float:
    if place.level not in ("country", "region", "admin1"):
        return _SAME_KM
    return 0.0 if numbered else _SAME_AREA_KM


def _fitted(items: Sequence[_Item], hand: _Floats) -> _Floats:
    """The weights under which the right places are likeliest; Adam over all names at once."""
    most = max(len(rows) for rows, _ in items)
    reasons = np.zeros((len(items), most, len(hand)))
    absent = np.full((len(items), most), -np.inf)
    right = np.zeros((len(items), most), dtype=np.bool_)
    for number, (rows, good) in enumerate(items):
        reasons[number, : len(rows)], absent[number, : len(rows)], right[number, : len(rows)] = rows, 0.0, good
    weights, mean, square = hand.copy(), np.zeros_like(hand), np.zeros_like(hand)
    for step in range(1, _STEPS + 1):
        slope = _slope(reasons, absent, right, weights) + _HELD * (weights - hand)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - _STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _slope(reasons: _Floats, absent: _Floats, right: NDArray[np.bool_], weights: _Floats) -> _Floats:
    """Gradient of the mean negative log likelihood of the right places."""
    scores = reasons @ weights + absent
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely = raised / raised.sum(axis=1, keepdims=True)
    wanted = np.where(right, raised, 0.0)
    wanted = wanted / (wanted.sum(axis=1, keepdims=True) + 1e-12)
    slope: _Floats = np.einsum("nk,nkf->f", likely - wanted, reasons) / len(reasons)
    return slope


def main() -> int:
    """Exit status 0 when the weights were told; 2 without the one argument."""
    if len(sys.argv) != 2:
        print("usage: python -m gesta.evaluate.place_ranker DATA", file=sys.stderr)
        return 2
    texts = tuple(lgl(Path(sys.argv[1])))
    print("shipped weights:", accuracy(with_gold_spans(texts, gazetteer()), gazetteer()))
    print("learnt, five folds:", five_folds(texts, gazetteer()))
    for name, weight in learn(texts, gazetteer()).items():
        print(f"{name}\t{shipped()[name]:g}\t{weight:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
