"""What is exported: the incidents of a project, streaming."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice

from gesta.codebook.records import Codebook
from gesta.model.filters import Filter
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import ReportId
from gesta.query.concepts import narrowed
from gesta.query.told import told
from gesta.store.store import Store

_AHEAD = 100
"""Incidents in memory at a time, whose reports are looked up together when the first of them is asked for."""
_KEPT = 300
"""Records that are kept: those of a piece of incidents, as news tells an incident two or three times."""


class ProjectSource:
    """The incidents of an open project under a filter. The store must stay open and be used by nobody else."""

    def __init__(self, store: Store, name: str, book: Codebook, wanted: Filter) -> None:
        """Raises UsageError for a type that the codebook does not have."""
        self._store = store
        self._wanted = narrowed(wanted, book)
        self._records: OrderedDict[ReportId, Record] = OrderedDict()
        self._ahead: tuple[ReportId, ...] = ()
        self.name = name
        self.asked = told(wanted)
        self.codebook = book

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what read the first report; empty where nothing is exported."""
        first = next(self.reports(), None)
        return {} if first is None else versions_of(self.record(first))

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents by start and id, those of unknown start last; may be called again."""
        found = self._store.incidents(self._wanted)
        while piece := list(islice(found, _AHEAD)):
            self._ahead = tuple(dict.fromkeys(report.id for each in piece for report in each.reports))
            yield from piece

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell an exported incident, each once, in order of id."""
        return self._store.reports_of(self._wanted)

    def record(self, report: ReportId) -> Record:
        """What was read from the report; raises KeyError for one that is not there."""
        if report not in self._records:
            wanted = self._ahead if report in self._ahead else (report,)
            self._look_up([each for each in wanted if each not in self._records][: _KEPT - 1] or [report])
            if report not in self._records:
                self._look_up([report])
        self._records.move_to_end(report)
        return self._records[report]

    def _look_up(self, reports: Sequence[ReportId]) -> None:
        for each in reports:
            record = self._store.current_record(each)
            if record is not None:
                self._records[each] = record
        while len(self._records) > _KEPT:
            self._records.popitem(last=False)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement of the project in order."""
        return self._store.judgements()


def versions_of(record: Record) -> dict[str, str]:
    """What read the record."""
    return {"gesta": record.gesta, "model": record.model, "codebook": record.codebook, "knowledge": record.knowledge}
