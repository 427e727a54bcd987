"""Claims as a reader checks them: the sentence with the evidence marked, who says it, in which report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from gesta.export.words import published_words, speaker_words
from gesta.model.incidents import Claim, Record
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.plain import clipped, harmless
from gesta.model.sources import outlet_name
from gesta.model.spans import Quote, Span
from gesta.model.terms import ClaimId, ReportId
from gesta.store.store import Store
from gesta.web.views.links import report_page

_MOST_TEXTS = 60
"""Reports whose sentences are shown; of the rest only the words themselves."""
_MOST_ON_A_PAGE = 1500
"""Tellings that are shown of one incident; after that one of each value."""
_LONGEST = 400
"""Characters of a sentence that are shown."""
_AROUND = 120
"""Characters of a longer sentence before its first evidence and after its last."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of a sentence; ``href``: where the report has it, for words that are evidence."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One telling of a value. ``claims``: those that say it with these words, the first of which names its place on
    the page; ``speaker`` is empty where the outlet itself tells it."""

    claims: tuple[ClaimId, ...]
    bits: tuple[Bit, ...]
    speaker: str
    outlet: str
    published: str
    realis: str
    report: ReportId
    language: str | None

    @property
    def id(self) -> str:
        return self.claims[0]


class Sayings:
    """The tellings of one incident's claims, with the sentences of its reports."""

    def __init__(self, store: Store, incident: MergedIncident) -> None:
        self._room = _MOST_ON_A_PAGE
        self._reports: Mapping[ReportId, SourceReport] = {each.id: each for each in incident.reports}
        found = (store.current_record(each) for each in list(self._reports)[:_MOST_TEXTS])
        self.records: Mapping[ReportId, Record] = {record.report.id: record for record in found if record is not None}

    def of(self, claims: Iterable[Claim], most: int) -> tuple[tuple[Saying, ...], int]:
        """The first tellings in the order of the claims, one for all that say it with the same words and the same
        mouth; and how many are left out, for want of room here or on the page."""
        together: dict[tuple[object, ...], list[Claim]] = {}
        for claim in claims:
            together.setdefault((claim.evidence, claim.speaker, claim.realis), []).append(claim)
        room = min(most, max(self._room, 1))
        shown = tuple(self._saying(same) for same in islice(together.values(), room))
        self._room -= len(shown)
        return shown, len(together) - len(shown)

    def _saying(self, same: Sequence[Claim]) -> Saying:
        claim = same[0]
        report = next((quote.report for quote in claim.evidence if quote.report), None)
        source = self._reports.get(report) if report else None
        outlet = outlet_name(source.outlet, source.source) if source else ""
        record = self.records.get(report) if report else None
        speaker = speaker_words(claim.speaker)
        return Saying(
            tuple(dict.fromkeys(each.id for each in same)),
            tuple(self.bits(claim.evidence)),
            "" if claim.speaker.name == outlet else clipped(speaker, _LONGEST),
            clipped(outlet, _LONGEST),
            published_words(source.published.start) if source else "",
            "" if claim.realis == "actual" else claim.realis,
            report or ReportId(""),
            record.document.language if record else None,
        )

    def bits(self, evidence: Sequence[Quote]) -> Iterator[Bit]:
        """The sentence of the first words with all evidence in it marked, then the evidence that stands elsewhere."""
        left = list(evidence)
        if left and (sentence := self._sentence(left[0])) is not None:
            record, span = sentence
            inside = [each for each in left if each.report == left[0].report and each.span.within(span)]
            yield from _cut(record.document.text, _window(span, inside), inside)
            left = [each for each in left if each not in inside]
        for number, each in enumerate(left):
            if number or len(left) < len(evidence):
                yield Bit(" … ")
            yield _bit(clipped(each.exact, _LONGEST), each)

    def _sentence(self, words: Quote) -> tuple[Record, Span] | None:
        record = self.records.get(words.report) if words.report else None
        if record is None:
            return None
        sentences = record.document.sentences
        place = bisect_right(sentences, words.start, key=lambda each: each.start) - 1
        if place < 0 or not words.span.within(sentences[place]):
            return None
        return record, sentences[place]


def _window(sentence: Span, inside: Sequence[Quote]) -> Span:
    if sentence.end - sentence.start <= _LONGEST:
        return sentence
    first, last = min(each.start for each in inside), max(each.end for each in inside)
    return Span(max(sentence.start, first - _AROUND), min(sentence.end, max(last, first + 1) + _AROUND))


def _cut(text: str, span: Span, inside: Sequence[Quote]) -> Iterator[Bit]:
    edges = sorted({span.start, span.end, *(edge for each in inside for edge in (each.start, each.end))})
    for first, last in pairwise(edges):
        over = [each for each in inside if each.start <= first and last <= each.end]
        words = text[first : min(last, first + 2 * _LONGEST)] + ("…" if last - first > 2 * _LONGEST else "")
        yield _bit(words, max(over, key=lambda each: each.start)) if over else Bit(harmless(words))


def _bit(words: str, evidence: Quote) -> Bit:
    return Bit(harmless(words), report_page(evidence.report, evidence.start) if evidence.report else None)
