"""Links between accounts of different reports, kept as they would be were all accounts compared at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from gesta.merge.across.block import WHOLE, pairs
from gesta.merge.across.compare import LINKED, link, weigh
from gesta.model.merged import Link
from gesta.model.profiles import Profile, decode
from gesta.model.terms import IncidentId
from gesta.store.store import Store

Blocks = Mapping[str, Sequence[Profile]]


def relink(store: Store, dirty: Collection[IncidentId], copied: Blocks) -> frozenset[IncidentId]:
    """Every link that the dirty accounts change is made anew; the accounts whose links may have changed.

    A block of up to WHOLE accounts compares all of them, so that only pairs with a dirty account change; in a larger
    one a new account may displace others from being compared, so that all its members are linked anew.
    ``copied``: the accounts of each group of copies, which are compared with one another whatever their keys.
    """
    changed = Counter(key for each in store.keys_of(dirty, former=True).values() for key in each)
    touched = set(dirty) | {each.account for members in copied.values() for each in members}
    for key, members in _blocks(store, changed).items():
        if len(members) + changed[key] > WHOLE:
            touched |= {each.account for each in members}
    found = _links(store, touched, copied)
    before = store.links_of(touched)
    store.replace_links(touched, found)
    return frozenset(touched | {end for each in (*before, *found) for end in (each.one, each.other)})


def _links(store: Store, touched: Collection[IncidentId], copied: Blocks) -> list[Link]:
    """The links with an end among the touched accounts, in the order of their ids."""
    keys = sorted({key for each in store.keys_of(touched).values() for key in each})
    blocks = (*_blocks(store, keys).values(), *copied.values())
    found = (_linked(one, other) for one, other in _pairs(blocks, touched))
    return sorted((each for each in found if each is not None), key=lambda each: (each.one, each.other))


def _linked(one: Profile, other: Profile) -> Link | None:
    """The link with its reasons, where it is one; most pairs are none, and weighing without words is quicker."""
    weight = weigh(one, other)
    return None if weight is None or weight < LINKED else link(one, other)


def _pairs(blocks: Iterable[Sequence[Profile]], touched: Collection[IncidentId]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of the blocks with an end among the touched accounts, each once."""
    compared: set[tuple[IncidentId, IncidentId]] = set()
    for members in blocks:
        for one, other in pairs(members):
            ends = (min(one.account, other.account), max(one.account, other.account))
            if ends not in compared and (ends[0] in touched or ends[1] in touched):
                compared.add(ends)
                yield one, other


def _blocks(store: Store, keys: Collection[str]) -> Blocks:
    known: dict[IncidentId, Profile] = {}
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for key, members in store.members_of_keys(keys).items():
        for account, profile in members:
            if account not in known:
                known[account] = decode(profile)
            blocks[key].append(known[account])
    return blocks
