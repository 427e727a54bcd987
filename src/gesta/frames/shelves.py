"""Where incidents lie: a project's store, or the lines that ``gesta read`` wrote. Both are asked the same things."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from gesta.codebook.lint import check
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.errors import Problem, UsageError
from gesta.export.format import Source
from gesta.export.readings import ReadSource
from gesta.export.source import ProjectSource
from gesta.model.filters import EVERYTHING, Filter
from gesta.model.incidents import Record
from gesta.model.plain import counted
from gesta.model.terms import ReportId
from gesta.pipeline.opening import codebook_of, is_project
from gesta.query.concepts import narrowed
from gesta.store.engine import named
from gesta.store.store import Store


class Shelf(Protocol):
    """What a project is read from."""

    @property
    def name(self) -> str:
        """The project or file, without its folder."""
        ...

    @property
    def codebook(self) -> Codebook:
        """The codebook of the incidents."""
        ...

    def source(self, wanted: Filter) -> Source:
        """The incidents of the filter; raises UsageError for a type that the codebook does not have."""
        ...

    def count(self, wanted: Filter) -> int:
        """How many incidents the filter wants."""
        ...

    def records(self) -> Iterator[Record]:
        """What was read from every report that was read, in one order."""
        ...

    def record(self, report: ReportId) -> Record:
        """What was read from one report; raises KeyError."""
        ...

    def problems(self) -> Iterator[Problem]:
        """What went wrong with reports, in the order met."""
        ...

    def faults(self) -> Iterator[Problem]:
        """What a person must know who looks at the incidents: accounts not merged yet, lines that could not be read."""
        ...

    def close(self) -> None:
        """Nothing is open any more."""
        ...


class StoreShelf:
    """A project."""

    def __init__(self, target: str) -> None:
        self._store = Store.open(target)
        self.name = Path(named(target)).name

    @cached_property
    def codebook(self) -> Codebook:
        return codebook_of(self._store)

    def source(self, wanted: Filter) -> Source:
        return ProjectSource(self._store, self.name, self.codebook, wanted)

    def count(self, wanted: Filter) -> int:
        return self._store.count_incidents(narrowed(wanted, self.codebook))

    def records(self) -> Iterator[Record]:
        for report in self._store.find_reports("", self._store.count_reports()):
            record = self._store.current_record(report)
            if record is not None:
                yield record

    def record(self, report: ReportId) -> Record:
        record = self._store.current_record(report)
        if record is None:
            raise KeyError(report)
        return record

    def problems(self) -> Iterator[Problem]:
        yield from self._store.problems()
        yield from _of_records(self.records())

    def faults(self) -> Iterator[Problem]:
        if waiting := len(self._store.dirty()):
            yield Problem(self.name, f"{counted(waiting, 'account')} not merged yet", "`gesta run` does it")

    def close(self) -> None:
        self._store.close()


class LinesShelf:
    """The output of ``gesta read --format jsonl``, in a file that can be read again from any place."""

    def __init__(self, lines: BinaryIO, name: str, codebooks: tuple[Path, ...]) -> None:
        check(codebooks)
        self._lines = lines
        self.name = name
        self.codebook = load(*codebooks)
        self._whole = ReadSource(lines, name, self.codebook, EVERYTHING)

    def source(self, wanted: Filter) -> Source:
        return ReadSource(self._lines, self.name, self.codebook, wanted)

    def count(self, wanted: Filter) -> int:
        return sum(1 for _ in self.source(wanted).incidents())

    def records(self) -> Iterator[Record]:
        yield from (self._whole.record(report) for report in self._whole.all_reports())

    def record(self, report: ReportId) -> Record:
        return self._whole.record(report)

    def problems(self) -> Iterator[Problem]:
        yield from self._whole.problems
        yield from _of_records(self.records())

    def faults(self) -> Iterator[Problem]:
        yield from self._whole.problems

    def close(self) -> None:
        self._lines.close()


def _of_records(records: Iterator[Record]) -> Iterator[Problem]:
    """The problems of the records, each with the report that has it."""
    for record in records:
        for each in record.problems:
            yield Problem(f"{record.report.source}: {each.where}", each.what, each.hint)


def opened(target: str | Path, codebooks: tuple[Path, ...] = ()) -> Shelf:
    """What the name means. Raises UsageError for a file that is not there, DataError for one that holds no record."""
    name = str(target)
    if is_project(name):
        if codebooks:
            raise UsageError("a project has its own codebook")
        return StoreShelf(name)
    try:
        lines = Path(target).open("rb")  # noqa: SIM115 - closed by the shelf
    except (OSError, ValueError) as fault:
        raise UsageError(f"{name}: {getattr(fault, 'strerror', None) or fault}") from None
    try:
        return LinesShelf(lines, Path(target).name, codebooks)
    except BaseException:
        lines.close()
        raise
