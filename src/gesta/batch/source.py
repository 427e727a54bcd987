"""The data set of a batch as what is exported."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from gesta.batch.folder import Folder
from gesta.codebook.records import Codebook
from gesta.export.source import versions_of
from gesta.model import jsonl
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import ReportId

_DECODER = msgspec.json.Decoder(MergedIncident)


class BatchSource:
    """The incidents of a batch, statements and background and all, in the order of its files: by month and, within a
    file, by start and id."""

    def __init__(self, folder: Folder, name: str, book: Codebook) -> None:
        self._folder = folder
        self.name = name
        self.asked = "everything"
        self.codebook = book

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what read the first report; empty where nothing is exported."""
        first = next(self.reports(), None)
        return {} if first is None else versions_of(self.record(first))

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents, those of one file in memory at a time; may be called again."""
        for name in self._folder.names("incidents"):
            for line in self._folder.read_table(name, ["record"])["record"]:
                yield _DECODER.decode(line.as_py())

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell an incident, each once, in order of id."""
        found = {
            ReportId(each)
            for name in self._folder.names("members")
            for each in self._folder.read_table(name, ["report"])["report"].to_pylist()
        }
        return iter(sorted(found))

    def record(self, report: ReportId) -> Record:
        """What was read from the report; raises KeyError for one that is not there."""
        name, row = self._rows[report]
        return jsonl.decode(self._folder.read_table(name, ["record"])["record"][row].as_py())

    @cached_property
    def _rows(self) -> dict[str, tuple[str, int]]:
        """Where the record of each report stands."""
        return {
            report: (name, row)
            for name in reversed(self._folder.names("records"))
            for row, report in enumerate(self._folder.read_table(name, ["report"])["report"].to_pylist())
        }

    def judgements(self) -> tuple[Judgement, ...]:
        """None: they are made on projects."""
        return ()
