from __future__ import annotations

from operator import eq

from gesta.evaluate.measures import Prf, Ratio, added, matched


def test_counts_are_added_by_key() -> None:
    assert added({"a": Ratio(1, 2)}, {"b": Ratio(0, 1), "a": Ratio(1, 1)}) == {"a": Ratio(2, 3), "b": Ratio(0, 1)}
    assert added({}, {"a": Prf(1, 1, 1, 1)}) == {"a": Prf(1, 1, 1, 1)}


def test_two_answers_may_meet_one_item() -> None:
    # both 1s are right, the 3 is not; of 1 and 2 the 1 is found
    assert matched([1, 2], [1, 1, 3], eq) == Prf(2, 3, 1, 2)
    assert matched([], [1], eq) == Prf(0, 1, 0, 0)
