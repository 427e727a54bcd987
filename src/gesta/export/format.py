"""What a format is: a name, what it makes, and a function from what is exported to files, with what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gesta.codebook.records import Codebook
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId, Policy, ReportId


class Source(Protocol):
    """What is exported: the incidents of a project under a filter, or those of the output of ``gesta read``.

    Everything comes in one order, whatever the machine: incidents by start and id, those of unknown start last.
    """

    @property
    def name(self) -> str:
        """The project or file, without its folder."""
        ...

    @property
    def asked(self) -> str:
        """The filter in words ("bombing, in Iraq, since 2023-03-01"); "everything" where there is none."""
        ...

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what read: gesta, model, codebook, knowledge."""
        ...

    @property
    def codebook(self) -> Codebook:
        """The codebook of the incidents."""
        ...

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents, streaming; may be called again."""
        ...

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell an exported incident, each once, in order of id."""
        ...

    def record(self, report: ReportId) -> Record:
        """What was read from the report; raises KeyError for one that is not there."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement of the project in order; none for the output of ``gesta read``."""
        ...


class Losses(Protocol):
    """Where a format says what it cannot hold."""

    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        """One value of one incident is not in the file, or only in part; ``field``: its name in our own columns."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of an export. ``policy``: which view of the toll; ``redact``: names of private persons are
    masked; ``hxl``: the second line of a table holds HXL tags; ``table``: of a format that holds one table, which."""

    policy: Policy = "lead"
    redact: bool = False
    hxl: bool = False
    table: str = "incidents"


Write = Callable[[Source, Path, Options, Losses], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write incidents. ``write`` makes the file, or with ``many`` the folder, at the path.

    ``text``: what is written may go to standard output. ``tables``: it holds one table, ``Options.table``; ``folder``
    then writes them all. ``texts``: it holds texts of reports, in which no name is masked, so that ``redact`` is
    refused. ``hxl``: it has a line for HXL tags.
    """

    name: str
    label: str
    suffix: str
    write: Write
    many: bool = False
    text: bool = False
    tables: bool = False
    folder: Write | None = None
    texts: bool = False
    hxl: bool = False
