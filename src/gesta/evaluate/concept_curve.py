"""How well a concept is read that the reader never learnt: by its file alone, and with a detector from some examples.

A shipped concept is left out of the reader's heads, so that to them it is like a user's own; its file stays. Detectors
are learnt from sentences of the articles that the reader was trained on, and scored on those that it was not.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from gesta.codebook.load import load as load_codebook
from gesta.codebook.records import Codebook
from gesta.evaluate.concept_draw import GoldTrigger, Sentence, annotated, draw, kept_back, sentences, triggers
from gesta.evaluate.measures import Prf
from gesta.evaluate.suites.workers import report
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Mention
from gesta.model.terms import LISTED_REALIS, ConceptId
from gesta.pipeline.learning import learn
from gesta.pipeline.teaching import Texts
from gesta.readers.detector import encode
from gesta.readers.encoder import Encoder, encoder
from gesta.readers.heads import Floats
from gesta.readers.linguistics import analyse_one
from gesta.readers.neural import NeuralReader
from gesta.text.documents import document

CONCEPTS: tuple[ConceptId, ...] = tuple(
    map(
        ConceptId,
        ("shooting", "killing", "arrest", "bombing", "armed_clash", "protest", "security_operation", "abduction"),
    )
)
"""The eight with most acts in the articles that are only scored, at least 20 each, of different families."""
SIZES = (20, 50, 100)
SEEDS = range(5)


@dataclass(frozen=True)
class Remembering(Encoder):
    """An encoder that encodes each passage once, however many readers read it."""

    made: dict[tuple[int, int, int], tuple[list[int], Floats]] = field(default_factory=dict)

    def vectors(self, analysis: Analysis, sentences: range) -> tuple[list[int], Floats]:
        """As the encoder has them. A text is known by the place of its words in memory, which must outlive this."""
        key = (id(analysis.words), sentences.start, sentences.stop)
        if key not in self.made:
            self.made[key] = super().vectors(analysis, sentences)
        return self.made[key]

    @staticmethod
    def over(base: Encoder) -> Remembering:
        """The encoder with a memory of its own."""
        return Remembering(**{each.name: getattr(base, each.name) for each in fields(Encoder)})


@dataclass(frozen=True, slots=True)
class Scored:
    """An article that is only scored, with what is annotated in it."""

    document: Document
    analysis: Analysis
    gold: tuple[GoldTrigger, ...]


@dataclass(frozen=True)
class Ground:
    """All that is measured on: sentences to draw from, articles to score, and the encoder with its memory."""

    codebook: Codebook
    pool: tuple[Sentence, ...]
    scored: tuple[Scored, ...]
    encoder: Remembering
    texts: Texts


def ground(corpus: Path, data: Path, base: Callable[[], Encoder] = encoder, codebook: Codebook | None = None) -> Ground:
    """What the annotated articles give; raises OSError where they are missing."""
    every, gold = annotated(corpus, data)
    book = codebook or load_codebook()
    pool: list[Sentence] = []
    scored: list[Scored] = []
    for known in gold:
        read = document(report(every[known.doc]))
        if not kept_back(known.doc):
            pool += sentences(read, known)
        elif len(analysis := analyse_one(read)):
            scored.append(Scored(read, analysis, tuple(triggers(known))))
    remembering = Remembering.over(base())
    return Ground(book, tuple(pool), tuple(scored), remembering, Texts(book, lambda: remembering))


@dataclass(frozen=True, slots=True)
class Point:
    """F1 of mentions of a concept over some draws; ``examples``: told in each, None where it is fully trained."""

    concept: str
    examples: int | None
    draws: tuple[Prf, ...]

    @property
    def f1(self) -> float:
        """The mean over the draws."""
        return statistics.fmean(each.f1 for each in self.draws)

    @property
    def spread(self) -> float:
        """The standard deviation over the draws."""
        return statistics.pstdev(each.f1 for each in self.draws)


def curve(over: Ground, concept: ConceptId) -> tuple[Point, ...]:
    """A concept untrained, with so many examples, and fully trained, in this order."""
    left_out = replace(over.encoder, heads=over.encoder.heads.without({concept}))
    points = [Point(concept, 0, (read(over, over.codebook, left_out, concept),))]
    for size in SIZES:
        drawn = [draw(over.pool, concept, size, seed) for seed in SEEDS]
        learnt = [learn(over.codebook, concept, taught, texts=over.texts).detector for taught in drawn]
        books = [replace(over.codebook, detectors={concept: encode(detector)}) for detector in learnt]
        points.append(Point(concept, learnt[0].told, tuple(read(over, book, left_out, concept) for book in books)))
    return (*points, Point(concept, None, (read(over, over.codebook, over.encoder, concept),)))


def read(over: Ground, codebook: Codebook, with_heads: Encoder, concept: ConceptId) -> Prf:
    """The mentions of the concept that the reader finds in the articles that are only scored."""
    reader = NeuralReader(codebook, lambda: with_heads)
    found = (score(each.gold, reader.read(each.document, each.analysis).mentions, concept) for each in over.scored)
    return sum(found, Prf())


def score(gold: Sequence[GoldTrigger], mentions: Sequence[Mention], concept: ConceptId) -> Prf:
    """The counts of one article.

    A trigger of the concept is found by a mention of the concept that overlaps it, of any realis. Of the mentions that
    would be listed each is right that overlaps a trigger which a fair reader may take for the concept.
    """
    told = [each for each in mentions if each.concept == concept]
    shown = [each for each in told if each.realis in LISTED_REALIS]
    asked = [each for each in gold if each.concept == concept]
    fine = [each for each in gold if concept in each.fine]
    right = sum(any(each.trigger.span.overlaps(known.span) for known in fine) for each in shown)
    found = sum(any(each.trigger.span.overlaps(known.span) for each in told) for known in asked)
    return Prf(right, len(shown), found, len(asked))


def curves(corpus: Path, data: Path, concepts: Sequence[ConceptId]) -> Mapping[str, tuple[Point, ...]]:
    """The curve of each concept."""
    over = ground(corpus, data)
    return {concept: curve(over, concept) for concept in concepts}
