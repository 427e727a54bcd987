"""From examples and counter-examples of one concept to a calibrated detector, and the next examples worth a look.

A logistic regression over the features of ``gesta.readers.detector_words``. The words that are no example's are taken
from the same texts and from the examples of the codebook's other concepts. Every figure and the calibration come from
cross-validation by text. Deterministic: order of the examples does not matter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gesta.codebook.records import Codebook
from gesta.codebook.taught import Taught
from gesta.errors import UsageError
from gesta.model.documents import Report
from gesta.model.terms import ConceptId
from gesta.pipeline.fitting import figures_of, fit, held_out, scale_of, threshold_of
from gesta.pipeline.teaching import Marked, Text, Texts, marked, rows, unrelated, word_of
from gesta.readers.detector import FORMAT, Detector, Figures, packed
from gesta.readers.detector_words import BESIDES
from gesta.readers.encoder import stamp
from gesta.readers.heads import Floats

LEAST = 10
"""Texts that tell the concept that are needed: two a fold."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Learnt:
    """A detector with what it was learnt from.

    ``chances``: of each example, in the order given, the chance that a detector gives it that has not seen its text;
    None for one whose words were not found in its text. ``known``: vectors of the words that the examples name.
    """

    detector: Detector
    taught: tuple[Taught, ...]
    chances: tuple[float | None, ...]
    seconds: float
    known: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32), repr=False)

    @property
    def figures(self) -> Figures:
        """What cross-validation found."""
        return self.detector.figures


def _quiet(line: str) -> None:
    del line


def learn(
    codebook: Codebook,
    concept: str,
    taught: Sequence[Taught],
    progress: Progress = _quiet,
    texts: Texts | None = None,
) -> Learnt:
    """The detector of a concept; raises UsageError where there are too few examples, and says how many more.

    ``texts``: what was read before with the same codebook, where several are learnt.
    """
    began = time.monotonic()
    if concept not in codebook.concepts:
        raise UsageError(f"no concept is called {concept}; write it first: gesta codebook new {concept}")
    texts = texts or Texts(codebook)
    progress(f"{concept}: reading what was taught")
    found = marked(texts, concept, taught)
    _demand(concept, [each for each in found if each.told])
    progress(f"{concept}: reading the examples of other concepts")
    data = rows(texts, concept, found, unrelated(texts, concept, taught))
    words = int(data.told.sum())
    progress(f"{concept}: learning from {words:,} words that tell it and {len(data.told) - words:,} others")
    sums = held_out(data)
    fitted = fit(data.features, data.told)
    scale = scale_of(sums, data.told)
    chances = scale.of(sums)
    threshold = threshold_of(chances, data.told)
    figures = figures_of(data, chances, threshold, len(found))
    detector = Detector(
        FORMAT,
        ConceptId(concept),
        stamp(),
        sum(each.told for each in taught),
        sum(not each.told for each in taught),
        packed(fitted.weights),
        round(fitted.bias, 6),
        round(scale.slope, 6),
        round(scale.shift, 6),
        round(threshold, 4),
        figures,
    )
    by_place = dict(zip(data.places, chances.tolist(), strict=True))
    given = tuple(_chance(texts[each.text], each, by_place) for each in taught)
    named = {(each.text, word_of(texts[each.text], each)) for each in taught}
    known = data.features[[place in named for place in data.places], :-BESIDES]
    return Learnt(detector, tuple(taught), given, round(time.monotonic() - began, 1), known)


def _demand(concept: str, telling: Sequence[Marked]) -> None:
    missing = LEAST - len(telling)
    if missing > 0:
        raise UsageError(
            f"{concept} is told in {len(telling)} of the texts, and a detector is learnt from at least {LEAST}: "
            f"give {missing} more"
        )


def _chance(text: Text, taught: Taught, chances: Mapping[tuple[str, int], float]) -> float | None:
    """The chance of the example's word; of an example without words that of the likeliest word of its text."""
    if taught.start < taught.end:
        token = word_of(text, taught)
        found = None if token is None else chances.get((taught.text, token))
    else:
        found = max((chances.get((taught.text, token), 0.0) for token in text.words.tokens), default=0.0)
    return None if found is None else round(found, 4)


@dataclass(frozen=True, slots=True, order=True)
class Useful:
    """A sentence that is worth a person's answer: does the word at ``start`` tell the concept?

    ``chance``: that it does, as far as the detector knows; ``source``: that of the report.
    """

    text: str
    start: int
    end: int
    chance: float
    source: str


def most_useful(codebook: Codebook, learnt: Learnt, pool: Iterable[Report], n: int) -> tuple[Useful, ...]:
    """The next examples worth labelling, the best first: words of which the detector is unsure, one a sentence, unlike
    one another and unlike what is labelled. The order of the reports does not matter."""
    texts = Texts(codebook)
    labelled = {each.text.strip() for each in learnt.taught}
    found: dict[str, _Candidate] = {}
    for report in pool:
        for each in _candidates(texts, learnt.detector, report):
            text = each.useful.text
            if text not in labelled and (text not in found or each.rank < found[text].rank):
                found[text] = each
    best = sorted(found.values(), key=lambda each: each.rank)[: _AHEAD * n]
    return tuple(each.useful for each in _unlike(best, learnt.known, n))


_AHEAD = 20
"""Candidates among which each answer is chosen for being unlike the others: the most unsure ones."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    useful: Useful
    unsure: float
    vector: Floats

    @property
    def rank(self) -> tuple[float, str, int, str]:
        return (-self.unsure, self.useful.text, self.useful.start, self.useful.source)


def _candidates(texts: Texts, detector: Detector, report: Report) -> Iterator[_Candidate]:
    """The word of each sentence of the report of which the detector is least sure, where it sees any chance."""
    document, text = texts.of_report(report)
    chances = detector.chance(text.words.rows(detector.concept)).tolist()
    best: dict[int, tuple[float, int]] = {}
    for row, (token, chance) in enumerate(zip(text.words.tokens, chances, strict=True)):
        unsure = min(chance / detector.threshold, (1 - chance) / (1 - detector.threshold))
        number = text.analysis.sentence_of[token]
        if unsure > best.get(number, (_NO_DOUBT, 0))[0]:
            best[number] = (unsure, row)
    for number, (unsure, row) in best.items():
        span = document.sentences[number]
        token = text.words.tokens[row]
        start, end = text.analysis.starts[token] - span.start, text.analysis.ends[token] - span.start
        useful = Useful(document.text[span.start : span.end], start, end, round(chances[row], 4), report.source)
        yield _Candidate(useful, unsure, text.words.vectors[row])


_NO_DOUBT = 0.05
"""Under this share of the way to the threshold a word is not worth a question."""


def _unlike(candidates: Sequence[_Candidate], known: Floats, n: int) -> Iterator[_Candidate]:
    """So many candidates, each time the one that is most unsure for how near it stands to what is known or chosen."""
    if not candidates:
        return
    vectors = _unit(np.stack([each.vector for each in candidates]))
    unsure = np.array([each.unsure for each in candidates])
    nearest = (vectors @ _unit(known).T).max(axis=1) if known.size else np.zeros(len(candidates))
    left = np.ones(len(candidates), dtype=bool)
    for _ in range(min(n, len(candidates))):
        worth = np.where(left, np.round(unsure * (1 - np.clip(nearest, 0, 1)), 5), -1.0)
        chosen = int(worth.argmax())
        left[chosen] = False
        nearest = np.maximum(nearest, vectors @ vectors[chosen])
        yield candidates[chosen]


def _unit(vectors: Floats) -> Floats:
    made: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return made
