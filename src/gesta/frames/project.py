"""``gesta.open``: a project, or what ``gesta read`` wrote, in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from gesta.errors import Problem
from gesta.frames.collection import Incidents
from gesta.frames.shelves import Shelf, opened
from gesta.model.filters import EVERYTHING
from gesta.model.incidents import Claim, Record, ReportRef
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.terms import IncidentId, Policy, ReportId
from gesta.query.grammar import parse

Words = str | Sequence[str]
"""One word, or several of which one is enough."""


class Project:
    """An open project. Closed by ``close`` or at the end of a ``with``; used by one thread at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @property
    def name(self) -> str:
        """The project or file, without its folder."""
        return self._shelf.name

    def close(self) -> None:
        """The project is closed; closing again does nothing."""
        self._shelf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<project {self.name}>"

    def _repr_html_(self) -> str:
        from gesta.frames.html_incidents import project_html

        return project_html(self.name, self.incidents(), len(self.incidents(all=True)))

    def incidents(
        self,
        *,
        type: Words = (),
        country: Words = (),
        admin1: str | None = None,
        near: tuple[float, float, float] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        actor: str | None = None,
        realis: Words = (),
        background: bool | None = None,
        status: Words = (),
        text: str | None = None,
        min_sources: int | None = None,
        all: bool = False,
        policy: Policy = "lead",
        **tolls: int,
    ) -> Incidents:
        """The incidents that every filter lets through; without one, those of the default listing.

        ``type``: a concept, with those narrower than it; ``country``: code or name; ``near``: latitude, longitude,
        kilometres; ``tolls``: ``min_killed=3``, ``max_injured=0`` and so for every count; ``all``: also statements,
        background, what did not happen and what was withdrawn. Raises UsageError for what cannot be meant.
        """
        given: dict[str, object] = {
            "type": type, "country": country, "realis": realis, "status": status, "admin1": admin1,
            "near": None if near is None else ",".join(map(repr, near)), "since": since, "until": until, "actor": actor,
            "background": background, "text": text, "min_sources": min_sources, "all": all or None, **tolls,
        }  # fmt: skip
        return Incidents(self._shelf, parse(_pairs(given)), policy)

    def incident(self, id: str) -> MergedIncident:
        """The one incident whose id begins so, listed by default or not; raises KeyError."""
        return Incidents(self._shelf, EVERYTHING, "lead")[id]

    def reports(self) -> Iterator[ReportRef]:
        """Every report that was read, whether it tells an incident or not."""
        return (record.report for record in self._shelf.records())

    def claims(self) -> Iterator[tuple[IncidentId, Claim]]:
        """Every claim of every incident, with the incident's id."""
        return Incidents(self._shelf, EVERYTHING, "lead").claims()

    def record(self, report: str | ReportRef | SourceReport) -> Record:
        """What was read from a report, given by its id or as listed; raises KeyError."""
        return self._shelf.record(ReportId(report) if isinstance(report, str) else report.id)

    def text(self, report: str | ReportRef | SourceReport) -> str:
        """The clean text of a report, in which all offsets count; raises KeyError."""
        return self.record(report).document.text

    def problems(self) -> Iterator[Problem]:
        """What went wrong with reports: where, what, and what can be done."""
        return self._shelf.problems()


def _pairs(given: dict[str, object]) -> Iterable[tuple[str, str]]:
    """The filter as the grammar of options and URLs has it."""
    for name, value in given.items():
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, list | tuple):
            yield from ((name, str(each)) for each in value)
        elif value is not None:
            yield name, value.isoformat() if isinstance(value, date) else str(value)


def open_project(target: str | Path, codebook: str | Path | None = None) -> Project:
    """The project of the path or address, or of the file that ``gesta read`` wrote."""
    return Project(opened(target, (Path(codebook),) if codebook else ()))
