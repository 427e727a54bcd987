"""What hangs together over however many steps, and how it is packed into tasks of about one size."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gesta.batch.shuffle import Numbers


def joined(count: int, edges: Iterable[tuple[Numbers, Numbers]]) -> Numbers:
    """For each of so many things the least one that it hangs together with.

    ``edges``: ends of some of the edges at a time; they are never in memory together. 24 bytes for each thing.
    """
    labels = np.arange(count, dtype=np.int64)
    for one, other in edges:
        ends, others = one, other
        while len(ends):
            mine, theirs = labels[ends], labels[others]
            apart = mine != theirs
            ends, others = ends[apart], others[apart]
            low, high = np.minimum(mine, theirs)[apart], np.maximum(mine, theirs)[apart]
            np.minimum.at(labels, high, low)
            _shorten(labels)
    return labels


def _shorten(labels: Numbers) -> None:
    """Everything names the least one, not one that names it."""
    while True:
        further = labels[labels]
        if np.array_equal(further, labels):
            return
        labels[:] = further


def heaviest(tasks: Numbers, weights: Numbers) -> list[int]:
    """The numbers of the tasks, the heaviest first: a long one that begins last is waited for by all."""
    loads = np.bincount(tasks, weights=weights)
    return [int(each) for each in np.argsort(-loads, kind="stable")]


def packed(weights: Numbers, most: int) -> Numbers:
    """The task of each thing, from 0, in the order given: of up to ``most``, but for one thing that weighs more."""
    tasks = np.empty(len(weights), dtype=np.int64)
    task, load = 0, 0
    for place, weight in enumerate(weights.tolist()):
        if load and load + weight > most:
            task, load = task + 1, 0
        tasks[place] = task
        load += weight
    return tasks
