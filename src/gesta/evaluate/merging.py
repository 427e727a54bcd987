"""How well reports of one occurrence find each other: an article is where the account stands that it is about.

All articles of a month are merged together, as a project that was fed with them would; months are scored side by side,
and only articles whose gold incident is known. An article of which no incident is shown stands by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from gesta.evaluate.clusterings import Clustering
from gesta.evaluate.facts import main_incident
from gesta.evaluate.measures import Ratio
from gesta.evaluate.merge_gold import HardSet, Told
from gesta.model.incidents import Incident, Record
from gesta.model.terms import IncidentId
from gesta.model.values import Where

Clusters = Iterable[Iterable[IncidentId]]
Merge = Callable[[Sequence[Record]], Clusters]
"""Records to clusters of their incidents; an incident in no cluster stands by itself."""
_TOWN = frozenset({"city", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class Month:
    """One month's articles by key, and for each where the merge and the baseline put it."""

    told: Mapping[str, Told]
    merged: Clustering[str]
    town_and_day: Clustering[str]
    shown: frozenset[str]


def merged_month(told: Iterable[Told], records: Mapping[str, Record], merge: Merge) -> Month:
    """The month's articles merged, in the order of their keys."""
    by_key = {each.article.key: each for each in sorted(told, key=lambda each: each.article.key)}
    main = {key: incident for key in by_key if (incident := main_incident(records[key])) is not None}
    clusters = merge([records[key] for key in by_key])
    label = {account: number for number, cluster in enumerate(clusters) for account in cluster}
    merged: dict[str, Hashable] = {key: key for key in by_key}
    by_day: dict[str, Hashable] = {key: key for key in by_key}
    for key, incident in main.items():
        merged[key] = label.get(incident.id, key)
        by_day[key] = town_and_day(incident) or key
    return Month(by_key, merged, by_day, frozenset(main))


def town_and_day(incident: Incident) -> tuple[str, str | None, str] | None:
    """Town, state and day as read, None where one of them is not told."""
    day, town = incident.when.start, _town(incident.where)
    if town is None or day is None or incident.when.precision not in {"day", "part_of_day"}:
        return None
    return town, incident.where.admin1 or incident.where.country, day[:10]


def _town(where: Where) -> str | None:
    if where.level in _TOWN:
        return where.name
    return where.within[0] if where.level == "site" and where.within else None


def scored(months: Sequence[Month], held: bool) -> list[dict[str, str]]:
    """For each month the gold incident of its scored articles by key; ``held``: those of held incidents only."""
    return [
        {
            key: each.incident
            for key, each in month.told.items()
            if each.incident is not None and (each.held or not held)
        }
        for month in months
    ]


def side_by_side(
    parts: Sequence[Clustering[str]], over: Sequence[Mapping[str, str]]
) -> dict[tuple[int, str], tuple[int, Hashable]]:
    """One clustering of the given articles, in which no cluster reaches from one month into another."""
    return {(at, key): (at, parts[at][key]) for at, keys in enumerate(over) for key in keys}


def reachable(months: Sequence[Month], over: Sequence[Mapping[str, str]]) -> Ratio:
    """Pairs of articles of one incident of which both show an incident: no merging of what is shown finds more."""
    total = sum(_together(gold.values()) for gold in over)
    shown = sum(
        _together(incident for key, incident in gold.items() if key in month.shown)
        for month, gold in zip(months, over, strict=True)
    )
    return Ratio(shown, total)


def _together(incidents: Iterable[str]) -> int:
    return sum(comb(count, 2) for count in Counter(incidents).values())


@dataclass(frozen=True, slots=True)
class HardVerdict:
    """Of the hard pairs: different ones kept apart, same ones merged, of all, of acts, and where both show anything."""

    apart: Ratio
    together: Ratio
    acts_together: Ratio
    shown_together: Ratio

    def __add__(self, other: HardVerdict) -> HardVerdict:
        return HardVerdict(
            self.apart + other.apart,
            self.together + other.together,
            self.acts_together + other.acts_together,
            self.shown_together + other.shown_together,
        )


def hard_verdict(month: Month, hard: HardSet) -> HardVerdict:
    """What became of the month's hard pairs."""
    apart = sum(month.merged[one] != month.merged[other] for one, other in hard.different)
    together, acts = (
        sum(month.merged[one] == month.merged[other] for one, other in pairs) for pairs in (hard.same, hard.acts)
    )
    shown = sum(one in month.shown and other in month.shown for one, other in hard.same)
    return HardVerdict(
        Ratio(apart, len(hard.different)),
        Ratio(together, len(hard.same)),
        Ratio(acts, len(hard.acts)),
        Ratio(together, shown),
    )
