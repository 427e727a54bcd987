"""Whether what did not happen is kept out of the listing: planned, threatened, imagined, denied and general talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesta.evaluate.incident_gold import GoldDocument, spans
from gesta.evaluate.measures import Ratio
from gesta.model.incidents import Incident
from gesta.model.spans import Span
from gesta.model.terms import LISTED_REALIS

WHY = frozenset({"generic", "hypothetical", "planned", "negated"})
"""Reasons to yield nothing that say of an act that it did not happen, or not as one occurrence."""


def kept_out(document: GoldDocument, shown: Sequence[Incident]) -> Ratio:
    """Of the document's occurrences and silenced words that are not actual, how many no shown incident tells.

    One that shares its words with an actual occurrence is not counted: those words may be shown.
    """
    actual = [span for gold in document.incidents if gold.realis in LISTED_REALIS for span in spans(gold.triggers)]
    told = [Span(mention.start, mention.end) for incident in shown for mention in incident.mentions]
    apart = [words for words in _not_actual(document) if not _meet(words, actual)]
    return Ratio(sum(not _meet(words, told) for words in apart), len(apart))


def _not_actual(document: GoldDocument) -> Iterator[tuple[Span, ...]]:
    for gold in document.incidents:
        if gold.realis not in LISTED_REALIS:
            yield spans(gold.triggers)
    for silence in document.must_yield_nothing:
        if silence.why in WHY:
            yield (Span(*silence.span),)


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)
