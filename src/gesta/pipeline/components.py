"""Connected components: accounts that links, or a person's judgements, hold together over however many steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gesta.model.groups import Groups
from gesta.model.merged import Link
from gesta.model.terms import IncidentId
from gesta.store.store import Store


@dataclass(frozen=True, slots=True)
class Component:
    """Accounts that hang together, sorted, and the links between them."""

    accounts: tuple[IncidentId, ...]
    links: tuple[Link, ...]


def components(
    store: Store, starts: Collection[IncidentId], tied: Mapping[IncidentId, Collection[IncidentId]]
) -> list[Component]:
    """The components that hold one of the starts, in the order of their first account.

    ``tied``: the accounts that a judgement says are the same as each.
    """
    links: dict[tuple[IncidentId, IncidentId], Link] = {}
    reached: set[IncidentId] = set(starts)
    fresh = set(starts)
    while fresh:
        found = {(link.one, link.other): link for link in store.links_of(fresh)}
        ends = {end for pair in found for end in pair}
        ends |= {end for account in fresh for end in tied.get(account, ())}
        links.update(found)
        fresh = ends - reached
        reached |= fresh
    pairs = [*links, *((one, other) for one in sorted(reached) for other in sorted(tied.get(one, ())))]
    return _parted(sorted(reached), pairs, links)


def _parted(
    accounts: Sequence[IncidentId],
    pairs: Sequence[tuple[IncidentId, IncidentId]],
    links: Mapping[tuple[IncidentId, IncidentId], Link],
) -> list[Component]:
    groups = Groups(accounts)
    for one, other in pairs:
        groups.join(one, other)
    members: dict[IncidentId, list[IncidentId]] = defaultdict(list)
    inside: dict[IncidentId, list[Link]] = defaultdict(list)
    for account in accounts:
        members[groups.root(account)].append(account)
    for pair in sorted(links):
        inside[groups.root(pair[0])].append(links[pair])
    return [Component(tuple(each), tuple(inside[top])) for top, each in members.items()]
