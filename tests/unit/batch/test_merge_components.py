"""What hangs together is found a few edges at a time, and packed into tasks that stay within their size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gesta.batch.merge_components import heaviest, joined, packed
from gesta.model.groups import Groups

COUNT = 30
EDGES = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)))


@given(pieces=st.lists(EDGES, max_size=5))
def test_the_components_are_those_of_groups(pieces: list[list[tuple[int, int]]]) -> None:
    groups = Groups([f"{each:02}" for each in range(COUNT)])
    for one, other in (edge for piece in pieces for edge in piece):
        groups.join(f"{one:02}", f"{other:02}")
    ends = (np.array(piece, dtype=np.int64).reshape(-1, 2).T for piece in pieces)
    found = joined(COUNT, ((each[0], each[1]) for each in ends))
    assert found.tolist() == [int(groups.root(f"{each:02}")) for each in range(COUNT)]


def test_a_long_chain_is_one_component() -> None:
    order = np.random.default_rng(0).permutation(5_000)
    assert set(joined(5_000, [(order[:-1], order[1:])]).tolist()) == {0}


@given(weights=st.lists(st.integers(1, 50)), most=st.integers(1, 60))
def test_tasks_are_filled_in_order_and_no_further(weights: list[int], most: int) -> None:
    tasks = packed(np.array(weights, dtype=np.int64), most).tolist()
    assert tasks == sorted(tasks)
    assert sorted(set(tasks)) == list(range(len(set(tasks))))
    for task in set(tasks):
        load = [weight for weight, its in zip(weights, tasks, strict=True) if its == task]
        assert sum(load) <= most or len(load) == 1


def test_the_heaviest_task_begins_first() -> None:
    assert heaviest(np.array([0, 0, 1, 2]), np.array([2, 3, 9, 1])) == [1, 0, 2]
    assert heaviest(np.array([], dtype=np.int64), np.array([], dtype=np.int64)) == []
