"""Ties between incidents of reports: an arrest to the act that it follows, an act to a summary that counts it."""

from __future__ import annotations

from gesta.merge.across.follow import related
from gesta.model.profiles import decode
from gesta.store.store import Store


def tie(store: Store) -> int:
    """The ties of the project are those of its incidents as they are now; returns how many there are."""
    with store.transaction():
        incidents = store.all_members()
        home = {account: incident for incident, accounts in incidents.items() for account in accounts}
        profiles = {account: decode(packed) for account, packed in store.profiles(home).items()}
        known = [[each for each in accounts if each in profiles] for accounts in incidents.values()]
        found = {
            (home[each.one], home[each.other], each.relation)
            for each in related([accounts for accounts in known if accounts], profiles)
        }
        ties = {tie for tie in found if tie[0] != tie[1]}
        store.save_ties(ties)
        return len(ties)
