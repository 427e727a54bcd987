"""The words of each report that tell the exported incidents, with labels: what every annotation format is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gesta.export.format import Source
from gesta.model.entities import ActorEntity
from gesta.model.given import ACTOR, Given, Mark
from gesta.model.incidents import Incident, Record
from gesta.model.merged import MergedIncident
from gesta.model.spans import Evidence
from gesta.model.terms import COUNT_FIELDS, IncidentId, ReportId


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with its marks. ``incidents``: the exported incident that each of its accounts is of."""

    record: Record
    marks: tuple[Mark, ...]
    incidents: Mapping[IncidentId, IncidentId]

    @property
    def text(self) -> str:
        """The text in which the marks count code points."""
        return self.record.document.text

    @property
    def given(self) -> Given:
        """What a tool carries along with the text."""
        return Given(self.record.report.id, self.marks)


def marked_reports(source: Source) -> Iterator[Marked]:
    """Every report that tells an exported incident, in order of id, with the marks of those incidents."""
    homes = _homes(source)
    for report in source.reports():
        yield marked(source.record(report), homes.get(report, {}))


def _homes(source: Source) -> dict[ReportId, dict[IncidentId, IncidentId]]:
    """By report, the incident of each account: two ids a report and incident, so that a million stay small."""
    found: dict[ReportId, dict[IncidentId, IncidentId]] = {}
    for incident in source.incidents():
        for report in incident.reports:
            found.setdefault(report.id, {})[report.account] = incident.id
    return found


def marked(record: Record, incidents: Mapping[IncidentId, IncidentId]) -> Marked:
    """The record's marks of the accounts named; words that tell the same of several accounts are one mark."""
    found: dict[tuple[int, int, str], dict[IncidentId, None]] = {}
    for account in record.incidents:
        if account.id in incidents:
            for start, end, label in _of_account(account):
                found.setdefault((start, end, label), {})[account.id] = None
    for start, end, label in _actors(record):
        found.setdefault((start, end, label), {})
    length = len(record.document.text)
    marks = sorted(Mark(*place, tuple(sorted(accounts))) for place, accounts in found.items())
    return Marked(record, tuple(each for each in marks if 0 <= each.start < each.end <= length), incidents)


def _of_account(account: Incident) -> Iterator[tuple[int, int, str]]:
    for mention in account.mentions:
        yield mention.start, mention.end, mention.type
    yield from _labelled(account.when.evidence, "time")
    yield from _labelled(account.where.evidence, "place")
    for actor in account.actors:
        yield from _labelled(actor.evidence, actor.role)
    for weapon in account.weapons:
        yield from _labelled(weapon.evidence, "instrument")
    for field in COUNT_FIELDS:
        count = getattr(account.counts, field)
        yield from _labelled(count.evidence if count is not None else (), field)


def _labelled(evidence: Evidence, label: str) -> Iterator[tuple[int, int, str]]:
    for quote in evidence:
        yield quote.start, quote.end, label


def _actors(record: Record) -> Iterator[tuple[int, int, str]]:
    """Everybody who acts or could, in a role or not; not the pronouns."""
    for entity in record.entities:
        if isinstance(entity, ActorEntity) and entity.refers_to is None:
            yield entity.start, entity.end, ACTOR


def labels_of(source: Source) -> tuple[str, ...]:
    """The concepts of the codebook in order of id: what a trigger can be labelled with."""
    return tuple(sorted(concept.id for concept in source.codebook))


def told_by(incident: MergedIncident) -> tuple[ReportId, ...]:
    """The reports that tell the incident, each once, in order."""
    return tuple(dict.fromkeys(report.id for report in incident.reports))
