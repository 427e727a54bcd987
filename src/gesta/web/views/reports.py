"""The reports of an incident: copies under their original, with what they changed; versions; what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gesta.export.names import address, base_name
from gesta.export.words import change_words, published_words
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.plain import clipped, counted
from gesta.model.sources import outlet_name
from gesta.model.terms import ReportId
from gesta.web.views.links import report_page

_MOST = 200
"""Reports that are listed."""
_MOST_CHANGES = 20
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One report. ``where``: its address on the web, for a link; else ``source`` names its file."""

    id: ReportId
    href: str
    title: str
    outlet: str
    published: str
    source: str
    where: str | None
    mentions: str
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    copies: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports that are no copies of another one listed; ``left_out``: reports for which there is no room."""

    shown: tuple[Told, ...]
    left_out: int


def reports(incident: MergedIncident) -> Reports:
    """The reports in the order of the incident, each copy under the report it is a copy of."""
    listed = incident.reports[:_MOST]
    by_id = {each.id: each for each in listed}
    copies: dict[ReportId, list[SourceReport]] = {}
    for each in listed:
        if each.copy_of in by_id and each.copy_of is not None and each.copy_of != each.id:
            copies.setdefault(each.copy_of, []).append(each)
    under = {each.id for same in copies.values() for each in same}
    shown = tuple(_told(each, copies, by_id) for each in listed if each.id not in under)
    return Reports(shown, len(incident.reports) - len(listed))


def _told(
    report: SourceReport, copies: Mapping[ReportId, list[SourceReport]], by_id: Mapping[ReportId, SourceReport]
) -> Told:
    where = address(report.source)
    source = where or base_name(report.source)
    return Told(
        report.id,
        report_page(report.id),
        clipped(report.title or "(no title)", _LONGEST),
        clipped(report.outlet or "outlet unknown", _LONGEST),
        published_words(report.published.start),
        clipped(source, _LONGEST),
        where,
        counted(report.mentions, "mention"),
        tuple(_notes(report, by_id)),
        tuple(map(change_words, report.changes[:_MOST_CHANGES])),
        tuple(_told(each, {}, by_id) for each in copies.get(report.id, ())),
    )


def _notes(report: SourceReport, by_id: Mapping[ReportId, SourceReport]) -> list[str]:
    notes = [f"row {clipped(report.row_id, _LONGEST)}"] if report.row_id else []
    if report.copy_of:
        original = by_id.get(report.copy_of)
        name = outlet_name(original.outlet, original.source) if original else "a report that is not listed"
        notes.append(f"a copy of {clipped(name, _LONGEST)}")
    if report.version_of:
        notes.append("a newer version of a page captured before")
    if report.withdrawn:
        notes.append("withdrawn")
    return notes
