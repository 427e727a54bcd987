"""Scores of time expressions, and the baseline they are compared with."""

from __future__ import annotations

import pytest

from gesta.evaluate.dateparser_baseline import found
from gesta.evaluate.times import GoldText, ValuedSpan, score_times
from gesta.model.spans import Span


def spans(*values: tuple[int, int, str | None]) -> tuple[ValuedSpan, ...]:
    return tuple(ValuedSpan(Span(start, end), value) for start, end, value in values)


def test_value_f1_counts_right_values_over_gold_and_given() -> None:
    gold = spans((0, 4, "2019"), (10, 16, "2020-01-02"), (20, 24, "P2D"))
    given = spans((0, 4, "2019"), (9, 16, "2020-01-03"), (30, 34, "2001"))
    total = score_times(gold, given)
    assert (total.strict, total.values, total.relaxed_gold) == (1, 1, 2)
    assert total.value_f1 == pytest.approx(1 / 3)
    assert total.value_accuracy == 0.5


def test_nothing_given_scores_nothing() -> None:
    assert score_times(spans((0, 4, "2019")), ()).value_f1 == 0.0


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge fell on 3 May 2021 at last.", "3 May 2021", "2021-05-03"),
        ("The town was rebuilt in March 2019, they say.", "March 2019", "2019-03"),
        ("The mill has stood since 1987.", "1987", "1987"),
    ],
)
def test_the_baseline_is_as_coarse_as_the_words_and_free_of_prepositions(text: str, words: str, value: str) -> None:
    (one,) = found(GoldText("t", text, "2022-09-30", ()))
    assert (text[one.span.start : one.span.end], one.value) == (words, value)
