"""Agreement of two readers, raw and beyond chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from gesta.model.served import SecondReading
from gesta.model.terms import JudgementId
from gesta.review.agreeing import agreements, differing, kappa

ANSWERS = st.sampled_from(["yes", "no", "1", "other"])


def reading(number: int, kind: str, first: str, answer: str) -> SecondReading:
    return SecondReading(f"qst_{number}", "ben", kind, "2026-01-01T00:00:00Z", answer, first, JudgementId("jdg_1"))


def test_a_worked_example() -> None:
    """50 proposals: both yes 20, both no 15, 5 and 10 apart: 0.7 observed, 0.5 by chance."""
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    assert kappa(pairs) == pytest.approx(0.4)


def test_where_chance_explains_all_there_is_no_kappa() -> None:
    assert kappa([]) is None
    assert kappa([("yes", "yes")] * 9) is None
    assert kappa([("yes", "no")]) == 0.0


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=2, max_size=40))
def test_it_is_what_another_implementation_says(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    if found is not None:
        firsts, seconds = zip(*pairs, strict=True)
        assert found == pytest.approx(cohen_kappa_score(firsts, seconds))
        assert found == pytest.approx(kappa([(other, one) for one, other in pairs]) or 0.0)
        assert -1.0 <= found <= 1.0


def test_agreement_is_told_by_kind_and_for_all() -> None:
    readings = [reading(1, "same", "yes", "yes"), reading(2, "same", "no", "yes"), reading(3, "event", "no", "no")]
    assert [(each.kind, each.number, each.alike) for each in agreements(readings)] == [
        ("event", 1, 1), ("same", 2, 1), ("all", 3, 2),
    ]  # fmt: skip
    assert differing(readings) == (readings[1],)
    assert agreements([]) == ()
