"""Mentions of one report to the occurrences it tells: greedy in text order, under cannot-links.

Two attacks told apart (other day, other place, "another", other victims) stay apart; what is left without any value of
its own joins the occurrence it points back to.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from gesta.merge.compare import Apart, Family, Related, Results, compare
from gesta.merge.naming import same_actor
from gesta.model.incidents import IncidentActor
from gesta.model.tellings import Telling

LINK = 0.85
"""Sum of reasons from which two are one occurrence; set on the `read` half of the annotated articles."""


def occurrences(
    tellings: Sequence[Telling], related: Related, results: Results, family: Family
) -> tuple[tuple[Telling, ...], ...]:
    """Groups of tellings, each one occurrence, in the order of their first mention."""
    clusters: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda each: each.mention.trigger.start):
        place = _tied(telling, clusters, family)
        if place is None:
            place = _best(telling, clusters, related, results, family)
        if place is None:
            clusters.append([telling])
        else:
            clusters[place].append(telling)
    return tuple(tuple(cluster) for cluster in _settled(clusters, related, results, family))


def _tied(telling: Telling, clusters: Sequence[Sequence[Telling]], family: Family) -> int | None:
    """The cluster of the act this is the outcome or a part of, or of its outcome or part already placed."""
    start, tie = telling.mention.trigger.start, telling.mention.result_of
    for index, cluster in enumerate(clusters):
        for other in cluster:
            if other.mention.trigger.start == tie or other.mention.result_of == start:
                return index
            if _part_of(telling, other, family) or _part_of(other, telling, family):
                return index
    return None


_PARTS = frozenset({"violence_against_civilians", "remote_violence", "battle", "property"})
"""Families of acts of which one may happen in one of another; "arrested during a protest" tells two."""


def _part_of(part: Telling, whole: Telling, family: Family) -> bool:
    """True for what is told to have happened in an act of another family ("shot during a robbery", "abducted in an
    attack"); within a family the reasons decide."""
    mine, theirs = family(part.mention.concept), family(whole.mention.concept)
    if part.happened_in != whole.mention.trigger.start or theirs not in _PARTS or mine == theirs:
        return False
    return part.mention.concept == "abduction" or mine in _PARTS


def _best(
    telling: Telling,
    clusters: Sequence[Sequence[Telling]],
    related: Related,
    results: Results,
    family: Family,
) -> int | None:
    scored: list[tuple[float, int]] = []
    for index, cluster in enumerate(clusters):
        if cluster[0].mention.cls != telling.mention.cls:
            continue
        try:
            total = sum(reason.weight for reason in compare(telling, cluster, related, results, family))
        except Apart:
            continue
        if total >= LINK:
            scored.append((total, index))
    return max(scored)[1] if scored else None


_ROUNDS = 2
"""Clusters that were joined may fit another; a third round changes next to nothing."""


def _settled(clusters: list[list[Telling]], related: Related, results: Results, family: Family) -> list[list[Telling]]:
    """Clusters joined with those they fit: a summary told first may fit an occurrence whose values came later."""
    for _ in range(_ROUNDS):
        clusters = _joined(clusters, related, results, family)
    return clusters


def _joined(clusters: list[list[Telling]], related: Related, results: Results, family: Family) -> list[list[Telling]]:
    merged: list[list[Telling]] = []
    for cluster in clusters:
        scored: list[tuple[float, int]] = []
        for index, other in enumerate(merged):
            total = _between(cluster, other, related, results, family)
            if total is not None and total >= _bar(cluster, other):
                scored.append((total, index))
        if scored:
            merged[max(scored)[1]].extend(cluster)
        else:
            merged.append(list(cluster))
    return [sorted(cluster, key=lambda each: each.mention.trigger.start) for cluster in merged]


UNSURE, SLIGHT = 0.5, 0.6
"""What is taken off the sum for one telling alone, by a word that its reader is not sure of and for one that tells
no day and nobody new: either is more often said of an act told already. Set on annotated articles."""
_SURE_WORD = 0.9


def _bar(*clusters: Sequence[Telling]) -> float:
    """The sum from which two clusters are one occurrence."""
    alone = min(clusters, key=len)
    told = alone[0]
    if len(alone) > 1 or told.mention.cls != "event":
        return LINK
    again = [each for cluster in clusters for each in cluster if each.mention.concept == told.mention.concept]
    here = [actor for actor in told.actors if told.holds(actor)]
    slight = not told.when.text and all(_told_of(actor, again, told) for actor in here)
    return LINK - UNSURE * (told.mention.score.value < _SURE_WORD) - SLIGHT * slight


def _told_of(actor: IncidentActor, tellings: Sequence[Telling], but: Telling) -> bool:
    """True for one whom other tellings of the same act name."""
    return any(same_actor(actor, each) for other in tellings if other is not but for each in other.actors)


def _between(
    cluster: Sequence[Telling], other: Sequence[Telling], related: Related, results: Results, family: Family
) -> float | None:
    """The median fit of the members of the smaller one, whichever is told first: one misread value does not keep them
    apart, nor one loose word ("the violence") bring them together. None under a cannot-link, also of one that the later
    cluster tells as another."""
    if cluster[0].mention.cls != other[0].mention.cls:
        return None
    few, many = sorted((cluster, other), key=len)

    def fit(telling: Telling, told: Sequence[Telling]) -> float:
        return sum(reason.weight for reason in compare(telling, told, related, results, family))

    try:
        for each in cluster:
            if each.apart:
                fit(each, other)
        return median(fit(each, many) for each in few)
    except Apart:
        return None
