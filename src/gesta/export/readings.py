"""What is exported without a project: the output of ``gesta read --format jsonl``, each account an incident.

The file is indexed once and read again in the order of an export, so that it need not fit into memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from gesta.codebook.records import Codebook
from gesta.errors import DataError, Problem
from gesta.export.source import versions_of
from gesta.model.filters import Filter
from gesta.model.incidents import Record
from gesta.model.jsonl import decode
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId, ReportId
from gesta.pipeline.fusing import alone
from gesta.query.concepts import narrowed
from gesta.query.holds import holds
from gesta.query.told import told

_KEPT = 300
"""Records that are kept: the incidents of one day come from about as many reports."""
_LAST = "\U0010ffff"
"""Sorts after every date: incidents of unknown start come last."""


class ReadSource:
    """The accounts of the lines of a file that can be read again from any place. A line that is no record, and a report
    that was there already, is left out and told in ``problems``."""

    def __init__(self, lines: BinaryIO, name: str, book: Codebook, wanted: Filter) -> None:
        """Raises UsageError for a type that the codebook does not have, DataError where no line is a record."""
        self._lines = lines
        self._wanted = narrowed(wanted, book)
        self._records: OrderedDict[int, Record] = OrderedDict()
        self._place: dict[ReportId, int] = {}
        self._index: list[tuple[str, IncidentId, int]] = []
        self._versions: dict[str, str] = {}
        self.name = name
        self.asked = told(wanted)
        self.codebook = book
        self.problems: list[Problem] = []
        self._read_all()

    def _read_all(self) -> None:
        """Where every wanted incident stands, in the order of an export."""
        self._lines.seek(0)
        offset = 0
        for number, line in enumerate(self._lines, start=1):
            if line.strip():
                self._enter(line, number, offset)
            offset += len(line)
        if not self._place and self.problems:
            raise DataError(tuple(self.problems[:1]))
        self._index.sort()

    def _enter(self, line: bytes, number: int, offset: int) -> None:
        try:
            record = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
            hint = "give the output of `gesta read --format jsonl`"
            self.problems.append(Problem(f"{self.name}:{number}", f"no record: {fault}", hint))
            return
        report = record.report.id
        if report in self._place:
            self.problems.append(Problem(f"{self.name}:{number}", f"report {report} stands there already", "left out"))
            return
        self._place[report] = offset
        self._versions = self._versions or versions_of(record)
        self._keep(offset, record)
        for incident in record.incidents:
            if holds(self._wanted, alone(record, incident), self._texts):
                self._index.append((incident.when.start or _LAST, incident.id, offset))

    def _texts(self, report: ReportId) -> Iterator[str]:
        document = self.record(report).document
        yield from (each for each in (document.title, document.text) if each)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what read the first report."""
        return self._versions

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents by start and id, those of unknown start last; may be called again."""
        for _, identity, offset in self._index:
            record = self._at(offset)
            yield from (alone(record, each) for each in record.incidents if each.id == identity)

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell an exported incident, each once, in order of id."""
        told_at = {offset for _, _, offset in self._index}
        yield from sorted(report for report, offset in self._place.items() if offset in told_at)

    def all_reports(self) -> Iterator[ReportId]:
        """Every report that was read, in the order of the lines."""
        yield from self._place

    def record(self, report: ReportId) -> Record:
        """What was read from the report; raises KeyError for one that is not there."""
        return self._at(self._place[report])

    def _at(self, offset: int) -> Record:
        if offset in self._records:
            self._records.move_to_end(offset)
            return self._records[offset]
        self._lines.seek(offset)
        return self._keep(offset, decode(self._lines.readline()))

    def _keep(self, offset: int, record: Record) -> Record:
        self._records[offset] = record
        if len(self._records) > _KEPT:
            self._records.popitem(last=False)
        return record

    def judgements(self) -> tuple[Judgement, ...]:
        """None: no project, no decisions."""
        return ()
