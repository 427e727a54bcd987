"""What was given out of an annotated text that came back: carried along by the tool, or in the files given out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gesta.errors import Problem
from gesta.intake.annotations import Annotated
from gesta.model.given import OURS, Given, Mark, unpacked
from gesta.model.incidents import Record
from gesta.model.terms import ReportId
from gesta.pipeline.marking import marks_of
from gesta.store.store import Store


@dataclass(slots=True)
class Handed:
    """What is known of what was given out. ``files``: marks by text, of files whose tool keeps nothing else."""

    store: Store
    files: Mapping[str, frozenset[tuple[int, int, str]]] = field(default_factory=dict)
    reports: Mapping[str, tuple[ReportId, ...]] | None = None

    def of(self, annotated: Annotated) -> list[tuple[Record, Given]] | Problem:
        """The reports that have the text, with what was given out of each; a Problem where that is not known."""
        told = annotated.meta.get(OURS)
        given = unpacked(told) if told is not None else None
        if told is not None and given is None:
            return Problem(annotated.where, f"what stands under {OURS!r} is not what Gesta wrote there")
        if given is not None:
            record = self.store.current_record(given.report)
            if record is None:
                return Problem(annotated.where, f"the project has no report {given.report}")
            if record.document.text != annotated.text:
                return Problem(annotated.where, "the text is not that of the report",
                               "it was changed in the tool, or is read otherwise now: export it again")  # fmt: skip
            return [(record, given)]
        return self._by_text(annotated)

    def _by_text(self, annotated: Annotated) -> list[tuple[Record, Given]] | Problem:
        key = text_key(annotated.text)
        places = self.files.get(key)
        if places is None:
            return Problem(annotated.where, "what was given out of this text is not known",
                           "the tool did not keep it: name the files that were given out with --given")  # fmt: skip
        found = []
        for report in self._reports().get(key, ()):
            record = self.store.current_record(report)
            if record is not None:
                marks = marks_of(record, {account.id for account in record.incidents})
                found.append((record, Given(report, tuple(mark for mark in marks if mark.place in places))))
        return found or Problem(annotated.where, "no report of the project has this text")

    def _reports(self) -> Mapping[str, tuple[ReportId, ...]]:
        """The reports of the project by their text, looked up once."""
        if self.reports is None:
            texts: dict[str, tuple[ReportId, ...]] = {}
            for report in _telling(self.store):
                record = self.store.current_record(report)
                if record is not None:
                    key = text_key(record.document.text)
                    texts[key] = (*texts.get(key, ()), report)
            self.reports = texts
        return self.reports


def _telling(store: Store) -> list[ReportId]:
    return sorted({report.id for incident in store.incidents() for report in incident.reports})


def text_key(text: str) -> str:
    """The text's hash; texts of hundreds of reports are not kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def handed_out(results: Iterable[Annotated | Problem]) -> Iterator[tuple[str, frozenset[tuple[int, int, str]]]]:
    """The marks of every text of files as they were given out, by the text's key."""
    for each in results:
        if isinstance(each, Annotated):
            yield text_key(each.text), frozenset((span.start, span.end, span.label) for span in each.spans)


def unnamed(marks: Iterable[Mark]) -> list[str]:
    """The labels of the marks, each once, in order."""
    return sorted({mark.label for mark in marks})
