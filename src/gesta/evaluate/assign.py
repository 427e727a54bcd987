"""The best one-to-one pairing of two small lists (Kuhn-Munkres in O(n^3), in the form with potentials)."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Row-column pairs whose weights have the greatest sum; each row and column at most once, rows in order.

    A weight of 0 or less means that the two must not be paired. Weights are whole numbers, so that ties are exact;
    among equal sums the answer is a fixed one for the same input.
    """
    rows, columns = len(weights), max((len(row) for row in weights), default=0)
    size = max(rows, columns)
    if not rows or not columns:
        return ()
    cost = [
        [-max(0, weights[r][c]) if r < rows and c < len(weights[r]) else 0 for c in range(size)] for r in range(size)
    ]
    row_of = _assign(cost)
    pairs = [(row, column) for column, row in enumerate(row_of) if row < rows and column < len(weights[row])]
    return tuple(sorted((row, column) for row, column in pairs if weights[row][column] > 0))


def _assign(cost: list[list[int]]) -> list[int]:
    """For each column its row in a cheapest perfect matching of a square matrix; indices from 0."""
    size = len(cost)
    row_potential = [0] * (size + 1)
    column_potential = [0] * (size + 1)
    row_of = [0] * (size + 1)  # rows and columns count from 1 here; 0 is "none"
    for row in range(1, size + 1):
        row_of[0] = row
        column = 0
        slack: list[int | None] = [None] * (size + 1)
        came_from = [0] * (size + 1)
        used = [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            current, following = row_of[column], 0
            delta: int | None = None
            for other in range(1, size + 1):
                if used[other]:
                    continue
                reduced = cost[current - 1][other - 1] - row_potential[current] - column_potential[other]
                known = slack[other]
                if known is None or reduced < known:
                    slack[other], came_from[other], known = reduced, column, reduced
                if delta is None or known < delta:
                    delta, following = known, other
            assert delta is not None  # a perfect matching of a square matrix always exists
            for other in range(size + 1):
                if used[other]:
                    row_potential[row_of[other]] += delta
                    column_potential[other] -= delta
                elif (left := slack[other]) is not None:
                    slack[other] = left - delta
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [row - 1 for row in row_of[1:]]
