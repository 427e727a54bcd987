"""Why an example was not read, for the person who writes the triggers."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.codebook.records import ConceptExample
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Mention
from gesta.model.spans import Span
from gesta.pipeline.reading import Engine
from gesta.readers.misses import misses
from gesta.readers.patterns import THRESHOLDS, PatternsReader
from gesta.readers.triggers import matches


def unread_because(engine: Engine, document: Document, analysis: Analysis, example: ConceptExample) -> Iterator[str]:
    """What the triggers miss at the words that tell the example; else what is read there instead, or the low score."""
    words = example.trigger or ""
    start = example.text.find(words)
    tokens = analysis.tokens_in(Span(start, start + len(words)))
    missed = misses(engine.codebook.concept(example.concept), analysis, tokens)
    if missed:
        yield from missed
        return
    found = matches(analysis, engine.codebook)
    rated = PatternsReader(engine.codebook).candidates(document, analysis, found)
    for match, mention in zip(found, rated, strict=True):
        if match.token not in tokens:
            continue
        if mention.concept != example.concept:
            trigger = match.trigger
            yield f"“{trigger.lemma}” ({trigger.pos}, {trigger.weight}) of {mention.concept} goes before it"
        else:
            yield _score(mention)


def _score(mention: Mention) -> str:
    least = THRESHOLDS[mention.cls]
    told = ", ".join(f"{reason.name} {reason.weight:+.2f}" for reason in mention.score.reasons)
    if mention.score.value < least:
        return f"a trigger matches, but {mention.score.value:.2f} is less than the {least} that it takes: {told}"
    return f"the rules read it ({told}), the trained reader does not"
