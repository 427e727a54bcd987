"""The first examples to ask about, while there are too few to learn from: what the triggers of the concept find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest

from gesta.codebook.taught_lines import ExampleLine
from gesta.model.documents import Report
from gesta.pipeline.reading import Engine
from gesta.text.passages import around

_SPARE = 5
"""How many times as many finds as are asked for are gathered, so that rarer triggers have their turn."""


def first_examples(engine: Engine, concept: str, pool: Iterable[Report], number: int) -> tuple[ExampleLine, ...]:
    """Undecided examples where the engine's reader reads the concept, each trigger's finds in turn, at most ``number``
    and one a sentence; none where the triggers find nothing in the pool."""
    by_words: dict[str, list[ExampleLine]] = {}
    for words, line in islice(_finds(engine, concept, pool), _SPARE * number):
        by_words.setdefault(words, []).append(line)
    in_turn = (line for row in zip_longest(*by_words.values()) for line in row if line is not None)
    return tuple(islice(in_turn, number))


def _finds(engine: Engine, concept: str, pool: Iterable[Report]) -> Iterator[tuple[str, ExampleLine]]:
    seen: set[str] = set()
    for report in pool:
        document, analysis = engine.analyse(report)
        for mention in engine.reader.read(document, analysis).mentions:
            if mention.concept != concept:
                continue
            trigger = mention.trigger
            passage = around(document.sentences, trigger.start, trigger.end)
            text = document.text[passage.start : passage.end]
            if text not in seen:
                seen.add(text)
                start = trigger.start - passage.start
                line = ExampleLine(text, start, start + len(trigger.exact), source=report.row_id or report.source)
                yield trigger.exact.lower(), line
