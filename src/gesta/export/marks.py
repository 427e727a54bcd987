"""The words of each report that tell the exported incidents, with labels: what every annotation format is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gesta.export.format import Source
from gesta.model.given import Given, Mark
from gesta.model.incidents import Record
from gesta.model.terms import IncidentId, ReportId
from gesta.pipeline.marking import marks_of


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
    """The record with its marks of the accounts named."""
    return Marked(record, marks_of(record, incidents.keys()), incidents)


def labels_of(source: Source) -> tuple[str, ...]:
    """The concepts of the codebook in order of id: what a trigger can be labelled with."""
    return tuple(sorted(concept.id for concept in source.codebook))
