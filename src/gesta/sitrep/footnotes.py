"""The reports behind a briefing as footnotes, numbered in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gesta.export.names import address, base_name
from gesta.export.words import published_words
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.terms import ReportId

MOST_CITED = 8
"""Reports cited for one incident; those that are no copies first."""


@dataclass(frozen=True, slots=True)
class Note:
    """A report as a footnote. ``page``: its address on the web, None for a file; ``copy_of``: the note of the report
    whose text it has, 0 for one that is not cited."""

    number: int
    outlet: str | None
    title: str | None
    day: str
    page: str | None
    file: str
    copy_of: int | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """The notes of an incident, and how many more reports tell it."""

    numbers: tuple[int, ...]
    more: int


class Footnotes:
    """Numbers for reports."""

    def __init__(self) -> None:
        self._numbers: dict[ReportId, int] = {}
        self._reports: list[SourceReport] = []

    def cite(self, incident: MergedIncident) -> Cited:
        """The notes of the incident's reports."""
        reports = list({each.id: each for each in incident.reports}.values())
        reports.sort(key=lambda each: (each.copy_of is not None, each.published.start or "9999", each.id))
        numbers = tuple(sorted(self._number(each) for each in reports[:MOST_CITED]))
        return Cited(numbers, max(0, len(reports) - MOST_CITED))

    def known(self, reports: Iterable[ReportId | None]) -> tuple[int, ...]:
        """The notes of those of the reports that are cited."""
        return tuple(sorted({self._numbers[each] for each in reports if each is not None and each in self._numbers}))

    def _number(self, report: SourceReport) -> int:
        if report.id not in self._numbers:
            self._reports.append(report)
            self._numbers[report.id] = len(self._reports)
        return self._numbers[report.id]

    def notes(self) -> tuple[Note, ...]:
        """All of them in order."""
        return tuple(self._note(number, each) for number, each in enumerate(self._reports, 1))

    def _note(self, number: int, report: SourceReport) -> Note:
        copy = None if report.copy_of is None else self._numbers.get(report.copy_of, 0)
        return Note(
            number, report.outlet, report.title, published_words(report.published.start), address(report.source),
            base_name(report.source), copy, report.withdrawn,
        )  # fmt: skip
