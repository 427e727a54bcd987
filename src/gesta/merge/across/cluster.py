"""Accounts to incidents: the strongest links first, two clusters joined when their members agree on the whole.

The result for a connected component stands on nothing outside it, so that clustering again only the components that a
new report touches ends where clustering everything ends. A person's judgements come before every link.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import product
from typing import NamedTuple

from gesta.merge.across.compare import LINKED, weigh
from gesta.model.groups import Groups
from gesta.model.merged import Link
from gesta.model.profiles import Profile
from gesta.model.terms import IncidentId

Pair = tuple[IncidentId, IncidentId]
Weigh = Callable[[Profile, Profile], float | None]
Split = Mapping[IncidentId, Set[IncidentId]]
"""For each account those that a person judged to be other occurrences."""

APART = -6.0
"""What a cannot-link between two members counts in the mean of two clusters: as much as the clearest disagreement,
so that one misread value does not outweigh ten links, but outweighs any single one."""
JOINED = 0.2
"""Mean log-odds from which two clusters are one incident: on the `learn` half 0 to 0.5 differ by less than a point of
F1, and precision is worth more here than recall."""
_SAMPLE = 6
"""Members of a cluster, in the order of their ids, which are hashes, that stand for it where it has more: 36
comparisons decide."""
_PASSES = 3
"""A link that failed is tried again after others joined; on the development data the first pass already settles all."""


def clusters(
    profiles: Mapping[IncidentId, Profile] | Iterable[Profile],
    links: Iterable[Link],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    weight: Weigh = weigh,
) -> tuple[tuple[IncidentId, ...], ...]:
    """Every account once, in clusters; members by id, clusters by their first member.

    ``links``: those at or above ``LINKED``; others are ignored. ``same``, ``different``: pairs judged by a person;
    where they contradict one another ``different`` wins. Pairs of accounts without a profile are ignored.
    """
    table = profiles if isinstance(profiles, Mapping) else {each.account: each for each in profiles}
    edges = {_pair(each.one, each.other): each.weight for each in links if each.weight >= LINKED}
    edges = {pair: value for pair, value in edges.items() if pair[0] in table and pair[1] in table}
    joined = sorted({_pair(*pair) for pair in same if pair[0] in table and pair[1] in table})
    split: dict[IncidentId, set[IncidentId]] = defaultdict(set)
    for one, other in different:
        split[one].add(other)
        split[other].add(one)
    made: list[tuple[IncidentId, ...]] = []
    for component in _components(table, edges, joined):
        made.extend(_settled(component, table, split, weight))
    return tuple(sorted(made))


class _Component(NamedTuple):
    """A connected component: its members, its links in the order of ``_rank``, its pairs judged the same."""

    members: list[IncidentId]
    links: list[tuple[bool, float, Pair]]
    same: list[Pair]


def _pair(one: IncidentId, other: IncidentId) -> Pair:
    return (one, other) if one < other else (other, one)


def _components(
    table: Mapping[IncidentId, Profile], edges: Mapping[Pair, float], joined: Sequence[Pair]
) -> Iterator[_Component]:
    found = Groups(table)
    for one, other in (*edges, *joined):
        found.join(one, other)
    parts: dict[IncidentId, _Component] = {}
    for account in sorted(table):
        parts.setdefault(found.root(account), _Component([], [], [])).members.append(account)
    for pair, value in edges.items():
        parts[found.root(pair[0])].links.append(_rank(table, pair, value))
    for pair in joined:
        parts[found.root(pair[0])].same.append(pair)
    for part in parts.values():
        part.links.sort()
        yield part


def _rank(table: Mapping[IncidentId, Profile], pair: Pair, value: float) -> tuple[bool, float, Pair]:
    """Links between the incidents that two reports are about first, they are read best; then the strongest first."""
    return not (table[pair[0]].main and table[pair[1]].main), -value, pair


def _settled(
    component: _Component, table: Mapping[IncidentId, Profile], split: Split, weight: Weigh
) -> Iterator[tuple[IncidentId, ...]]:
    """The clusters of one component."""
    if len(component.members) == 1:
        yield tuple(component.members)
        return
    state = _Clustering(component, table, split, weight)
    for one, other in component.same:
        state.join(one, other, judged=True)
    for _ in range(_PASSES):
        joined = [state.join(*pair) for *_, pair in component.links]
        if not any(joined):
            break
    yield from state.clusters()


class _Clustering:
    """The clusters of a component while they grow; ``_failed``: those, with their sizes, that were not to be joined."""

    def __init__(self, component: _Component, table: Mapping[IncidentId, Profile], split: Split, weight: Weigh) -> None:
        members = component.members
        self._table = table
        self._known = {pair: -less for _, less, pair in component.links}
        self._weight = weight
        self._home = {each: each for each in members}
        self._members = {each: [each] for each in members}
        self._reports = {each: {table[each].report} for each in members}
        self._failed: set[tuple[IncidentId, int, IncidentId, int]] = set()
        self._apart = split

    def clusters(self) -> Iterator[tuple[IncidentId, ...]]:
        """The clusters as they stand, members by id."""
        return (tuple(sorted(each)) for each in self._members.values())

    def join(self, one: IncidentId, other: IncidentId, judged: bool = False) -> bool:
        """True when the clusters of the two were two and now are one."""
        first, second = sorted((self._home[one], self._home[other]))
        if first == second or self._judged_apart(first, second):
            return False
        if not judged:
            state = first, len(self._members[first]), second, len(self._members[second])
            if state in self._failed:
                return False
            if self._reports[first] & self._reports[second] or self._mean(first, second) < JOINED:
                self._failed.add(state)
                return False
        self._unite(first, second)
        return True

    def _unite(self, first: IncidentId, second: IncidentId) -> None:
        moved = self._members.pop(second)
        self._members[first].extend(moved)
        self._reports[first] |= self._reports.pop(second)
        for each in moved:
            self._home[each] = first

    def _judged_apart(self, first: IncidentId, second: IncidentId) -> bool:
        less, more = sorted((self._members[first], self._members[second]), key=len)
        return any(self._home.get(foe) == self._home[more[0]] for each in less for foe in self._apart.get(each, ()))

    def _mean(self, first: IncidentId, second: IncidentId) -> float:
        """The mean log-odds between the members of the two clusters, or between those that stand for them."""
        mine, theirs = self._spokesmen(first), self._spokesmen(second)
        odds = [self._odds(_pair(one, other)) for one, other in product(mine, theirs)]
        return math.fsum(APART if each is None else max(APART, each) for each in odds) / len(odds)

    def _odds(self, pair: Pair) -> float | None:
        known = self._known.get(pair)
        return known if known is not None else self._weight(self._table[pair[0]], self._table[pair[1]])

    def _spokesmen(self, cluster: IncidentId) -> list[IncidentId]:
        return sorted(self._members[cluster])[:_SAMPLE]
