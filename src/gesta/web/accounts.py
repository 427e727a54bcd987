"""What a report tells of an incident: the sentences in pieces, with the words that made its values marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from gesta.errors import UsageError
from gesta.model.incidents import Incident, Record
from gesta.model.plain import harmless
from gesta.model.spans import Evidence, Span
from gesta.model.terms import COUNT_FIELDS, IncidentId
from gesta.model.values import Count
from gesta.store.store import Store

_MOST_SENTENCES = 4
_LONGEST = 1500
"""Characters of a sentence that are shown: a page of noise can be one sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text without a mark inside. ``start``: code points from the text's beginning; ``mark``: its class."""

    start: int
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account: the record, the incident as read there, the sentences; ``more``: those left out."""

    record: Record
    told: Incident
    sentences: tuple[tuple[Piece, ...], ...]
    more: int


def account_told(store: Store, account: IncidentId) -> Account:
    """The account. Raises UsageError where no report tells it."""
    report = store.account_report([account]).get(account)
    if report is None:
        raise UsageError(f"no report tells {account}")
    record = store.record(report)
    told = next((each for each in record.incidents if each.id == account), None)
    if told is None:
        raise UsageError(f"{account}: the report was read anew, and does not tell it so any more")
    spans = [
        sentence
        for sentence in record.document.sentences
        if any(sentence.start <= mention.start < sentence.end for mention in told.mentions)
    ]
    shown = tuple(tuple(pieces(record.document.text, each, _marks(told))) for each in spans[:_MOST_SENTENCES])
    return Account(record, told, shown, len(spans) - len(shown))


def pieces(text: str, within: Span, marks: Iterable[tuple[Span, str]]) -> Iterator[Piece]:
    """The text of the span in order, cut where a mark begins or ends; of marks that overlap the first one given counts
    for the words of both."""
    end = min(within.end, within.start + _LONGEST)
    inside = [(span, mark) for span, mark in marks if span.start < end and span.end > within.start]
    cuts = {each for span, _ in inside for each in (span.start, span.end) if within.start < each < end}
    for start, stop in pairwise(sorted({within.start, end} | cuts)):
        mark = next((mark for span, mark in inside if span.start <= start and stop <= span.end), "")
        yield Piece(start, harmless(text[start:stop]), mark)
    if end < within.end:
        yield Piece(end, "…")


def _marks(incident: Incident) -> list[tuple[Span, str]]:
    """The trigger before all, then toll, time, place, parties."""
    marks = [(Span(each.start, each.end), "act") for each in incident.mentions]
    return [*marks, *((quote.span, kind) for kind, evidence in _evidence(incident) for quote in evidence)]


def _evidence(incident: Incident) -> Iterator[tuple[str, Evidence]]:
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            yield "toll", count.evidence
    yield "when", incident.when.evidence
    yield "where", incident.where.evidence
    for actor in incident.actors:
        yield "who", actor.evidence
