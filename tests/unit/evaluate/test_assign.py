from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gesta.evaluate.assign import best_pairs

MATRICES = st.integers(0, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(-3, 9), min_size=columns, max_size=columns), max_size=5)
)


def best_sum(weights: list[list[int]]) -> int:
    rows, columns = len(weights), max((len(row) for row in weights), default=0)
    best = 0
    for choice in itertools.product([*range(columns), None], repeat=rows):
        used = [c for c in choice if c is not None]
        if len(used) == len(set(used)):
            best = max(best, sum(max(0, weights[r][c]) for r, c in enumerate(choice) if c is not None))
    return best


def test_empty_and_forbidden() -> None:
    assert best_pairs([]) == ()
    assert best_pairs([[], []]) == ()
    assert best_pairs([[0, -4]]) == ()


def test_crossing_beats_the_greedy_choice() -> None:
    # greedy 9 + 1 = 10; crossed 8 + 7 = 15
    assert best_pairs([[9, 8], [7, 1]]) == ((0, 1), (1, 0))


@given(MATRICES)
def test_no_pairing_has_a_greater_sum(weights: list[list[int]]) -> None:
    pairs = best_pairs(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert all(weights[r][c] > 0 for r, c in pairs)
    assert sum(weights[r][c] for r, c in pairs) == best_sum(weights)
