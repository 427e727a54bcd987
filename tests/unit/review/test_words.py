"""Judgements as people read them."""

from __future__ import annotations

import pytest

from gesta.model.incidents import Value
from gesta.model.judgements import Judgement
from gesta.model.terms import JudgementId, JudgementKind
from gesta.review.words import judgement_words


def _made(kind: JudgementKind, field: str | None = None, value: Value = None) -> Judgement:
    return Judgement(JudgementId("jdg_1"), kind, (), "ann", "2026-01-01T00:00:00Z", field=field, value=value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"low": 10, "high": 10}, "killed: 10"),
        ({"low": 3, "high": 7}, "killed: low 3, high 7"),
        ({"low": 3, "high": None}, "killed: low 3"),
        (None, "killed: unknown"),
    ],
)
def test_a_value_is_told_by_the_name_of_its_field(value: Value, words: str) -> None:
    assert judgement_words(_made("value", "counts.killed", value)) == words


def test_verdicts_are_sentences() -> None:
    assert judgement_words(_made("right")) == "it happened as told"
    assert judgement_words(_made("different")) == "two incidents"
