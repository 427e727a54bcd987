"""A source that passes on another one: with every incident masked or counted, or with some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gesta.codebook.records import Codebook
from gesta.export.format import Source
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import ReportId

Mask = Callable[[MergedIncident, Callable[[ReportId], Record]], MergedIncident]


class PassedSource:
    """The same source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.name = source.name
        self.asked = source.asked
        self.codebook: Codebook = source.codebook

    @property
    def versions(self) -> dict[str, str]:
        """The versions of what read."""
        return self._source.versions

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents."""
        return self._source.incidents()

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell an exported incident."""
        return self._source.reports()

    def record(self, report: ReportId) -> Record:
        """What was read from the report."""
        return self._source.record(report)

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements."""
        return self._source.judgements()


class MaskedSource(PassedSource):
    """The source with names masked. Records are as they were: a format that takes texts from them says so
    (``Format.texts``) and is not written with names masked. Judgements are left out: what people wrote may name
    anybody."""

    def __init__(self, source: Source, mask: Mask) -> None:
        super().__init__(source)
        self._mask = mask

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents, masked."""
        for incident in self._source.incidents():
            yield self._mask(incident, self._source.record)

    def judgements(self) -> tuple[Judgement, ...]:
        """None."""
        return ()


class ChosenSource(PassedSource):
    """The source with these incidents in this order, and the reports that tell them."""

    def __init__(self, source: Source, chosen: Sequence[MergedIncident]) -> None:
        super().__init__(source)
        self._chosen = chosen

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents chosen."""
        return iter(self._chosen)

    def reports(self) -> Iterator[ReportId]:
        """The reports that tell one of them, in order of id."""
        return iter(sorted({report.id for each in self._chosen for report in each.reports}))


class CountedSource(PassedSource):
    """The source; ``tick`` is told how many incidents the pass has come to. ``seen``: those of the longest pass."""

    def __init__(self, source: Source, tick: Callable[[int], None]) -> None:
        super().__init__(source)
        self._tick = tick
        self.seen = 0

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents, counted."""
        for number, incident in enumerate(self._source.incidents(), start=1):
            self.seen = max(self.seen, number)
            self._tick(number)
            yield incident
