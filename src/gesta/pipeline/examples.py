"""The codebook's own examples run through the reader: what `gesta codebook test` reports."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from gesta.codebook.load import examples
from gesta.codebook.records import ConceptExample
from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Report, report_id
from gesta.model.reading import Mention
from gesta.model.terms import ConceptId
from gesta.pipeline.example_reasons import unread_because
from gesta.pipeline.reading import Engine
from gesta.resolve.counts import count_of

_DONE_TO = frozenset({"target", "victim"})
"""Persons are victims and things are targets; an example may name either."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one example came out; ``faults`` is empty when the reader did what the example says.

    ``reasons``: for one that was not read, why not, as far as triggers and rules can say.
    """

    example: ConceptExample
    faults: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def run_examples(engine: Engine, concepts: Container[ConceptId] | None = None) -> Iterator[Outcome]:
    """Every example of the codebook in order, or of the concepts, read with that codebook."""
    for example in examples(engine.codebook):
        if concepts is None or example.concept in concepts:
            yield _outcome(engine, example)


def _outcome(engine: Engine, example: ConceptExample) -> Outcome:
    report = Report(report_id(example.text.encode(), "example"), "example", "text", example.text)
    document, analysis = engine.analyse(report)
    mentions = engine.reader.read(document, analysis).mentions
    faults = tuple(_faults(document, analysis, mentions, example))
    unread = example.trigger is not None and faults and not _told(mentions, example)
    return Outcome(example, faults, tuple(unread_because(engine, document, analysis, example)) if unread else ())


def _told(mentions: Sequence[Mention], example: ConceptExample) -> list[Mention]:
    """The mentions of the example's concept at the words that tell it."""
    return [each for each in _here(mentions, example) if each.concept == example.concept]


def _here(mentions: Sequence[Mention], example: ConceptExample) -> list[Mention]:
    words = example.trigger or ""
    start = example.text.find(words)
    return [each for each in mentions if each.trigger.start < start + len(words) and start < each.trigger.end]


def _faults(
    document: Document, analysis: Analysis, mentions: Sequence[Mention], example: ConceptExample
) -> Iterator[str]:
    if example.trigger is None:
        read = [each for each in mentions if each.concept == example.concept and each.realis == "actual"]
        if read:
            yield f"read as {example.concept} at “{read[0].trigger.exact}”: {example.why}"
        return
    right = _told(mentions, example)
    if not right:
        found = ", ".join(sorted({each.concept for each in _here(mentions, example)})) or "nothing"
        yield f"“{example.trigger}” read as {found}"
        return
    mention = right[0]
    if mention.realis != example.realis:
        yield f"realis {mention.realis} ({mention.realis_basis}), not {example.realis}"
    told = [mention, *(each for each in mentions if _one_act(mention, each))]
    for role, value in example.roles.items():
        if not _plays(document, analysis, told, role, value):
            yield f"{role} is not {value}"


def _one_act(mention: Mention, other: Mention) -> bool:
    """True for the outcome of the mention, or the act it is the outcome of: one incident."""
    return mention is not other and (
        other.result_of == mention.trigger.start or mention.result_of == other.trigger.start
    )


def _plays(document: Document, analysis: Analysis, told: Sequence[Mention], role: str, value: str | int) -> bool:
    wanted = _DONE_TO if role in _DONE_TO else {role}
    arguments = [argument for mention in told for argument in mention.arguments if argument.role in wanted]
    if isinstance(value, int):
        read = [count_of(document, analysis, argument.quote.span) for argument in arguments]
        return any(count is not None and value in (count.low, count.high) for count in read)
    start = document.text.find(value)
    return any(argument.quote.start < start + len(value) and start < argument.quote.end for argument in arguments)
