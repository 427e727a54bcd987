"""Clusters to incidents, some hundred at a time: their records, copies and links are looked up together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import msgspec

from gesta.codebook.records import Codebook
from gesta.merge.across.fuse import fuse
from gesta.model.incidents import Incident, Record, Related
from gesta.model.merged import Copy, Link, Member, MergedIncident
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.pipeline.concepts import codes_of, more_specific
from gesta.pipeline.judged import Judged
from gesta.store.store import Store

_TOGETHER = 200
"""Incidents whose records are in memory together."""
Clusters = Iterable[tuple[IncidentId, tuple[IncidentId, ...]]]


class Tables(Protocol):
    """What fusing looks up: a project, or what a batch hands to one of its tasks."""

    def account_report(self, accounts: Iterable[IncidentId], /) -> Mapping[IncidentId, ReportId]:
        """The report of each account."""
        ...

    def records(self, reports: Sequence[ReportId], /) -> Iterable[Record]:
        """What was read from the reports, with those of their incidents at least that are accounts asked for."""
        ...

    def copies_of(self, reports: Iterable[ReportId], /) -> Iterable[Copy]:
        """The copies among the reports, at least."""
        ...

    def versions_of(self, reports: Iterable[ReportId], /) -> Mapping[ReportId, ReportId]:
        """The earlier capture that each replaces, of those that do."""
        ...

    def replaced_by(self, reports: Iterable[ReportId], /) -> Mapping[ReportId, ReportId]:
        """The later capture that replaces each, of those that are replaced."""
        ...

    def links_of(self, accounts: Iterable[IncidentId], /) -> Iterable[Link]:
        """The links between the accounts, with their reasons; those with one end among them may be there too."""
        ...

    def clusters_of(self, accounts: Iterable[IncidentId], /) -> Mapping[IncidentId, IncidentId]:
        """The incident of each account that is in one."""
        ...


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the incidents of one piece stand on, by account and by report."""

    reports: Mapping[IncidentId, ReportId]
    records: Mapping[ReportId, Record]
    told: Mapping[IncidentId, Incident]
    copies: Mapping[ReportId, Copy]
    versions: Mapping[ReportId, ReportId]
    replaced: Mapping[ReportId, ReportId]
    links: Mapping[IncidentId, Sequence[Link]]
    home: Mapping[IncidentId, IncidentId]


def fused(
    tables: Tables, book: Codebook, clusters: Clusters, lead: Mapping[IncidentId, IncidentId], holding: Judged
) -> Iterator[MergedIncident]:
    """The incident of each cluster, in order. ``lead``: the incident of accounts that are being settled."""
    rest = iter(clusters)
    while piece := list(islice(rest, _TOGETHER)):
        gathered = _gathered(tables, [account for _, accounts in piece for account in accounts], lead)
        for incident, accounts in piece:
            yield _one(book, gathered, incident, accounts, holding)


def _gathered(tables: Tables, accounts: Sequence[IncidentId], lead: Mapping[IncidentId, IncidentId]) -> _Gathered:
    reports = tables.account_report(accounts)
    wanted = sorted(set(reports.values()))
    records = {record.report.id: record for record in tables.records(wanted)}
    told = {each.id: each for record in records.values() for each in record.incidents}
    versions = tables.versions_of(wanted)
    links: dict[IncidentId, list[Link]] = defaultdict(list)
    for link in tables.links_of(accounts):
        links[link.one].append(link)
    ties = {tie.incident for account in accounts for tie in told[account].related}
    return _Gathered(
        reports=reports,
        records=records,
        told=told,
        copies={copy.report: copy for copy in tables.copies_of(wanted)},
        versions=versions,
        replaced=tables.replaced_by(wanted),
        links=links,
        home={**tables.clusters_of(ties - lead.keys()), **{tie: lead[tie] for tie in ties if tie in lead}},
    )


def _one(
    book: Codebook, gathered: _Gathered, incident: IncidentId, accounts: tuple[IncidentId, ...], holding: Judged
) -> MergedIncident:
    members = [_member(gathered, account, holding) for account in accounts]
    on = {each.id: each for account in accounts for each in holding.on.get(account, ())}
    on.update({each.id: each for member in members for each in holding.of_report.get(member.record.report.id, ())})

    def specific(one: ConceptId, other: ConceptId) -> bool:
        return more_specific(book, one, other)

    inside = set(accounts)
    links = [each for account in accounts for each in gathered.links.get(account, ()) if each.other in inside]
    links.sort(key=lambda each: (each.one, each.other))
    judgements = sorted(on.values(), key=lambda each: holding.order[each.id])
    made = fuse(incident, members, links, judgements, specific, lambda each: book.concept(each).label)
    related = tuple(_related(gathered, members, incident))
    return msgspec.structs.replace(made, codes=codes_of(book, made), related=related)


def _member(gathered: _Gathered, account: IncidentId, holding: Judged) -> Member:
    report = gathered.reports[account]
    return Member(
        account,
        gathered.records[report],
        gathered.told[account],
        gathered.copies.get(report),
        gathered.versions.get(report),
        gathered.replaced.get(report),
        report in holding.withdrawn,
    )


def _related(gathered: _Gathered, members: Sequence[Member], incident: IncidentId) -> Iterator[Related]:
    """The ties of the accounts, each to the incident that its account is of now; each once."""
    ties = {
        Related(gathered.home.get(tie.incident, tie.incident), tie.relation): None
        for member in members
        for tie in member.incident.related
    }
    yield from (tie for tie in ties if tie.incident != incident)


def alone(record: Record, incident: Incident) -> MergedIncident:
    """The account of a record as an incident of one report, by the same fusing as in a project."""
    member = Member(incident.id, record, incident)
    made = fuse(incident.id, [member], [], [], lambda one, other: False, lambda each: incident.label)
    return msgspec.structs.replace(made, codes=incident.codes, related=incident.related)


def tied_to(store: Store, moved: Iterable[IncidentId]) -> frozenset[IncidentId]:
    """The accounts that say of one of these that it is related to them; ties lie within one report."""
    wanted = set(moved)
    found: set[IncidentId] = set()
    rest = iter(sorted(set(store.account_report(wanted).values())))
    while piece := list(islice(rest, _TOGETHER)):
        for record in store.records(piece):
            found |= {each.id for each in record.incidents if any(tie.incident in wanted for tie in each.related)}
    return frozenset(found)
