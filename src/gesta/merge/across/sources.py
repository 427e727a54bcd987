"""The reports of an incident, and which of them are one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import msgspec

from gesta.merge.across.cite import cite
from gesta.model.groups import Groups
from gesta.model.incidents import Incident
from gesta.model.merged import CopyChange, Member, SourceReport
from gesta.model.terms import LISTED_REALIS, IncidentId, ReportId


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One member with its place among the sources.

    ``main``: of several accounts of one report the one that tells most. ``source``: the first report of the source that
    it belongs to. ``copies``: it repeats a text that is at hand. ``stands``: it counts for the values, being neither
    withdrawn nor a copy nor replaced by a later capture at hand.
    ``incident``: its account, every quote cited. Compared by identity.
    """

    member: Member
    incident: Incident
    main: bool
    source: ReportId
    copies: bool
    stands: bool

    @property
    def report(self) -> ReportId:
        return self.member.record.report.id

    @property
    def published(self) -> str:
        """When the report appeared, "" where that is not known."""
        return self.member.record.report.published.start or ""

    @property
    def known(self) -> str:
        """The last moment at which it may have appeared, "" where that is not known."""
        return self.member.record.report.published.end or self.published


def voices(members: Sequence[Member], retracted: frozenset[ReportId] = frozenset()) -> tuple[Voice, ...]:
    """The members by time of publication, then report, then account; those of ``retracted`` reports as withdrawn.

    Of every source that has a report left one stands, even where two reports are said to be copies of each other.
    """
    ordered = sorted(members, key=_order)
    ordered = [_retracted(each) if each.record.report.id in retracted else each for each in ordered]
    source = _sources(ordered)
    at_hand = {each.record.report.id for each in ordered if not each.withdrawn}
    main = _main(ordered)
    told = [_voice(each, main, source[each.record.report.id], at_hand) for each in ordered]
    heard = {each.source for each in told if each.stands}
    spare = {each.source: each.report for each in reversed(told) if not each.member.withdrawn}
    return tuple(
        replace(each, stands=True) if each.source not in heard and spare.get(each.source) == each.report else each
        for each in told
    )


def _order(member: Member) -> tuple[str, ReportId, str]:
    report = member.record.report
    return report.published.start or "", report.id, member.account


def _retracted(member: Member) -> Member:
    return msgspec.structs.replace(member, withdrawn=True)


def _main(ordered: Sequence[Member]) -> Mapping[ReportId, IncidentId]:
    """The account of each report that tells most: one that is shown, with most mentions, the first."""
    main: dict[ReportId, Member] = {}
    for member in ordered:
        old = main.setdefault(member.record.report.id, member)
        if _fullness(member) > _fullness(old):
            main[member.record.report.id] = member
    return {report: member.account for report, member in main.items()}


def _fullness(member: Member) -> tuple[bool, bool, int, int]:
    incident = member.incident
    first = min((mention.start for mention in incident.mentions), default=0)
    return incident.realis in LISTED_REALIS, not incident.background, len(incident.mentions), -first


def _voice(member: Member, main: Mapping[ReportId, IncidentId], source: ReportId, at_hand: set[ReportId]) -> Voice:
    report = member.record.report.id
    copies = member.copy is not None and member.copy.original in at_hand and member.copy.original != report
    stands = not (member.withdrawn or copies or member.replaced_by in at_hand)
    return Voice(member, cite(member.incident, report), main[report] == member.account, source, copies, stands)


def standing(told: Sequence[Voice]) -> tuple[Voice, ...]:
    """The main voice of each report that counts; of every one where none does, so that it can still be read."""
    main = [each for each in told if each.main]
    return tuple(each for each in main if each.stands) or tuple(main)


def independent(told: Sequence[Voice]) -> int:
    """How many sources are left when copies, versions and outlets count once and withdrawn reports not at all."""
    return len({each.source for each in told if not each.member.withdrawn})


def _sources(ordered: Sequence[Member]) -> Mapping[ReportId, ReportId]:
    """The first report of its source for each report: same text, same address and same outlet are one source."""
    groups: Groups[str] = Groups()
    for member in ordered:
        for key in _keys(member):
            groups.join(_text(member.record.report.id), key)
    first: dict[str, ReportId] = {}
    for member in ordered:
        report = member.record.report.id
        first.setdefault(groups.root(_text(report)), report)
    return {member.record.report.id: first[groups.root(_text(member.record.report.id))] for member in ordered}


def _text(report: ReportId) -> str:
    return f"text {report}"


def _keys(member: Member) -> tuple[str, ...]:
    """What a report shares with others of its source: its text, the captures of its page, its outlet."""
    report = member.record.report
    text = member.copy.original if member.copy else report.id
    keys = [_text(each) for each in (text, report.id, member.version_of, member.replaced_by) if each]
    outlet = report.outlet.strip().casefold() if report.outlet else None
    if outlet:
        keys.append(f"outlet {outlet}")
    elif host := site(report.source):
        keys.append(f"site {host}")
    return tuple(keys)


def site(address: str) -> str | None:
    """The host of a web address, without "www." and port; of a page kept by an archive the host it was taken from."""
    start = max(address.rfind("http://"), address.rfind("https://"))
    if start < 0:
        return None
    try:
        host = urlsplit(address[start:]).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def source_reports(told: Sequence[Voice]) -> tuple[SourceReport, ...]:
    """One entry a report, in the order of the voices, with its main account."""
    by_report: dict[ReportId, list[Voice]] = {}
    for each in told:
        by_report.setdefault(each.report, []).append(each)
    return tuple(_source_report(each) for each in by_report.values())


def _source_report(told: Sequence[Voice]) -> SourceReport:
    main = next(each for each in told if each.main).member
    report, copy = main.record.report, main.copy
    return SourceReport(
        id=report.id,
        row_id=report.row_id,
        source=report.source,
        outlet=report.outlet,
        published=cite(report.published, report.id),
        title=main.record.document.title,
        mentions=sum(len(each.incident.mentions) for each in told),
        account=main.account,
        copy_of=copy.original if copy else None,
        changes=tuple(_change(each, report.id, copy.original) for each in copy.changes) if copy else (),
        version_of=main.version_of,
        withdrawn=main.withdrawn,
    )


def _change(change: CopyChange, report: ReportId, original: ReportId) -> CopyChange:
    return CopyChange(change.kind, cite(change.ours, report), cite(change.theirs, original))
