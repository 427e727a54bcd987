"""A release as what is exported: its frozen incidents, whatever the project says since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from gesta.codebook.records import Codebook
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.releases import Release
from gesta.model.terms import ReportId

_DECODER = msgspec.json.Decoder(MergedIncident)


class FrozenSource:
    """The incidents of a release. It holds no texts of reports, and no judgements.

    ``pieces``: gives the frozen lines, in pieces of any length, each time it is called.
    """

    def __init__(self, release: Release, asked: str, book: Codebook, pieces: Callable[[], Iterable[bytes]]) -> None:
        self._pieces = pieces
        self.name = release.name
        self.asked = asked
        self.versions = release.versions
        self.codebook = book

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents, as they were."""
        for line in whole_lines(self._pieces()):
            yield _DECODER.decode(line)

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell one of them, in order of id."""
        return iter(sorted({report.id for each in self.incidents() for report in each.reports}))

    def record(self, report: ReportId) -> Record:
        """Raises KeyError: texts are not frozen."""
        raise KeyError(report)

    def judgements(self) -> tuple[Judgement, ...]:
        """None."""
        return ()


def whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the pieces put together, without their ends."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest
