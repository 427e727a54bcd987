"""Figures of the recipe on small documents whose figures are known by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
from figures import _best, figures
from hypothesis import given
from hypothesis import strategies as st
from models.en.tests.documents import built
from sets import prepared

SENTENCES = [["Gunmen", "killed", "him", "."], ["Police", "fled", "."]]


def perfect(labels: dict[str, Any]) -> dict[str, np.ndarray]:
    """Logits that say what the labels say."""
    return {
        "event": 9 * (2 * labels["event"] - 1), "background": 9 * (2 * labels["background"] - 1),
        "concept": 9.0 * (labels["concept"][:, None] == np.arange(5)), "realis": 9.0 * (labels["realis"][:, None] == np.arange(5)),
        "entity": 9.0 * (labels["entity"][:, None] == np.arange(30)), "roles": 9 * (2 * labels["roles"] - 1),
        "same": 9 * (2 * labels["same"] - 1),
    }  # fmt: skip


def example() -> dict[str, Any]:
    labels = prepared(built(SENTENCES))
    labels["same"][:] = 1
    return labels


def test_what_is_all_right_has_the_whole_score() -> None:
    labels = example()
    found = figures([(labels, perfect(labels))], [(labels, perfect(labels))])
    assert found["mean"] == 100.0
    assert found["entity"] == found["event"] == found["same_best"] == 100.0


def test_acts_that_are_missed_and_made_up() -> None:
    labels = example()
    out = perfect(labels)
    out["event"] = np.array([-1, 1, -2, -3, 2, -1.5, -4])  # gold: tokens 0 and 4
    found = figures([(labels, out)])
    assert (found["event_p"], found["event_r"], found["event"]) == (50.0, 50.0, 50.0)
    assert found["event_best"] == 80.0  # at -1: three are told, two of them right
    assert "entity" not in found


def test_a_name_counts_only_with_both_of_its_ends() -> None:
    labels = example()
    out = perfect(labels)
    out["entity"][1, labels["entity"][0] + 1] = 99.0  # the name goes on
    assert figures([(labels, out)], [(labels, out)])["entity"] == 0.0


@given(st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=1, max_size=30))
def test_the_best_threshold_is_at_least_as_good_as_any(drawn: list[tuple[int, bool]]) -> None:
    scores, wanted = np.array([score for score, _ in drawn], float), np.array([right for _, right in drawn], float)
    best = _best(scores, wanted)
    for threshold in np.unique(scores):
        told = scores >= threshold
        assert best >= 200 * (told * wanted).sum() / (told.sum() + wanted.sum()) - 1e-6
