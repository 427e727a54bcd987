"""The loss report: what a format could not hold, row by row in a file and in sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from gesta.errors import UsageError
from gesta.export.cells import csv_line, plain
from gesta.model.terms import IncidentId

HEADER = ("incident", "field", "value", "why")
_LONGEST = 1000
"""Characters of a lost value that the report shows."""


class LossReport:
    """Counts what is lost by field and reason, and writes each loss as a line of CSV to the file."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self.sums: Counter[tuple[str, str]] = Counter()

    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        """One value of one incident is not in the file, or only in part."""
        self.sums[field, why] += 1
        if self._file is not None:
            self._file.write(csv_line(plain(each) for each in (incident, field, value[:_LONGEST], why)))

    def summary(self) -> Iterator[str]:
        """A line for each field and reason: the most frequent first."""
        for (field, why), number in sorted(self.sums.items(), key=lambda each: (-each[1], each[0])):
            yield f"{field}: {number:,} × {why}"


class _Unheard:
    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        """Nothing is kept."""


UNHEARD = _Unheard()
"""For a pass over rows whose losses another pass tells."""


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
        file.write(csv_line(HEADER))
        yield LossReport(file)
