"""Learning the weights of merging: bounds and signs hold, rare words weigh more than common ones."""

from __future__ import annotations

import numpy as np

from gesta.evaluate.merge_learn import BOUNDS, NAMES, SET_BY_HAND, fit
from gesta.evaluate.merge_profiles import made_profiles
from gesta.evaluate.merge_words import document_frequencies, table
from gesta.merge.across.compare import frozen_weights
from gesta.merge.across.features import features
from gesta.merge.across.sides import side
from gesta.merge.across.words import hashed


def test_weights_follow_the_data_within_sign_and_bounds() -> None:
    chance = np.random.default_rng(5)
    same = (chance.random(400) < 0.5).astype(float)
    rows = np.zeros((400, len(NAMES)))
    rows[:, NAMES.index("before any comparison")] = 1.0
    rows[:, NAMES.index("named in both")] = same
    rows[:, NAMES.index("same hour")] = 1.0 - same
    weights = fit(rows, same)
    assert weights["named in both"] > SET_BY_HAND["named in both"]
    assert weights["same hour"] == 0.0
    for name, (low, high) in BOUNDS.items():
        assert low <= weights[name] <= high


def test_the_shipped_weights_are_those_of_the_comparisons() -> None:
    assert frozen_weights().keys() == SET_BY_HAND.keys()
    one, other = (profile for profile, _ in made_profiles(2))
    assert {name for name, _ in features(side(one), side(other))} <= set(NAMES)


def test_a_word_is_as_common_as_where_it_is_commonest() -> None:
    ours = document_frequencies(["rebels fled", "officers fled", "officers came", "officers left"])
    others = document_frequencies(["rebels came", "rebels left"])
    found = table(ours, others)
    assert found[hashed("rebels")] == 0.0
    assert hashed("came") not in found
    assert 0.0 < found[hashed("officers")] < found[hashed("fled")]
