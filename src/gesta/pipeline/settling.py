"""From accounts that changed to incidents under permanent ids: linked, clustered, fused, published, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gesta.codebook.records import Codebook
from gesta.merge.across.compare import rules_version
from gesta.model.merged import Change, MergedIncident
from gesta.model.profiles import Profile, decode
from gesta.model.terms import IncidentId, ReportId
from gesta.pipeline.changed import changes
from gesta.pipeline.copying import find_copies
from gesta.pipeline.fusing import fused, tied_to
from gesta.pipeline.judged import Judged, judged
from gesta.pipeline.linking import relink
from gesta.pipeline.planning import Plan, plan
from gesta.pipeline.tying import mark_due, tie_due
from gesta.store.store import Store


@dataclass(frozen=True, slots=True)
class Settled:
    """What one merging did to the project."""

    incidents: int = 0
    changes: tuple[Change, ...] = ()


def settle(store: Store, book: Codebook, at: str) -> Settled:
    """All that changed since the last call is in the incidents, or, after a crash, nothing of it is."""
    with store.transaction():
        _renew(store)
        dirty = frozenset(store.dirty())
        if not dirty:
            return Settled()
        holding = judged(store)
        dirty |= _copied(store, dirty)
        touched = relink(store, dirty, _copy_blocks(store, dirty))
        planned = plan(store, touched, holding)
        incidents = list(_fused(store, book, planned, holding))
        published, made = changes(store, planned.before, planned.after, incidents, at)
        superseded = planned.superseded()
        removed = [each for each in planned.before if each not in planned.after and superseded.get(each) is None]
        membership = {each.id: planned.after[each.id] for each in incidents if each.id in planned.after}
        store.publish(published, membership, superseded, removed, made, dirty)
        if made:
            mark_due(store)
        return Settled(len(published), tuple(made))


def settle_all(store: Store, book: Codebook, at: str) -> Settled:
    """As ``settle``, and the ties between incidents of different reports are those of the incidents as they are now."""
    settled = settle(store, book, at)
    tie_due(store)
    return settled


_RULES = "merging rules"


def _renew(store: Store) -> None:
    """Every account is to be merged again where the project was merged by other weights or rules."""
    rules = rules_version()
    if store.settings().get(_RULES) != rules:
        store.mark_all_dirty()
        store.save_settings({_RULES: rules})


def _copied(store: Store, dirty: Collection[IncidentId]) -> frozenset[IncidentId]:
    """The accounts of reports that became, or ceased to be, copies or originals."""
    reports = set(store.account_report(dirty).values())
    return frozenset(store.accounts_of_reports(find_copies(store, reports)))


def _copy_blocks(store: Store, dirty: Collection[IncidentId]) -> dict[str, list[Profile]]:
    """The accounts of each group of copies that a dirty account is of."""
    originals = {copy.original for copy in store.copies_of(set(store.account_report(dirty).values()))}
    group: dict[ReportId, ReportId] = {original: original for original in originals}
    group.update({copy.report: copy.original for copy in store.copies_of(originals) if copy.original in originals})
    profiles = store.profiles(store.accounts_of_reports(group))
    reports = store.account_report(profiles)
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for account in sorted(profiles):
        blocks[f"copies of {group[reports[account]]}"].append(decode(profiles[account]))
    return blocks


def _fused(store: Store, book: Codebook, planned: Plan, holding: Judged) -> Iterator[MergedIncident]:
    """The incidents of the plan, and those outside it whose ties lead to an account that changed its incident."""
    yield from fused(store, book, planned.after.items(), planned.lead, holding)
    was = store.clusters_of(planned.lead)
    moved = [account for account, now in planned.lead.items() if was.get(account, now) != now]
    elsewhere = set(store.clusters_of(tied_to(store, moved)).values()) - planned.before.keys() - planned.after.keys()
    yield from fused(store, book, sorted(store.members(elsewhere).items()), planned.lead, holding)
