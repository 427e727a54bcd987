"""What incidents stand on: independent sources, and reports that copy others, by incident and by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.terms import ReportId


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet with its reports, each counted once whatever the number of incidents it tells.

    ``name`` None: reports whose outlet is not known. ``copies``: those whose text is another report's.
    """

    name: str | None
    own: int
    copies: int

    @property
    def reports(self) -> int:
        return self.own + self.copies


@dataclass(frozen=True, slots=True)
class SourceData:
    """What a plot of sources shows. ``by_sources``: incidents by their number of independent sources; ``outlets``:
    those with most reports first; ``left_out``: outlets for which there is no room, with ``left_out_reports``."""

    incidents: int
    by_sources: tuple[tuple[int, int], ...]
    outlets: tuple[Outlet, ...]
    left_out: int
    left_out_reports: int
    reports: int
    copies: int


def count_sources(incidents: Iterable[MergedIncident], most_outlets: int) -> SourceData:
    """The sources of the incidents, and the outlets of their reports; at most ``most_outlets``."""
    numbers: Counter[int] = Counter()
    reports: dict[ReportId, SourceReport] = {}
    for incident in incidents:
        numbers[incident.sources] += 1
        reports.update((each.id, each) for each in incident.reports)
    outlets = _outlets(list(reports.values()))
    rest = outlets[most_outlets:]
    return SourceData(
        sum(numbers.values()),
        tuple(sorted(numbers.items())),
        tuple(outlets[:most_outlets]),
        len(rest),
        sum(each.reports for each in rest),
        len(reports),
        sum(each.copies for each in outlets),
    )


def _outlets(reports: Sequence[SourceReport]) -> list[Outlet]:
    own = Counter(_name(each) for each in reports if each.copy_of is None)
    copies = Counter(_name(each) for each in reports if each.copy_of is not None)
    found = [Outlet(name, own[name], copies[name]) for name in {*own, *copies}]
    return sorted(found, key=lambda each: (each.name is None, -each.reports, each.name or ""))


def _name(report: SourceReport) -> str | None:
    """The outlet, or the host of the report's address."""
    if report.outlet:
        return report.outlet
    try:
        return urlsplit(report.source).hostname if "://" in report.source else None
    except ValueError:  # An address that is none.
        return None
