"""Scores of clusterings against the worked examples of the reference scorer's test cases (Pradhan et al. 2014)."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.evaluate.clusterings import Clustering, b_cubed, blanc, ceaf_e, clustering, conll, lea, muc, pairs

SMALL = st.dictionaries(st.integers(0, 30), st.integers(0, 6), max_size=30)
TWO = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=25)


def given_as(words: str) -> Clustering[str]:
    """One letter is one item: "a bc def"."""
    return clustering(words.split())


# key, response, recall, precision; overlapping "B" of the test cases is an item of its own
B_CUBED = [
    ("a bc def", "a bc def", F(1), F(1)),
    ("a bc def", "a de", F(7, 18), F(1)),
    ("a bc def", "a bcx defy z", F(1), F(55, 108)),
    ("a bc def", "a bcx dy z", F(5, 9), F(17, 42)),
    ("a bc def", "a bcxB dy z", F(5, 9), F(5, 16)),
    ("a bc def", "a bcx dy Bz", F(5, 9), F(17, 48)),
    ("a bc def", "a b c d e f", F(3, 6), F(1)),
    ("a bc def", "abcdef", F(1), F(7, 18)),
    ("a bc def", "a x y c d e z", F(13, 36), F(4, 7)),
    ("a bc def", "axycdez", F(17, 36), F(6, 49)),
    ("12345 67 89ABC", "12345 6789ABC", F(1), F(16, 21)),
    ("12345 67 89ABC", "1234589ABC 67", F(1), F(7, 12)),
]
MUC = [
    ("a bc def", "a bc def", (3, 3), (3, 3)),
    ("a bc def", "a de", (1, 3), (1, 1)),
    ("a bc def", "a bcx defy z", (3, 3), (3, 5)),
    ("a bc def", "a bcx dy z", (1, 3), (1, 3)),
    ("a bc def", "a bcxB dy z", (1, 3), (1, 4)),
    ("a bc def", "a b c d e f", (0, 3), (0, 0)),
    ("a bc def", "abcdef", (3, 3), (3, 5)),
    ("a bc def", "axycdez", (1, 3), (1, 6)),
    ("12345 67 89ABC", "12345 6789ABC", (9, 9), (9, 10)),
    ("12345 67 89ABC", "1234589ABC 67", (9, 9), (9, 10)),
    ("ABCD", "AB CD", (2, 3), (2, 2)),
    ("AB CD", "ABCD", (2, 2), (2, 3)),
    ("ABC", "AC", (1, 2), (1, 1)),
    ("BCDEGHJ", "ABC DEF GHI", (3, 6), (3, 6)),
    ("ABC DEFG", "AB CD FGH", (2, 5), (2, 4)),
]
CEAF = [
    ("a bc def", "a bc def", F(1), F(1)),
    ("a bc def", "a de", F(18, 30), F(18, 20)),
    ("a bc def", "a bcx defy z", (1 + F(4, 5) + F(6, 7)) / 3, (1 + F(4, 5) + F(6, 7)) / 4),
    ("a bc def", "a bcx dy z", F(22, 30), F(22, 40)),
    ("a bc def", "a bcxB dy z", (1 + F(4, 6) + F(2, 5)) / 3, (1 + F(4, 6) + F(2, 5)) / 4),
    ("a bc def", "a bcx dy Bz", F(22, 30), F(22, 40)),
    ("a b c d e f", "a b c d e f", F(1), F(1)),
]
LEA = [
    ("a bc def", "a de", F(2, 6), F(1)),
    ("a bc def", "a bcx defy z", F(1), F(4, 9)),
    ("a bc def", "a bcx dy z", F(3, 6), F(2, 7)),
    ("a bc def", "a bcxB dy z", F(3, 6), (1 + F(4, 6)) / 8),
    ("a bc def", "a bcx dy Bz", F(3, 6), F(2, 8)),
    ("a bc def", "a b c d e f", F(1, 6), F(1, 6)),
    ("a bc def", "abcdef", F(5, 6), F(4, 15)),
    ("a bc def", "a x y c d e z", F(1, 6), F(1, 7)),
    ("a bc def", "axycdez", F(1, 6), F(1, 21)),
    ("ab cde", "bcx de", F(1, 5), F(2, 5)),
    ("ab cde fg", "bcx de fg", F(3, 7), F(4, 7)),
    ("12345 67 89ABC", "12345 6789ABC", F(1), (5 + F(77, 21)) / 12),
    ("12345 67 89ABC", "1234589ABC 67", F(1), (F(200, 45) + 2) / 12),
    ("ABCD", "AB CD", F(1, 3), F(1)),
    ("BCDEGHJ", "ABC DEF GHI", F(1, 7), F(1, 3)),
    ("abcdef", "ab cde f", F(4, 15), F(5, 6)),
    ("a b c d e f", "a b c x y z", F(1, 2), F(1, 2)),
]


def f1(recall: F, precision: F) -> F:
    return 2 * recall * precision / (recall + precision) if recall + precision else F(0)


BLANC = [
    ("a bc def", "a bc def", F(1)),
    ("a bc def", "a de", (f1(F(1, 4), F(1)) + f1(F(2, 11), F(1))) / 2),
    ("a bc def", "a bcx defy z", (f1(F(1), F(4, 9)) + f1(F(1), F(11, 27))) / 2),
    ("a bc def", "a bcx dy z", (f1(F(1, 4), F(1, 4)) + f1(F(5, 11), F(5, 17))) / 2),
    ("a bc def", "a b c d e f", f1(F(1), F(11, 15)) / 2),
    ("a bc def", "abcdef", f1(F(1), F(4, 15)) / 2),
    ("a bc def", "axycdez", f1(F(1, 4), F(1, 21)) / 2),
    ("ab cde", "bcx de", F(7, 24)),
    ("ab cde fg", "bcx de fg", F(41, 80)),
    ("abcdef", "ab cde f", f1(F(4, 15), F(1))),
    ("abcdef", "abcxyz", F(1, 5)),
    ("a b c d e f", "ab cde f", f1(F(11, 15), F(1))),
    ("a b c d e f", "ab cxy z", f1(F(2, 15), F(2, 11))),
]


@pytest.mark.parametrize(("key", "response", "recall", "precision"), B_CUBED)
def test_b_cubed(key: str, response: str, recall: F, precision: F) -> None:
    found = b_cubed(given_as(key), given_as(response))
    assert (found.recall, found.precision) == pytest.approx((float(recall), float(precision)))


@pytest.mark.parametrize(("key", "response", "recall", "precision"), MUC)
def test_muc(key: str, response: str, recall: tuple[int, int], precision: tuple[int, int]) -> None:
    found = muc(given_as(key), given_as(response))
    assert (found.found, found.gold) == recall
    assert (found.precise, found.shown) == precision


@pytest.mark.parametrize(("key", "response", "recall", "precision"), CEAF)
def test_ceaf_e(key: str, response: str, recall: F, precision: F) -> None:
    found = ceaf_e(given_as(key), given_as(response))
    assert (found.recall, found.precision) == pytest.approx((float(recall), float(precision)))


@pytest.mark.parametrize(("key", "response", "recall", "precision"), LEA)
def test_lea(key: str, response: str, recall: F, precision: F) -> None:
    found = lea(given_as(key), given_as(response))
    assert (found.recall, found.precision) == pytest.approx((float(recall), float(precision)))


@pytest.mark.parametrize(("key", "response", "expected"), BLANC)
def test_blanc(key: str, response: str, expected: F) -> None:
    assert blanc(given_as(key), given_as(response)) == pytest.approx(float(expected))


def test_ceaf_e_pairs_for_the_greatest_sum_not_greedily() -> None:
    # greedy takes {abc} with {abcd} first and leaves 6/7; the best gives both gold clusters a partner
    key, response = given_as("abc def"), given_as("abcd ef")
    assert ceaf_e(key, response).f1 == pytest.approx(float((F(6, 7) + F(4, 5)) / 2))


def test_pairs_of_one_merged_cluster() -> None:
    found = pairs(given_as("ab cd"), given_as("abcd"))
    assert (found.precise, found.shown, found.found, found.gold) == (2, 6, 2, 2)


def test_conll_is_the_mean_of_three() -> None:
    key, response = given_as("a bc def"), given_as("a bcx dy z")
    expected = (F(1, 3) + f1(F(5, 9), F(17, 42)) + f1(F(22, 30), F(22, 40))) / 3
    assert conll(key, response) == pytest.approx(float(expected))


@given(SMALL.filter(lambda made: len(made) > 1))
def test_a_clustering_finds_itself(made: dict[int, int]) -> None:
    assert b_cubed(made, made).f1 == ceaf_e(made, made).f1 == lea(made, made).f1 == pytest.approx(1.0)
    assert blanc(made, made) == pytest.approx(1.0)
    together = pairs(made, made)
    assert together.precise == together.shown == together.gold
    assert muc(made, made).found == muc(made, made).gold


@given(SMALL, SMALL)
def test_exchanging_the_two_exchanges_precision_and_recall(one: dict[int, int], other: dict[int, int]) -> None:
    assert pairs(one, other).f1 == pairs(other, one).f1
    for score in (b_cubed, ceaf_e, lea):
        assert score(one, other).precision == pytest.approx(score(other, one).recall)
    assert conll(one, other) == pytest.approx(conll(other, one))


@given(TWO, st.permutations(range(6)), st.randoms())
def test_labels_and_order_change_nothing(two: list[tuple[int, int]], names: list[int], random: object) -> None:
    key = {item: labels[0] for item, labels in enumerate(two)}
    response = {item: labels[1] for item, labels in enumerate(two)}
    items = list(response)
    random.shuffle(items)  # type: ignore[attr-defined]
    renamed = {item: f"cluster {names[response[item]]}" for item in items}
    for score in (b_cubed, lea):
        assert score(key, response) == score(key, renamed)
    assert ceaf_e(key, response).f1 == pytest.approx(ceaf_e(key, renamed).f1)
    assert pairs(key, response) == pairs(key, renamed) and muc(key, response) == muc(key, renamed)
    assert blanc(key, response) == blanc(key, renamed)


@given(SMALL, SMALL)
def test_scores_lie_between_nothing_and_one(one: dict[int, int], other: dict[int, int]) -> None:
    for value in (conll(one, other), blanc(one, other), lea(one, other).f1, pairs(one, other).f1):
        assert 0.0 <= value <= 1.0 + 1e-12
