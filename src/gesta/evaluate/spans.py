"""Precision, recall and F1 of spans, strict and relaxed, as counts that add up over documents (micro average)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.evaluate.assign import best_pairs
from gesta.evaluate.measures import Prf


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan:
    """A half-open range of code points, with a label that must agree (empty where there is only one kind)."""

    start: int
    end: int
    label: str = ""


Rule = Callable[[Sequence[LabelledSpan], Sequence[LabelledSpan]], Prf]
Spans = Mapping[str, Sequence[LabelledSpan]]
"""Spans by document."""


def strict(gold: Sequence[LabelledSpan], shown: Sequence[LabelledSpan]) -> Prf:
    """Counts where a shown span is right when a gold span has its very bounds and label; each gold span once."""
    right = sum((Counter(gold) & Counter(shown)).values())
    return Prf(right, len(shown), right, len(gold))


def relaxed(gold: Sequence[LabelledSpan], shown: Sequence[LabelledSpan]) -> Prf:
    """Counts where a shown span is right when it shares a character with a gold span of its label.

    One shown span meets one gold span, in the pairing with the most pairs (then the most shared characters), so that a
    span over the whole text finds one thing and not everything.
    """
    right = sum(_pairs(group_gold, group_shown) for group_gold, group_shown in _groups(gold, shown))
    return Prf(right, len(shown), right, len(gold))


def over_documents(gold: Spans, shown: Spans, rule: Rule) -> Prf:
    """The sum over the documents of gold; a document without shown spans has none."""
    return sum((rule(spans, shown.get(doc, ())) for doc, spans in gold.items()), Prf())


def by_label(gold: Spans, shown: Spans, rule: Rule) -> dict[str, Prf]:
    """The counts of each label of gold or shown spans, in order of the label."""
    labels = sorted({span.label for spans in (*gold.values(), *shown.values()) for span in spans})
    return {label: over_documents(_only(gold, label), _only(shown, label), rule) for label in labels}


def _only(spans: Spans, label: str) -> Spans:
    return {doc: tuple(span for span in found if span.label == label) for doc, found in spans.items()}


def _pairs(gold: Sequence[LabelledSpan], shown: Sequence[LabelledSpan]) -> int:
    """How many pairs the best pairing of a small group has."""
    shared = [[min(g.end, s.end) - max(g.start, s.start) for s in shown] for g in gold]
    one_pair = 1 + sum(max(0, count) for row in shared for count in row)  # outweighs all shared characters
    return len(best_pairs([[one_pair + count if count > 0 else 0 for count in row] for row in shared]))


def _groups(
    gold: Iterable[LabelledSpan], shown: Iterable[LabelledSpan]
) -> Iterator[tuple[list[LabelledSpan], list[LabelledSpan]]]:
    """Groups of one label that no span of another group overlaps, so that the pairing can be done group by group."""
    tagged = [(span.label, span.start, span.end, 0) for span in gold]
    tagged += [(span.label, span.start, span.end, 1) for span in shown]
    group: tuple[list[LabelledSpan], list[LabelledSpan]] = ([], [])
    reach: tuple[str, int] | None = None
    for label, start, end, side in sorted(tagged):
        if reach is not None and (label != reach[0] or start >= reach[1]):
            yield group
            group, reach = ([], []), None
        group[side].append(LabelledSpan(start, end, label))
        reach = (label, max(end, reach[1] if reach else end))
    if reach is not None:
        yield group
