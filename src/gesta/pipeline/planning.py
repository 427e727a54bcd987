"""Which accounts are one incident, before and after a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from gesta.merge.across.cluster import clusters
from gesta.model.profiles import Profile, decode
from gesta.model.terms import IncidentId
from gesta.pipeline.components import Component, components
from gesta.pipeline.judged import Judged, Pair
from gesta.store.store import Store

Membership = dict[IncidentId, tuple[IncidentId, ...]]
"""Incidents, each with its accounts, the oldest first: the incident's id is that of its oldest account."""


@dataclass(slots=True)
class Plan:
    """The incidents that a change touches, before and after; ``lead``: the incident of each account, after."""

    before: Membership = field(default_factory=dict)
    after: Membership = field(default_factory=dict)
    lead: dict[IncidentId, IncidentId] = field(default_factory=dict)

    def superseded(self) -> dict[IncidentId, IncidentId | None]:
        """For each incident before and after, the one that stands for it now; None where it is itself, or is gone."""
        found: dict[IncidentId, IncidentId | None] = {
            account: None if account == incident else incident for account, incident in self.lead.items()
        }
        for incident, accounts in self.before.items():
            if incident not in self.lead:
                found[incident] = next((self.lead[each] for each in accounts if each in self.lead), None)
        return found


def plan(store: Store, touched: Collection[IncidentId], holding: Judged) -> Plan:
    """The clusters of every component that holds a touched account, or one that was in an incident with it."""
    was = set(store.clusters_of(touched).values())
    mates = {account for accounts in store.members(was).values() for account in accounts}
    found = components(store, frozenset(touched) | mates, holding.tied)
    reached = [account for component in found for account in component.accounts]
    profiles = {account: decode(packed) for account, packed in store.profiles(reached).items()}
    age = store.seq_of(profiles)
    same, different = _by_account(holding.same), _by_account(holding.different)
    made = Plan()
    for component in found:
        for cluster in _clusters(component, profiles, same, different):
            oldest = tuple(sorted(cluster, key=age.__getitem__))
            made.after[oldest[0]] = oldest
            made.lead.update(dict.fromkeys(oldest, oldest[0]))
    made.after = {incident: made.after[incident] for incident in sorted(made.after, key=age.__getitem__)}
    made.before = store.members(was | set(store.clusters_of(reached).values()))
    return made


def _clusters(
    component: Component,
    profiles: dict[IncidentId, Profile],
    same: dict[IncidentId, list[Pair]],
    different: dict[IncidentId, list[Pair]],
) -> Iterable[tuple[IncidentId, ...]]:
    there = [profiles[account] for account in component.accounts if account in profiles]
    if len(there) == 1:
        return [(there[0].account,)]
    inside = {each.account for each in there}
    return clusters(there, component.links, same=_inside(same, inside), different=_inside(different, inside))


def _inside(pairs: dict[IncidentId, list[Pair]], accounts: set[IncidentId]) -> list[Pair]:
    """The pairs with both ends among the accounts, sorted."""
    return sorted(pair for account in accounts for pair in pairs.get(account, ()) if pair[1] in accounts)


def _by_account(pairs: Iterable[Pair]) -> dict[IncidentId, list[Pair]]:
    """The pairs under the first account of each."""
    found: dict[IncidentId, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair[0]].append(pair)
    return found
