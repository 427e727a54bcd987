"""How well a clustering finds a gold one: pairs, MUC, B-cubed, CEAF-e, LEA, BLANC and the CoNLL average.

A clustering maps each item to the label of its cluster; only which items share a label matters. The two may hold
different items: as in the reference scorer of Pradhan et al. 2014 (v8.01), an item that one of them lacks is missed
or spurious. Sums are ``math.fsum``, so that the order of items and the labels change nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import comb, fsum
from typing import TypeVar

import numpy as np

from gesta.evaluate.measures import Prf

Item = TypeVar("Item", bound=Hashable)
Clustering = Mapping[Item, Hashable]
"""Label of the cluster by item."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Precision and recall between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Sizes of the clusters of both clusterings, and how many items each two of them share (never 0)."""

    gold: Mapping[Hashable, int]
    system: Mapping[Hashable, int]
    shared: Mapping[tuple[Hashable, Hashable], int]

    def turned(self) -> Overlap:
        """The overlap with the two clusterings exchanged."""
        return Overlap(self.system, self.gold, {(s, g): count for (g, s), count in self.shared.items()})


def clustering(clusters: Iterable[Iterable[Item]]) -> dict[Item, int]:
    """The clustering whose labels are the numbers of the clusters given."""
    return {item: number for number, cluster in enumerate(clusters) for item in cluster}


def overlap(gold: Clustering[Item], system: Clustering[Item]) -> Overlap:
    """Sizes and common items of the two clusterings."""
    shared = Counter((label, system[item]) for item, label in gold.items() if item in system)
    return Overlap(Counter(gold.values()), Counter(system.values()), shared)


def pairs(gold: Clustering[Item], system: Clustering[Item]) -> Prf:
    """Pairs of items put together: those that belong together among those shown, and among those of gold."""
    found = overlap(gold, system)
    right = sum(comb(count, 2) for count in found.shared.values())
    return Prf(right, _links(found.system), right, _links(found.gold))


def _links(sizes: Mapping[Hashable, int]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def muc(gold: Clustering[Item], system: Clustering[Item]) -> Prf:
    """MUC (Vilain et al. 1995): links of a spanning tree that survive in the other clustering; singletons count not."""
    found = overlap(gold, system)
    precise, shown = _muc_side(found.turned())
    recalled, known = _muc_side(found)
    return Prf(precise, shown, recalled, known)


def _muc_side(found: Overlap) -> tuple[int, int]:
    """Links kept of the first clustering and links it has; an item that the second lacks is a part of its own."""
    parts: Counter[Hashable] = Counter()
    covered: Counter[Hashable] = Counter()
    for (label, _), count in found.shared.items():
        parts[label] += 1
        covered[label] += count
    kept = sum(size - parts[label] - (size - covered[label]) for label, size in found.gold.items())
    return kept, sum(size - 1 for size in found.gold.values())


def b_cubed(gold: Clustering[Item], system: Clustering[Item]) -> Shares:
    """B-cubed (Bagga and Baldwin 1998): for each item the share of its cluster that is with it, averaged over items."""
    found = overlap(gold, system)
    return Shares(_b_cubed_side(found.turned()), _b_cubed_side(found))


def _b_cubed_side(found: Overlap) -> float:
    total = fsum(count * count / found.gold[label] for (label, _), count in found.shared.items())
    return _share(total, sum(found.gold.values()))


def ceaf_e(gold: Clustering[Item], system: Clustering[Item]) -> Shares:
    """CEAF-e (Luo 2005): clusters paired one to one for the greatest sum of 2 |K and R| / (|K| + |R|)."""
    found = overlap(gold, system)
    total = fsum(weight for component in _components(found) for weight in _best(component, found))
    return Shares(_share(total, len(found.system)), _share(total, len(found.gold)))


def _components(found: Overlap) -> Iterator[list[tuple[Hashable, Hashable]]]:
    """The overlapping pairs of clusters in groups that share no cluster: each can be paired by itself."""
    by_gold: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    by_system: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for one, other in found.shared:
        by_gold[one].append(other)
        by_system[other].append(one)
    seen: set[Hashable] = set()
    for start in by_gold:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            one = waiting.pop()
            for other in by_gold[one]:
                group.append((one, other))
                fresh = [each for each in by_system[other] if each not in seen]
                seen.update(fresh)
                waiting.extend(fresh)
        yield group


def _best(component: list[tuple[Hashable, Hashable]], found: Overlap) -> list[float]:
    """Weights of the best one-to-one pairing of a component's clusters."""
    from scipy.optimize import linear_sum_assignment  # heavy, and no part of the product

    rows = {label: at for at, label in enumerate(dict.fromkeys(one for one, _ in component))}
    columns = {label: at for at, label in enumerate(dict.fromkeys(other for _, other in component))}
    weights = np.zeros((len(rows), len(columns)))
    for one, other in component:
        weights[rows[one], columns[other]] = 2 * found.shared[one, other] / (found.gold[one] + found.system[other])
    row, column = linear_sum_assignment(weights, maximize=True)
    return [float(weight) for weight in weights[row, column]]


def lea(gold: Clustering[Item], system: Clustering[Item]) -> Shares:
    """LEA (Moosavi and Strube 2016): the share of each cluster's links that is found, weighted by its size.

    A singleton has one link, to itself, found where it is a singleton of the other clustering too.
    """
    found = overlap(gold, system)
    return Shares(_lea_side(found.turned()), _lea_side(found))


def _lea_side(found: Overlap) -> float:
    kept: list[float] = []
    for (one, other), count in found.shared.items():
        size = found.gold[one]
        if size > 1:
            kept.append(size * comb(count, 2) / comb(size, 2))
        elif found.system[other] == 1:
            kept.append(1.0)
    return _share(fsum(kept), sum(found.gold.values()))


def blanc(gold: Clustering[Item], system: Clustering[Item]) -> float:
    """BLANC for clusterings of different items (Luo et al. 2014): the mean F1 of links and of pairs kept apart.

    Where gold has only one kind of pair it is the F1 of that kind; a single item is right or wrong.
    """
    found = overlap(gold, system)
    links = pairs(gold, system)
    common = sum(found.shared.values())
    apart = comb(common, 2) - _links(_common(found)) - _links(_common(found.turned())) + links.precise
    known = comb(len(gold), 2) - links.gold
    kept = Prf(apart, comb(len(system), 2) - links.shown, apart, known)
    kinds = [each.f1 for each in (links, kept) if each.gold]
    return fsum(kinds) / len(kinds) if kinds else float(set(gold) == set(system))


def _common(found: Overlap) -> Counter[Hashable]:
    """Sizes of the gold clusters when only the items of both clusterings are counted."""
    sizes: Counter[Hashable] = Counter()
    for (label, _), count in found.shared.items():
        sizes[label] += count
    return sizes


def conll(gold: Clustering[Item], system: Clustering[Item]) -> float:
    """The CoNLL score: the mean of the F1 of MUC, B-cubed and CEAF-e."""
    return fsum((muc(gold, system).f1, b_cubed(gold, system).f1, ceaf_e(gold, system).f1)) / 3


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
