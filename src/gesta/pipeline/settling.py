"""From accounts that changed to incidents under permanent ids: linked, clustered, fused, published, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from gesta.codebook.records import Codebook
from gesta.merge.across.cluster import clusters
from gesta.merge.across.fuse import fuse
from gesta.model.incidents import Related
from gesta.model.merged import Change, Member, MergedIncident
from gesta.model.profiles import Profile, decode
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.pipeline.changed import changes
from gesta.pipeline.concepts import codes_of, more_specific
from gesta.pipeline.copying import find_copies
from gesta.pipeline.judged import Judged, judged
from gesta.pipeline.linking import components, relink
from gesta.store.store import Store

Membership = dict[IncidentId, tuple[IncidentId, ...]]
"""Incidents, each with its accounts, the oldest first: the incident's id is that of its oldest account."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What one merging did to the project."""

    incidents: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class _Plan:
    """The clusters of the touched components before and after."""

    before: Membership = field(default_factory=dict)
    after: Membership = field(default_factory=dict)

    @property
    def lead(self) -> dict[IncidentId, IncidentId]:
        """The incident of each account, after."""
        return {account: incident for incident, accounts in self.after.items() for account in accounts}


def settle(store: Store, book: Codebook, at: str) -> Settled:
    """All that changed since the last call is in the incidents, or, after a crash, nothing of it is."""
    with store.transaction():
        dirty = frozenset(store.dirty())
        if not dirty:
            return Settled()
        holding = judged(store)
        dirty |= _copied(store, dirty)
        touched = relink(store, dirty, _copy_blocks(store, dirty))
        plan = _plan(store, touched, holding)
        incidents = list(_fused(store, book, plan, holding))
        published, made = changes(store, plan.before, plan.after, incidents, at)
        superseded = _superseded(plan)
        removed = [each for each in plan.before if each not in plan.after and superseded.get(each) is None]
        membership = {each.id: plan.after[each.id] for each in incidents if each.id in plan.after}
        store.publish(published, membership, superseded, removed, made, dirty)
        return Settled(len(published), tuple(made))


def _copied(store: Store, dirty: Collection[IncidentId]) -> frozenset[IncidentId]:
    """The accounts of reports that became, or ceased to be, copies or originals."""
    reports = set(store.account_report(dirty).values())
    return frozenset(store.accounts_of_reports(find_copies(store, reports)))


def _copy_blocks(store: Store, dirty: Collection[IncidentId]) -> dict[str, list[Profile]]:
    """The accounts of each group of copies that a dirty account is of."""
    groups: dict[ReportId, set[ReportId]] = defaultdict(set)
    for copy in store.copies_of(set(store.account_report(dirty).values())):
        groups[copy.original] |= {copy.original, copy.report}
    for copy in store.copies_of(groups):
        groups[copy.original].add(copy.report)
    blocks: dict[str, list[Profile]] = {}
    for original, reports in groups.items():
        profiles = store.profiles(store.accounts_of_reports(reports))
        blocks[f"copies of {original}"] = [decode(profiles[account]) for account in sorted(profiles)]
    return blocks


def _plan(store: Store, touched: Collection[IncidentId], holding: Judged) -> _Plan:
    """The clusters of every component that holds a touched account, or one that was in an incident with it."""
    plan = _Plan(before=dict.fromkeys(set(store.clusters_of(touched).values()), ()))
    mates = {account for accounts in store.members(plan.before).values() for account in accounts}
    for component in components(store, frozenset(touched) | mates, holding.tied):
        profiles = [decode(each) for _, each in sorted(store.profiles(component).items())]
        inside = set(component)
        plan.before.update(dict.fromkeys(store.clusters_of(component).values(), ()))
        for cluster in clusters(
            profiles,
            store.links_of(component),
            same=[pair for pair in holding.same if inside.issuperset(pair)],
            different=[pair for pair in holding.different if inside.issuperset(pair)],
        ):
            age = store.seq_of(cluster)
            oldest = sorted(cluster, key=age.__getitem__)
            plan.after[oldest[0]] = tuple(oldest)
    plan.before.update(store.members(plan.before))
    return plan


def _superseded(plan: _Plan) -> dict[IncidentId, IncidentId | None]:
    """For each incident before and after, the one that stands for it now; None where it stands itself or is gone."""
    lead = plan.lead
    found: dict[IncidentId, IncidentId | None] = {
        account: None if account == incident else incident for account, incident in lead.items()
    }
    for incident, accounts in plan.before.items():
        if incident not in lead:
            found[incident] = next((lead[each] for each in accounts if each in lead), None)
    return found


def _fused(store: Store, book: Codebook, plan: _Plan, holding: Judged) -> Iterator[MergedIncident]:
    """The incidents of the plan, and those outside it whose ties lead to an account that changed its incident."""
    lead = plan.lead
    for incident, accounts in plan.after.items():
        yield _one(store, book, incident, accounts, lead, holding)
    was = store.clusters_of(lead)
    moved = [account for account, now in lead.items() if was.get(account, now) != now]
    outside = set(store.clusters_of(_tied_to(store, moved)).values()) - plan.before.keys() - plan.after.keys()
    for incident, accounts in sorted(store.members(outside).items()):
        yield _one(store, book, incident, accounts, lead, holding)


def _tied_to(store: Store, moved: Collection[IncidentId]) -> frozenset[IncidentId]:
    """The accounts that say of one of these that it is related to them; ties lie within one report."""
    wanted = set(moved)
    records = (store.record(report) for report in sorted(set(store.account_report(moved).values())))
    return frozenset(
        incident.id for record in records for incident in record.incidents
        if any(tie.incident in wanted for tie in incident.related)
    )  # fmt: skip


def _one(
    store: Store,
    book: Codebook,
    incident: IncidentId,
    accounts: tuple[IncidentId, ...],
    lead: Mapping[IncidentId, IncidentId],
    holding: Judged,
) -> MergedIncident:
    members = list(_members(store, accounts, holding))
    on = {each.id: each for account in accounts for each in holding.on.get(account, ())}
    on.update({each.id: each for member in members for each in holding.of_report.get(member.record.report.id, ())})

    def specific(one: ConceptId, other: ConceptId) -> bool:
        return more_specific(book, one, other)

    inside = set(accounts)
    links = [each for each in store.links_of(accounts) if each.one in inside and each.other in inside]
    judgements = sorted(on.values(), key=lambda each: holding.order[each.id])
    fused = fuse(incident, members, links, judgements, specific, lambda each: book.concept(each).label)
    related = tuple(_related(store, members, lead, incident))
    return msgspec.structs.replace(fused, codes=codes_of(book, fused), related=related)


def _members(store: Store, accounts: Collection[IncidentId], holding: Judged) -> Iterator[Member]:
    reports = store.account_report(accounts)
    copies = {each.report: each for each in store.copies_of(set(reports.values()))}
    versions = store.versions_of(set(reports.values()))
    replaced = {older: newer for newer, older in versions.items()}
    for account in accounts:
        report = reports[account]
        record = store.record(report)
        told = next(each for each in record.incidents if each.id == account)
        yield Member(
            account, record, told, copies.get(report), versions.get(report), replaced.get(report),
            report in holding.withdrawn,
        )  # fmt: skip


def _related(
    store: Store, members: Collection[Member], lead: Mapping[IncidentId, IncidentId], incident: IncidentId
) -> Iterator[Related]:
    """The ties of the accounts, each to the incident that its account is of now; each once."""
    ties = [tie for member in members for tie in member.incident.related]
    elsewhere = store.clusters_of([tie.incident for tie in ties if tie.incident not in lead])
    found = {
        Related(lead.get(tie.incident) or elsewhere.get(tie.incident, tie.incident), tie.relation): None for tie in ties
    }
    yield from (tie for tie in found if tie.incident != incident)
