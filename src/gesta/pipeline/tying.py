"""Ties between incidents of reports: an arrest to the act that it follows, an act to a summary that counts it."""

from __future__ import annotations

from gesta.merge.across.follow import related
from gesta.model.profiles import decode
from gesta.model.terms import IncidentId
from gesta.store.store import Store

_TRIES = 3
_TIES = "ties"
_DUE, _MADE = "due", "made"
Tie = tuple[IncidentId, IncidentId, str]


def mark_due(store: Store) -> None:
    """The ties are to be made again. To be called in the transaction that changes incidents: a process that ends before
    it ties them leaves that to the next one."""
    store.save_settings({_TIES: _DUE})


def tie_due(store: Store) -> None:
    """The ties of the project are those of its incidents as they are now, also where the process that changed these
    ended before it tied them."""
    if store.settings().get(_TIES) == _DUE:
        tie(store)


def tie(store: Store) -> int:
    """The ties of the project are those of its incidents as they are now; returns how many there are.

    They are worked out while others may write, and anew where somebody did; only the last try holds writers up.
    """
    for _ in range(_TRIES):
        with store.snapshot():
            seen, ties = store.state(), _ties(store)
        with store.transaction():
            if store.state() == seen:
                return _save(store, ties)
    with store.transaction():
        return _save(store, _ties(store))


def _save(store: Store, ties: set[Tie]) -> int:
    store.save_ties(ties)
    store.save_settings({_TIES: _MADE})
    return len(ties)


def _ties(store: Store) -> set[Tie]:
    incidents = store.all_members()
    home = {account: incident for incident, accounts in incidents.items() for account in accounts}
    profiles = {account: decode(packed) for account, packed in store.profiles(home).items()}
    known = [[each for each in accounts if each in profiles] for accounts in incidents.values()]
    found = {
        (home[each.one], home[each.other], each.relation)
        for each in related([accounts for accounts in known if accounts], profiles)
    }
    return {tie for tie in found if tie[0] != tie[1]}
