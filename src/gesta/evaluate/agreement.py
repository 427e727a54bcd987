"""Two tables of events set against each other: which rows are one event, and in what they agree."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from gesta.evaluate.assign import best_pairs
from gesta.evaluate.foreign_rows import Row, Rows
from gesta.knowledge.places import distance_km

DAYS, KM = 3, 50
"""How far apart two rows of one event may be beyond what their precision allows."""
_LARGEST = 60
"""Rows on a side of a group that is paired at best; of a larger one the best pairs are taken first."""
_NEAR, _SAME_KIND, _SAME_SUB, _SAME_ACTOR, _SAME_TOLL = 400, 100, 100, 200, 100
"""What makes two rows more likely one event: a day and a point without a gap, type, finer type, an actor, the toll."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that are taken for one event. ``days``: between their intervals, 0 where they meet; ``km``: between
    their points, None where one has none; what else is None cannot be compared: types of two shapes, actors or deaths
    that one does not tell."""

    ours: Row
    theirs: Row
    days: int
    km: float | None
    kind: bool | None
    sub: bool | None
    actor: bool | None
    toll: bool | None
    overlap: bool | None
    weight: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """``outside``: rows of theirs in countries or on days of which ours tells nothing, which are not compared."""

    pairs: tuple[Pair, ...]
    only_ours: tuple[Row, ...]
    only_theirs: tuple[Row, ...]
    outside: int


def compared(ours: Rows, theirs: Rows, days: int = DAYS, km: float = KM) -> Agreement:
    """Rows paired one to one, the same for every order of the rows: those of one country, at most ``days`` and ``km``
    apart beyond their precision, so that the pairs are as alike as can be in sum."""
    mine = sorted(ours.rows, key=_order)
    other = [row for row in sorted(theirs.rows, key=_order) if _covered(row, _cover(mine, days))]
    alike = ours.shape == theirs.shape
    likely = {(i, j): pair for i, j in _near(mine, other, days) if (pair := _pair(mine[i], other[j], days, km, alike))}
    chosen = sorted(edge for group in _groups(likely) for edge in _assigned(group, likely))
    taken, given = {i for i, _ in chosen}, {j for _, j in chosen}
    return Agreement(
        tuple(likely[edge] for edge in chosen),
        tuple(row for i, row in enumerate(mine) if i not in taken),
        tuple(row for j, row in enumerate(other) if j not in given),
        len(theirs.rows) - len(other),
    )


def _order(row: Row) -> tuple[date, date, str]:
    return row.first, row.last, row.id


def _cover(rows: Sequence[Row], days: int) -> Mapping[str, tuple[date, date]]:
    """For each country the days from the first to the last row, with those around."""
    found: dict[str, tuple[date, date]] = {}
    for row in rows:
        first, last = found.get(row.country, (row.first, row.last))
        found[row.country] = min(first, row.first), max(last, row.last)
    return {each: (_shift(first, -days), _shift(last, days)) for each, (first, last) in found.items()}


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))


def _covered(row: Row, cover: Mapping[str, tuple[date, date]]) -> bool:
    span = cover.get(row.country)
    return span is not None and row.last >= span[0] and row.first <= span[1]


def _near(ours: Sequence[Row], theirs: Sequence[Row], days: int) -> Iterator[tuple[int, int]]:
    """Places of rows of one country whose days are not further apart; ``theirs`` is in order of first days."""
    longest = max((row.last - row.first for row in theirs), default=timedelta())
    firsts = [row.first for row in theirs]
    for i, row in enumerate(ours):
        start = bisect_left(firsts, _shift(row.first, -days - longest.days))
        for j in range(start, len(theirs)):
            if (theirs[j].first - row.last).days > days:
                break
            if theirs[j].country == row.country and _gap(row, theirs[j]) <= days:
                yield i, j


def _gap(one: Row, other: Row) -> int:
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def _pair(one: Row, other: Row, days: int, km: float, alike: bool) -> Pair | None:
    """The two as a pair; None where they are too far apart."""
    apart = _distance(one, other)
    allowed = km + (one.radius or 0) + (other.radius or 0)
    if apart is not None and apart > allowed:
        return None
    gap = _gap(one, other)
    kind = one.kind == other.kind if alike else None
    sub = one.sub == other.sub if alike and one.sub and other.sub else None
    actor = bool(set(one.actors) & set(other.actors)) if one.actors and other.actors else None
    toll, overlap = _tolls(one, other)
    near = _NEAR * (1 - gap / (days + 1)) + (_NEAR * (1 - apart / (allowed + 1)) if apart is not None else 0)
    weight = (
        round(near)
        + _SAME_KIND * bool(kind)
        + _SAME_SUB * bool(sub)
        + _SAME_ACTOR * bool(actor)
        + _SAME_TOLL * bool(overlap)
    )
    return Pair(one, other, gap, apart, kind, sub, actor, toll, overlap, weight + 1)


def _distance(one: Row, other: Row) -> float | None:
    """Kilometres between the points; None where one of them is no point."""
    if one.radius is None or other.radius is None:
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _tolls(one: Row, other: Row) -> tuple[bool | None, bool | None]:
    """Whether the best figures are the same, and whether the ranges meet; None where one has no figure."""
    if one.best is None or other.best is None:
        return None, None
    low, high = _range(one), _range(other)
    return one.best == other.best, low[0] <= high[1] and high[0] <= low[1]


def _range(row: Row) -> tuple[int, int]:
    best = row.best or 0
    return (best if row.low is None else row.low), (best if row.high is None else row.high)


def _groups(likely: Mapping[tuple[int, int], Pair]) -> Iterator[list[tuple[int, int]]]:
    """Pairs that share rows, directly or by others."""
    by_ours: dict[int, list[tuple[int, int]]] = {}
    by_theirs: dict[int, list[tuple[int, int]]] = {}
    for edge in likely:
        by_ours.setdefault(edge[0], []).append(edge)
        by_theirs.setdefault(edge[1], []).append(edge)
    seen: set[tuple[int, int]] = set()
    for start in sorted(likely):
        if start in seen:
            continue
        group, waiting = list[tuple[int, int]](), [start]
        seen.add(start)
        while waiting:
            edge = waiting.pop()
            group.append(edge)
            fresh = [each for each in (*by_ours.pop(edge[0], ()), *by_theirs.pop(edge[1], ())) if each not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        yield sorted(group)


def _assigned(group: Sequence[tuple[int, int]], likely: Mapping[tuple[int, int], Pair]) -> list[tuple[int, int]]:
    """The pairs of a group with the greatest weight in sum; of a large group the heaviest one after another."""
    ours, theirs = sorted({i for i, _ in group}), sorted({j for _, j in group})
    if max(len(ours), len(theirs)) > _LARGEST:
        return _heaviest(group, likely)
    edges = set(group)
    weights = [[likely[i, j].weight if (i, j) in edges else 0 for j in theirs] for i in ours]
    return [(ours[row], theirs[column]) for row, column in best_pairs(weights)]


def _heaviest(group: Sequence[tuple[int, int]], likely: Mapping[tuple[int, int], Pair]) -> list[tuple[int, int]]:
    taken: set[int] = set()
    given: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for edge in sorted(group, key=lambda each: (-likely[each].weight, each)):
        if edge[0] not in taken and edge[1] not in given:
            chosen.append(edge)
            taken.add(edge[0])
            given.add(edge[1])
    return chosen


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the pairs that can be compared agree in one respect."""

    name: str
    agree: int
    of: int


def shares(found: Agreement) -> tuple[Share, ...]:
    """Agreement of the pairs by respect."""
    pairs = found.pairs
    asked = (
        ("same type", [pair.kind for pair in pairs]),
        ("same finer type", [pair.sub for pair in pairs]),
        ("days meet", [pair.days == 0 for pair in pairs]),
        ("at most 25 km apart", [None if pair.km is None else pair.km <= 25 for pair in pairs]),
        ("an actor in common", [pair.actor for pair in pairs]),
        ("same deaths", [pair.toll for pair in pairs]),
        ("deaths overlap", [pair.overlap for pair in pairs]),
    )
    return tuple(
        Share(name, sum(each is True for each in told), sum(each is not None for each in told)) for name, told in asked
    )


def middle_km(found: Agreement) -> float | None:
    """The median distance of the pairs that have two points."""
    told = [pair.km for pair in found.pairs if pair.km is not None]
    return round(median(told), 1) if told else None
