"""The suite over learnt concepts: each of eight left out of the reader, and learnt again from examples."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from gesta.evaluate.concept_curve import CONCEPTS, SEEDS, SIZES, Point, curves
from gesta.evaluate.measures import Prf
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read
from gesta.evaluate.suites.workers import Workers
from gesta.model.terms import ConceptId

CORPUS = Path("corpus")
UNTRAINED, FULL, MEAN = "untrained", "full", "mean"
NAMES = (UNTRAINED, *map(str, SIZES), FULL)
"""The points of a curve in order."""


def _some(data: Path, concepts: Sequence[ConceptId]) -> Mapping[str, tuple[Point, ...]]:
    return curves(CORPUS, data, concepts)


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    half = -(-len(CONCEPTS) // max(1, min(workers.jobs, len(CONCEPTS))))
    found: dict[str, tuple[Point, ...]] = {}
    for each in workers.over("concepts: left out in turn", partial(_some, folders.data), CONCEPTS, half):
        found |= each
    return Outcome(tuple(figures(found)))


def figures(found: Mapping[str, Sequence[Point]]) -> Iterator[Figure]:
    """F1 at each point of each curve, then the means over the concepts."""
    for concept, points in found.items():
        for name, point in zip(NAMES, points, strict=True):
            yield Figure(f"{concept}.f1.{name}", point.f1, _of(point), _note(name, point))
    for number, name in enumerate(NAMES):
        mean = statistics.fmean(points[number].f1 for points in found.values())
        yield Figure(f"{MEAN}.f1.{name}", mean, f"{len(found)} concepts", "mean of the concepts")


def _of(point: Point) -> str:
    gold = point.draws[0].gold
    return f"{gold} acts"


def _note(name: str, point: Point) -> str:
    total = sum(point.draws, Prf())
    told = f"precision {100 * total.precision:.0f}, recall {100 * total.recall:.0f}"
    if name == UNTRAINED:
        return f"left out of the reader, its file alone; {told}"
    if name == FULL:
        return f"the shipped reader; {told}"
    few = "" if str(point.examples) == name else f" (there are only {point.examples})"
    learnt = f"left out, a detector from {name} examples{few} and as many counter-examples"
    return f"{learnt}; {told}; ±{100 * point.spread:.1f} over {len(SEEDS)} draws"


CONCEPTS_SUITE = Suite(
    "concepts",
    "What a detector learnt from examples reaches for a concept that the reader was never taught "
    "(`gesta.evaluate.concept_curve`). Each of eight shipped concepts in turn is left out of the reader's heads, so "
    "that it is to them like a user's own; its file with definition and triggers stays. Examples are single sentences, "
    "drawn by hash from the articles that the reader was trained on; F1 is of mentions in the annotated articles that "
    "it was not trained on: words and concept must both be right. The encoder below the heads was trained with the "
    "labels of all concepts: the control below the table tells what that is worth.",
    nothing_to_read,
    _score,
)
