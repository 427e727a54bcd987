"""Incidents that may be one: pairs of accounts of different incidents that scored a little below the threshold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from gesta.merge.across.compare import LINKED, link
from gesta.model.merged import Link
from gesta.model.profiles import Profile, decode
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import Judged
from gesta.review.doubts import NEAR
from gesta.store.store import Store

MOST_COMPARED = 400
"""Accounts that an incident is compared with for a question, those of its smallest blocks first."""
MOST_SPEAKING = 8
"""Accounts of an incident that are compared: its oldest originals."""


def near_incidents(store: Store, accounts: Sequence[IncidentId], holding: Judged) -> Mapping[IncidentId, Link]:
    """For each other incident that may be the same occurrence, the best pair of accounts and why.

    ``accounts``: those of the incident, to be compared in this order. Left out are incidents that a person judged to
    be different.
    """
    mine = list(accounts[:MOST_SPEAKING])
    profiles = [decode(data) for _, data in sorted(store.profiles(mine).items())]
    best: dict[IncidentId, Link] = {}
    theirs = dict(_neighbours(store, mine, accounts))
    homes = store.clusters_of(theirs)
    for made in _links(profiles, theirs):
        home = homes.get(made.other if made.one in mine else made.one)
        if home is not None and (home not in best or _order(made) < _order(best[home])):
            best[home] = made
    return {home: made for home, made in sorted(best.items()) if not _apart(store, accounts, home, holding)}


def _links(mine: Sequence[Profile], theirs: Mapping[IncidentId, Profile]) -> Iterator[Link]:
    for one in mine:
        for _, other in sorted(theirs.items()):
            made = link(one, other)
            if made is not None and made.weight >= LINKED - NEAR:
                yield made


def _neighbours(
    store: Store, mine: Sequence[IncidentId], own: Collection[IncidentId]
) -> Iterator[tuple[IncidentId, Profile]]:
    """The accounts that share a block with one of these, the rarest blocks first, each once."""
    keys = {key for each in store.keys_of(mine).values() for key in each}
    seen = set(own)
    blocks = store.members_of_keys(keys)
    for key in sorted(blocks, key=lambda each: (len(blocks[each]), each)):
        for account, profile in blocks[key]:
            if account not in seen and len(seen) - len(own) < MOST_COMPARED:
                seen.add(account)
                yield account, decode(profile)


def _order(made: Link) -> tuple[float, str, str]:
    return -made.weight, made.one, made.other


def _apart(store: Store, accounts: Collection[IncidentId], home: IncidentId, holding: Judged) -> bool:
    """True when a person judged an account of the one and an account of the other to be different."""
    theirs = set(store.members([home]).get(home, ()))
    mine = set(accounts)
    return any(
        (one in mine and other in theirs) or (other in mine and one in theirs) for one, other in holding.different
    )
