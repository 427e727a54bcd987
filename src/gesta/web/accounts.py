"""What a report tells of an incident: the sentences in pieces, with the words that made its values marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.errors import UsageError
from gesta.frames.marks import Mark, MarkKind, value_marks
from gesta.frames.marks import pieces as cut
from gesta.model.incidents import Incident, Record
from gesta.model.plain import harmless
from gesta.model.spans import Span
from gesta.model.terms import IncidentId
from gesta.store.store import Store

_MOST_SENTENCES = 4
_LONGEST = 1500
"""Characters of a sentence that are shown: a page of noise can be one sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text under one mark or none. ``start``: code points from the text's beginning; ``mark``: its kind."""

    start: int
    words: str
    mark: MarkKind | None = None


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
    marks = list(value_marks(told))
    shown = tuple(tuple(pieces(record.document.text, each, marks)) for each in spans[:_MOST_SENTENCES])
    return Account(record, told, shown, len(spans) - len(shown))


def pieces(text: str, within: Span, found: Sequence[Mark]) -> Iterator[Piece]:
    """The text of the span in order, cut where a mark begins or ends."""
    end = min(within.end, within.start + _LONGEST)
    for each in cut(within.start, end, found):
        yield Piece(each.start, harmless(text[each.start : each.end]), each.kind)
    if end < within.end:
        yield Piece(end, "…")
