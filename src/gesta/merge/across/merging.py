"""All accounts of a store merged at once: the path that the incremental one must equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gesta.merge.across.block import keys, pairs
from gesta.merge.across.cluster import Pair, clusters
from gesta.merge.across.compare import LINKED, weigh
from gesta.model.merged import Link
from gesta.model.profiles import Profile
from gesta.model.terms import IncidentId

ExtraKeys = Callable[[Profile], Iterable[str]]
"""Further blocking keys of an account, such as the group of copies that its report is in."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Every account in one cluster, and the links at or above ``LINKED`` that the clusters stand on, by their pair;
    the reasons of a link are told by ``compare.link``."""

    clusters: tuple[tuple[IncidentId, ...], ...]
    links: tuple[Link, ...]


def merge(
    profiles: Iterable[Profile],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    extra_keys: ExtraKeys = lambda profile: (),
) -> Merging:
    """The accounts merged; the same for every order of ``profiles``."""
    table = {each.account: each for each in profiles}
    links = tuple(sorted(linked(candidates(table.values(), extra_keys)), key=lambda each: (each.one, each.other)))
    return Merging(clusters(table, links, same, different), links)


def candidates(
    profiles: Iterable[Profile], extra_keys: ExtraKeys = lambda profile: ()
) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of all blocks, each once: in the first block, by key, that both are in."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    number: dict[IncidentId, int] = {}
    for profile in profiles:
        number[profile.account] = len(number)
        for key in {*keys(profile), *extra_keys(profile)}:
            blocks[key].append(profile)
    seen: set[int] = set()  # plain numbers: millions of tuples would be walked by every garbage collection
    for key in sorted(key for key, members in blocks.items() if len(members) > 1):
        for one, other in pairs(blocks.pop(key)):
            pair = number[one.account] * len(number) + number[other.account]
            if pair not in seen:
                seen.add(pair)
                yield one, other


def linked(candidates: Iterable[tuple[Profile, Profile]]) -> Iterator[Link]:
    """The links of the pairs that are more likely one occurrence than two, without their reasons: a famous event has
    millions, and ``compare.link`` tells those of any pair again."""
    for one, other in candidates:
        weight = weigh(one, other)
        if weight is not None and weight >= LINKED:
            yield Link(one.account, other.account, weight, ())
