"""Figures of learning, in numbers and in words that do not say more than the numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.cli.codebook_figures import MOST_DOUBTED, Hits, doubted, figures, in_words, interval, more_help
from gesta.codebook.taught import Taught


def test_figures_stand_with_their_counts() -> None:
    told = dict(figures(Hits(right=20, wrong=3, missed=4)))
    assert told["precision"].startswith("0.87  20 of 23 that it found tell it")
    assert told["recall"].startswith("0.83  20 of 24 that tell it were found")
    assert told["F1"] == "0.85"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 0, 0.0, 1.0), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (90, 100, 0.826, 0.945)],
)  # fmt: skip
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    """The last three as Wilson (1927) gives them; scipy's binomtest(...).proportion_ci(method="wilson") agrees."""
    assert interval(part, whole) == pytest.approx((low, high), abs=0.001)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_shares_are_shares_and_lie_in_their_intervals(right: int, wrong: int, missed: int) -> None:
    hits = Hits(right, wrong, missed)
    assert 0 <= hits.f1 <= 1 and 0 <= hits.precision <= 1 and 0 <= hits.recall <= 1
    if right + wrong:
        low, high = interval(right, right + wrong)
        assert low - 1e-9 <= hits.precision <= high + 1e-9
    if right:
        assert hits.f1 == pytest.approx(2 * hits.precision * hits.recall / (hits.precision + hits.recall))


def test_words_for_few_many_and_none() -> None:
    assert in_words(Hits(0, 0, 9)) == "It finds nothing yet."
    assert "rough estimate" in in_words(Hits(8, 2, 2))
    many = in_words(Hits(800, 200, 200))
    assert "about 8 tell the concept" in many and "rough" not in many


def test_whether_more_would_help() -> None:
    assert "12 more that tell it and 5 more that do not" in more_help(8, 15, 0.7, None)
    assert more_help(50, 50, 0.85, 0.75).startswith("More examples would help: F1 was 0.75")
    assert "hardly help" in more_help(50, 50, 0.85, 0.84)
    assert "least sure" in more_help(50, 50, 0.85, None)


def test_what_looks_mislabelled() -> None:
    def example(number: int, told: bool) -> Taught:
        return Taught(f"passage {number}", 0, 7, told, f"x.jsonl:{number}")

    taught = [example(1, True), example(2, False), example(3, True), example(4, False), example(5, True)]
    found = doubted(taught, [0.02, 0.99, 0.3, 0.8, None], 0.35)
    assert [each.source for each, _ in found] == ["x.jsonl:2", "x.jsonl:1"]
    assert len(doubted([example(number, True) for number in range(20)], [0.01] * 20, 0.35)) == MOST_DOUBTED
