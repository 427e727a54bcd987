"""Which shown incident tells which gold incident of a document, and whether it is right.

A record *shows* its event-class incidents of a listed realis (design, section 8). Each shown incident is matched to at
most one gold incident and the other way round. The two may be matched when a mention overlaps a trigger of the gold
incident, or stands in the same sentence as one and the type is acceptable: one of gold's types, or related to one. The
matching has as many right pairs as there can be; after that it prefers overlapping words, exact types, more triggers
in common, and last the same date and place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gesta.evaluate.assign import best_pairs
from gesta.evaluate.incident_attributes import same_date, same_place
from gesta.evaluate.incident_gold import GoldDocument, GoldIncident, spans
from gesta.model.incidents import Incident, Record
from gesta.model.spans import Span
from gesta.model.terms import LISTED_REALIS

Verdict = Literal["right", "duplicate", "type", "realis", "spurious"]
Relation = Callable[[str, str], bool]
_DIGIT = 1000
"""No document has as many incidents or triggers, so a sum of weights never carries into a higher preference."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A shown incident with its verdict and the gold incident it was matched to, by index, if any.

    ``right``: matched, gold of a listed realis, type acceptable. ``duplicate``: would be right, but another shown
    incident tells that occurrence. ``type``: an occurrence, wrongly typed. ``realis``: what gold has as planned,
    threatened, negated, hypothetical or generic. ``spurious``: nothing annotated there. ``silence``: for one that is
    not right, why its words should have yielded nothing, where the annotator says so. ``swallowed``: further gold
    incidents, by index, that some of its mentions tell: two occurrences were taken for one.
    """

    shown: Incident
    verdict: Verdict
    gold: int | None
    silence: str | None = None
    swallowed: tuple[int, ...] = ()


def shown_incidents(record: Record | None) -> tuple[Incident, ...]:
    """The incidents of the default listing: events of a listed realis."""
    return tuple(i for i in record.incidents if i.cls == "event" and i.realis in LISTED_REALIS) if record else ()


def acceptable(concept: str, gold: GoldIncident, related: Relation) -> bool:
    """True when the concept is one of gold's types or related to one."""
    return concept in gold.types or any(related(concept, other) for other in gold.types)


def judge(document: GoldDocument, record: Record | None, related: Relation) -> tuple[Judged, ...]:
    """A verdict on each shown incident of the record, in the record's order."""
    sentences = record.document.sentences if record else ()
    shown = shown_incidents(record)
    weights = [[_weight(one, gold, sentences, related) for gold in document.incidents] for one in shown]
    pairs = dict(best_pairs(weights))
    judged: list[Judged] = []
    for index, one in enumerate(shown):
        eligible = [gold for gold, weight in zip(document.incidents, weights[index], strict=True) if weight > 0]
        matched = pairs.get(index)
        verdict = _verdict(one, eligible, None if matched is None else document.incidents[matched], related)
        silence = None if verdict == "right" else _silence(one, document)
        swallowed = () if matched is None else tuple(_swallowed(one, document.incidents, matched))
        judged.append(Judged(one, verdict, matched, silence, swallowed))
    return tuple(judged)


def _told(shown: Incident) -> list[Span]:
    return [Span(mention.start, mention.end) for mention in shown.mentions]


def _is_right(shown: Incident, gold: GoldIncident, related: Relation) -> bool:
    return gold.realis in LISTED_REALIS and acceptable(shown.type, gold, related)


def _weight(shown: Incident, gold: GoldIncident, sentences: Sequence[Span], related: Relation) -> int:
    """0 when the two must not be matched; else a number whose digits are the preferences, most important first."""
    triggers, told = spans(gold.triggers), _told(shown)
    overlapping = sum(any(span.overlaps(trigger) for span in told) for trigger in triggers)
    if not overlapping:
        together = {_sentence(span, sentences) for span in told} & {_sentence(span, sentences) for span in triggers}
        if not together - {None} or not acceptable(shown.type, gold, related):
            return 0
    preferences = (
        _is_right(shown, gold, related),
        overlapping > 0,
        shown.type in gold.types,
        overlapping,
        same_date(gold, shown) is True,
        same_place(gold, shown) is True,
    )
    weight = 0
    for preference in preferences:
        weight = weight * _DIGIT + int(preference)
    return weight * _DIGIT + 1


def _sentence(span: Span, sentences: Sequence[Span]) -> int | None:
    """Index of the sentence the span begins in."""
    index = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 and span.start < sentences[index].end else None


def _verdict(
    shown: Incident, eligible: Sequence[GoldIncident], matched: GoldIncident | None, related: Relation
) -> Verdict:
    if matched is not None and _is_right(shown, matched, related):
        return "right"
    if any(_is_right(shown, gold, related) for gold in eligible):
        return "duplicate"  # had that gold been free, the matching would have taken it
    if any(gold.realis in LISTED_REALIS for gold in eligible):
        return "type"
    return "realis" if eligible else "spurious"


def _swallowed(shown: Incident, golds: Sequence[GoldIncident], matched: int) -> Iterator[int]:
    """Other gold incidents on whose triggers a mention stands that is on none of the matched one's."""
    own = spans(golds[matched].triggers)
    foreign = [span for span in _told(shown) if not any(span.overlaps(trigger) for trigger in own)]
    for index, gold in enumerate(golds):
        if index != matched and any(span.overlaps(trigger) for span in foreign for trigger in spans(gold.triggers)):
            yield index


def _silence(shown: Incident, document: GoldDocument) -> str | None:
    for silence in document.must_yield_nothing:
        if any(span.overlaps(Span(*silence.span)) for span in _told(shown)):
            return silence.why
    return None
