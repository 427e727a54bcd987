"""Event mentions that tell one event, across the documents of ECB+: pairs weighed, then clustered by average linkage.

The weights of the comparisons and the level of the cut are learnt on the train split only, the level by leaving topics
out. This is not the product's merge, which compares accounts of occurrences (day, place, toll), of which ECB+'s single
mentions have hardly any: it shows what the product's grammar, lemmas and encoder tell of the same question.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from gesta.evaluate.clusterings import conll
from gesta.evaluate.ecb_gold import EventMention

Floats = NDArray[np.float64]
FEATURES = (
    "same lemma", "rare lemma", "trigger", "vector", "arguments", "names", "around", "document", "one document",
    "lemma and vector", "lemma and arguments", "lemma and around", "lemma and document", "vector and document",
    "beginning",
)  # fmt: skip
_FOLDS = 5
_PULL = 1.0
"""Strength of the pull of the weights towards 0 (the variance of a standard normal prior)."""
_NEWTON_STEPS = 25
_LEVELS = tuple(np.linspace(-3.0, 2.0, 26).tolist())
"""Log-odds at which clusters are cut, to choose from."""
Group = Callable[[EventMention], Hashable]
"""Mentions of different groups are never compared."""


@dataclass(frozen=True, slots=True)
class Linker:
    """Weights of the comparisons, the constant last, the level of the cut in log-odds, and how rare words are."""

    weights: Floats
    level: float
    rarity: Mapping[str, float]
    rarest: float


def by_lemma(mentions: Iterable[EventMention], group: Group) -> dict[str, tuple[Hashable, str]]:
    """The baseline: mentions of one head lemma in one group are one event."""
    return {each.key: (group(each), each.lemma) for each in mentions}


def gold(mentions: Iterable[EventMention]) -> dict[str, str]:
    """The chain of each mention."""
    return {each.key: each.chain for each in mentions}


def learn(mentions: Sequence[EventMention], group: Group) -> Linker:
    """The linker of these mentions: pairs of one group teach the weights, left-out topics the level."""
    rarity, rarest = rarities(mentions)
    lessons = [_lesson(each, rarity, rarest) for each in _groups(mentions, group)]
    scores: defaultdict[float, list[float]] = defaultdict(list)
    for fold in sorted({each.fold for each in lessons}):
        weights = _weights(each for each in lessons if each.fold != fold)
        left = [each for each in lessons if each.fold == fold]
        for level, score in _levels(left, weights):
            scores[level].append(score)
    best = max(_LEVELS, key=lambda level: (round(math.fsum(scores[level]), 9), level))
    return Linker(_weights(lessons), best, rarity, rarest)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """The pairs of one group: their comparisons, whether they tell one event, and the fold of the topic."""

    mentions: tuple[EventMention, ...]
    rows: Floats
    same: NDArray[np.bool_]
    fold: int


def _lesson(mentions: Sequence[EventMention], rarity: Mapping[str, float], rarest: float) -> _Lesson:
    one, other = np.triu_indices(len(mentions), 1)
    chains = np.array([each.chain for each in mentions])
    fold = hashlib.sha256(mentions[0].topic.encode()).digest()[0] % _FOLDS
    return _Lesson(tuple(mentions), comparisons(mentions, rarity, rarest), chains[one] == chains[other], fold)


def _weights(lessons: Iterable[_Lesson]) -> Floats:
    taken = list(lessons)
    return regression(np.concatenate([each.rows for each in taken]), np.concatenate([each.same for each in taken]))


def _levels(left: Sequence[_Lesson], weights: Floats) -> Iterator[tuple[float, float]]:
    """Each level with the CoNLL score that cutting there gives on the lessons."""
    trees = [_tree(each.mentions, each.rows, weights) for each in left]
    chains = gold(mention for each in left for mention in each.mentions)
    for level in _LEVELS:
        yield level, conll(chains, {key: label for tree in trees for key, label in _cut(tree, level).items()})


def rarities(mentions: Iterable[EventMention]) -> tuple[dict[str, float], float]:
    """Inverse document frequency of the words of the mentions' documents, and that of a word in none of them."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for each in mentions:
        documents[each.document] |= each.told | each.around | each.trigger
    known = Counter(word for words in documents.values() for word in words)
    return {word: math.log(len(documents) / count) for word, count in known.items()}, math.log(len(documents) + 1)


def regression(rows: Floats, labels: NDArray[np.bool_]) -> Floats:
    """Weights of a logistic regression with a constant (last), by Newton's method from 0."""
    inputs = np.column_stack([rows, np.ones(len(rows))])
    pull = np.full(inputs.shape[1], _PULL)
    pull[-1] = 0.0
    weights: Floats = np.zeros(inputs.shape[1])
    for _ in range(_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (labels - chance) - pull * weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + np.diag(pull + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def comparisons(mentions: Sequence[EventMention], rarity: Mapping[str, float], rarest: float) -> Floats:
    """A row of ``FEATURES`` for each pair of the mentions, in the order of ``np.triu_indices(n, 1)``."""
    one, other = np.triu_indices(len(mentions), 1)

    def alike(bags: Sequence[frozenset[str]]) -> Floats:
        return _cosines(bags, rarity, rarest)[one, other]

    lemmas = np.array([each.lemma for each in mentions])
    rare = np.array([rarity.get(each.lemma, rarest) for each in mentions])
    same = (lemmas[one] == lemmas[other]).astype(float)
    documents = np.array([each.document for each in mentions])
    vector = _directions([each.vector for each in mentions])[one, other]
    beginning = np.array(
        [_beginning(mentions[a].lemma, mentions[b].lemma) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    )
    arguments, around = alike([each.arguments for each in mentions]), alike([each.around for each in mentions])
    told = alike([each.told for each in mentions])
    return np.column_stack(
        [
            same, same * rare[one] / rarest, alike([each.trigger for each in mentions]), vector, arguments,
            alike([each.names for each in mentions]), around, told, documents[one] == documents[other],
            same * vector, same * arguments, same * around, same * told, vector * told,
            beginning,
        ]
    )  # fmt: skip


def _directions(vectors: Sequence[NDArray[np.float32]]) -> Floats:
    """Cosine of every two vectors; 0 for one without length."""
    table: Floats = np.stack(vectors).astype(np.float64)
    table /= np.linalg.norm(table, axis=1, keepdims=True).clip(1e-9)
    product: Floats = table @ table.T
    return product


def _beginning(one: str, other: str) -> float:
    """The share of the longer word that the two begin with alike: "explode" and "explosion" are of one stem."""
    alike = takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False))
    return sum(1 for _ in alike) / max(len(one), len(other), 1)


def _cosines(bags: Sequence[frozenset[str]], rarity: Mapping[str, float], rarest: float) -> Floats:
    """Cosine of every two bags of words weighted by rarity; 0 for an empty one."""
    column = {word: at for at, word in enumerate(sorted({word for bag in bags for word in bag}))}
    table = np.zeros((len(bags), max(1, len(column))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            table[row, column[word]] = rarity.get(word, rarest)
    table /= np.linalg.norm(table, axis=1, keepdims=True).clip(1e-9)
    product: Floats = (table @ table.T).astype(float)
    return product


def linked(linker: Linker, mentions: Sequence[EventMention], group: Group) -> dict[str, Hashable]:
    """The cluster of each mention, by key; mentions of different groups are never put together."""
    found: dict[str, Hashable] = {}
    for each in _groups(mentions, group):
        rows = comparisons(each, linker.rarity, linker.rarest)
        found |= _cut(_tree(each, rows, linker.weights), linker.level)
    return found


def _groups(mentions: Iterable[EventMention], group: Group) -> list[list[EventMention]]:
    found: defaultdict[Hashable, list[EventMention]] = defaultdict(list)
    for each in sorted(mentions, key=lambda each: each.key):
        found[group(each)].append(each)
    return [found[name] for name in sorted(found, key=str)]


@dataclass(frozen=True, slots=True)
class _Tree:
    """Mentions of one group and how average linkage joins them; distances are log-odds against, from ``top`` down."""

    keys: tuple[str, ...]
    joins: Floats


_TOP = 40.0
"""Log-odds are clipped to half of this, so that a distance is never negative."""


def _tree(mentions: Sequence[EventMention], rows: Floats, weights: Floats) -> _Tree:
    keys = tuple(each.key for each in mentions)
    if len(keys) < 2:
        return _Tree(keys, np.zeros((0, 4)))
    odds = np.clip(rows @ weights[:-1] + weights[-1], -_TOP / 2, _TOP / 2)
    return _Tree(keys, np.asarray(linkage(np.round(_TOP / 2 - odds, 6), "average")))


def _cut(tree: _Tree, level: float) -> dict[str, Hashable]:
    if not len(tree.joins):
        return {key: key for key in tree.keys}
    labels = fcluster(tree.joins, _TOP / 2 - level, "distance")
    return {key: (tree.keys[0], int(label)) for key, label in zip(tree.keys, labels, strict=True)}
