"""How an incident and its reports are cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gesta.export.names import address, base_name
from gesta.export.references import Reference, ris
from gesta.export.words import published_words
from gesta.frames.facts import named
from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.plain import clipped, counted, harmless
from gesta.model.terms import ReportId

_MOST = 12
"""Reports that are named in a citation."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Citation:
    """``text``: the incident with the reports it stands on, for a footnote; ``ris``: the reports for a program."""

    text: str
    ris: str


def citation(incident: MergedIncident, project: str, permalink: str, records: Mapping[ReportId, Record]) -> Citation:
    """The citation of the incident; reports that are copies are not named."""
    told = [each for each in incident.reports if each.copy_of is None and not each.withdrawn]
    reports = "; ".join(map(_named, told[:_MOST]))
    more = f"; and {counted(len(told) - _MOST, 'more report')}" if len(told) > _MOST else ""
    sources = counted(incident.sources, "independent source")
    told_by = f"Gesta incident {incident.id} of {project}, told by {sources}: {reports}{more}"
    text = f"{named(incident)}. {told_by}. {permalink}"
    return Citation(harmless(text), "\n".join(_ris(each, records[each.id], incident) for each in told[:_MOST]
                                              if each.id in records))  # fmt: skip


def _named(report: SourceReport) -> str:
    title = f"“{clipped(report.title, _LONGEST)}”" if report.title else None
    where = address(report.source) or base_name(report.source)
    parts = (report.outlet, title, published_words(report.published.start), where)
    return ", ".join(clipped(part, _LONGEST) for part in parts if part)


def _ris(report: SourceReport, record: Record, incident: MergedIncident) -> str:
    reference = Reference(
        report.id, record.document.title, record.report.author, report.outlet, report.published,
        address(report.source), report.source, record.document.language, (incident.id,), (incident.label,),
    )  # fmt: skip
    lines = [f"{name}  - {harmless(clipped(value, 1000))}" for name, value in ris(reference)]
    return "\n".join((*lines, "ER  - ", ""))
