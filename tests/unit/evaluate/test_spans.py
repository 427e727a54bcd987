from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gesta.evaluate.measures import Prf
from gesta.evaluate.spans import LabelledSpan, by_label, over_documents, relaxed, strict

A = LabelledSpan


def test_strict_needs_the_very_bounds_and_label() -> None:
    gold = [A(0, 5, "place"), A(10, 14, "time")]
    # of 3 shown one is exact; of 2 gold one is found
    assert strict(gold, [A(0, 5, "place"), A(10, 15, "time"), A(10, 14, "place")]) == Prf(1, 3, 1, 2)
    assert strict(gold, gold) == Prf(2, 2, 2, 2)
    assert strict([A(0, 5)], [A(0, 5), A(0, 5)]) == Prf(1, 2, 1, 1)  # said twice is right once


def test_relaxed_needs_a_shared_character_and_the_label() -> None:
    gold = [A(0, 5, "place"), A(10, 14, "time")]
    assert relaxed(gold, [A(4, 9, "place"), A(13, 20, "time")]) == Prf(2, 2, 2, 2)
    assert relaxed(gold, [A(5, 9, "place"), A(10, 14, "place")]) == Prf(0, 2, 0, 2)


def test_one_long_span_finds_one_thing() -> None:
    assert relaxed([A(0, 5), A(10, 14), A(20, 25)], [A(0, 100)]) == Prf(1, 1, 1, 3)


def test_documents_and_labels_add_up() -> None:
    gold = {"d1": [A(0, 5, "place")], "d2": [A(0, 5, "time")]}
    shown = {"d1": [A(0, 5, "place"), A(6, 9, "time")], "d3": [A(0, 5, "place")]}  # d3 is not in gold: not scored
    assert over_documents(gold, shown, strict) == Prf(1, 2, 1, 2)
    assert by_label(gold, shown, strict) == {"place": Prf(1, 1, 1, 1), "time": Prf(0, 1, 0, 1)}


SPANS = st.lists(
    st.builds(
        lambda start, size, label: A(start, start + size, label),
        st.integers(0, 12),
        st.integers(1, 6),
        st.sampled_from("xy"),
    ),
    max_size=4,
)


@given(SPANS, SPANS)
def test_relaxed_is_the_largest_matching(gold: list[A], shown: list[A]) -> None:
    best = 0
    for choice in itertools.product([*range(len(shown)), None], repeat=len(gold)):
        used = [c for c in choice if c is not None]
        pairs = [(gold[g], shown[s]) for g, s in enumerate(choice) if s is not None]
        if len(used) == len(set(used)) and all(
            g.label == s.label and g.start < s.end and s.start < g.end for g, s in pairs
        ):
            best = max(best, len(pairs))
    assert relaxed(gold, shown) == Prf(best, len(shown), best, len(gold))
    assert strict(gold, shown).precise <= best
