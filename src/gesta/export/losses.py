"""The loss report: what a format could not hold, row by row in a file and in sum."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from gesta.errors import UsageError
from gesta.export.cells import plain
from gesta.model.terms import IncidentId

HEADER = ("incident", "field", "value", "why")
_LONGEST = 1000
"""Characters of a lost value that the report shows."""


class _Rows(Protocol):
    def writerow(self, row: tuple[str, ...], /) -> object: ...


class LossReport:
    """Counts what is lost by field and reason, and writes each loss to the rows given."""

    def __init__(self, rows: _Rows | None = None) -> None:
        self._rows = rows
        self.sums: Counter[tuple[str, str]] = Counter()

    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        """One value of one incident is not in the file, or only in part."""
        self.sums[field, why] += 1
        if self._rows is not None:
            self._rows.writerow(tuple(plain(each) for each in (incident, field, value[:_LONGEST], why)))

    def summary(self) -> Iterator[str]:
        """A line for each field and reason: the most frequent first."""
        for (field, why), number in sorted(self.sums.items(), key=lambda each: (-each[1], each[0])):
            yield f"{field}: {number:,} × {why}"


@contextmanager
def loss_report(path: Path | None) -> Iterator[LossReport]:
    """A report whose rows go to the file, a CSV with the columns incident, field, value, why; to none where no file is
    given. Raises UsageError where the file cannot be written."""
    if path is None:
        yield LossReport()
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as fault:
        raise UsageError(f"{path}: {fault.strerror or fault}") from fault
    with file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        yield LossReport(rows)
