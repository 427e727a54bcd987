"""Taught passages as rows to learn from: the words of each text, and which of them tell the concept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gesta.codebook.load import examples
from gesta.codebook.records import Codebook
from gesta.codebook.taught import Taught
from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Report, report_id
from gesta.model.spans import Span
from gesta.readers.detector_words import Words, words_of
from gesta.readers.encoder import Encoder, encoder
from gesta.readers.heads import Floats
from gesta.readers.linguistics import analyse_one
from gesta.readers.patterns import PatternsReader
from gesta.readers.triggers import matches
from gesta.text.documents import document

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Text:
    """One text with its analysis and the words that may tell an act."""

    analysis: Analysis
    words: Words


@dataclass
class Texts:
    """Texts as a codebook's triggers and the encoder read them, each read once."""

    codebook: Codebook
    loaded: Callable[[], Encoder] = encoder
    _read: dict[str, Text] = field(default_factory=dict)

    def __getitem__(self, text: str) -> Text:
        if text not in self._read:
            self._read[text] = self._words(text)
        return self._read[text]

    def _words(self, text: str) -> Text:
        return self.of_report(Report(report_id(text.encode(), "taught"), "taught", "text", text))[1]

    def of_report(self, report: Report) -> tuple[Document, Text]:
        """The document of a report with its words; it is not kept."""
        read = document(report)
        analysis = analyse_one(read)
        if not len(analysis):
            return read, Text(analysis, Words((), np.zeros((0, self.loaded().heads.width), np.float32), ()))
        found = matches(analysis, self.codebook)
        rated = PatternsReader(self.codebook).candidates(read, analysis, found)
        encoded = self.loaded().vectors(analysis, range(len(analysis.sentences)))
        return read, Text(analysis, words_of(analysis, found, rated, *encoded))


@dataclass(frozen=True)
class Rows:
    """N words to learn from: features, whether each tells the concept, the fold of its text, its text and token."""

    features: Floats
    told: Flags
    fold: Whole
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its words that tell the concept and that are left open; the others do not tell it."""

    text: str
    told: frozenset[int]
    left_open: frozenset[int]


def marked(texts: Texts, concept: str, taught: Sequence[Taught]) -> list[Marked]:
    """Every taught text once, sorted, with what all its examples say of its words.

    A word that only looks like the concept (a trigger of it, or a word taught elsewhere) and of which nothing is said
    is left open, unless the text is taught as one that does not tell the concept at all.
    """
    by_text: dict[str, list[Taught]] = {}
    for each in sorted(taught, key=key):
        by_text.setdefault(each.text, []).append(each)
    lemmas = {
        texts[each.text].analysis.lemmas[token]
        for each in taught
        if each.told and (token := word_of(texts[each.text], each)) is not None
    }
    return [_marked(texts[text], concept, said, lemmas) for text, said in by_text.items()]


def key(taught: Taught) -> tuple[str, int, int, bool]:
    """What an example is sorted by."""
    return (taught.text, taught.start, taught.end, taught.told)


def word_of(text: Text, taught: Taught) -> int | None:
    """The word of the text that stands for the example's words; None where it names none that may tell an act."""
    if taught.start >= taught.end:
        return None
    inside, heads = text.analysis.tokens_in(Span(taught.start, taught.end)), text.analysis.heads
    known = [token for token in text.words.tokens if token in inside]
    tops = [token for token in known if heads[token] == token or heads[token] not in inside]
    return next(iter([*tops, *known]), None)


def _marked(text: Text, concept: str, said: Sequence[Taught], lemmas: set[str]) -> Marked:
    words = {each: word_of(text, each) for each in said}
    told = frozenset(token for each, token in words.items() if each.told and token is not None)
    if any(not each.told and each.start >= each.end for each in said):
        return Marked(said[0].text, told, frozenset())
    denied = {token for each, token in words.items() if not each.told and token is not None}
    looks = {token for token in text.words.tokens if text.analysis.lemmas[token] in lemmas}
    inside = {token for each in said for token in text.analysis.tokens_in(Span(each.start, each.end))}
    return Marked(said[0].text, told, frozenset({*looks, *_named(text, concept), *inside} - told - denied))


def rows(texts: Texts, concept: str, found: Sequence[Marked], unrelated: Sequence[Marked]) -> Rows:
    """The words of the taught texts and of texts of other concepts, for a detector of the concept."""
    folds = _folds(found, unrelated)
    parts = [_rows(texts[each.text], concept, each, folds[each.text]) for each in (*found, *unrelated)]
    return Rows(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.told for part in parts]),
        np.concatenate([part.fold for part in parts]),
        tuple(place for part in parts for place in part.places),
    )


def _rows(text: Text, concept: str, said: Marked, fold: int) -> Rows:
    tokens = text.words.tokens
    kept = [row for row, token in enumerate(tokens) if token not in said.left_open]
    told = np.array([tokens[row] in said.told for row in kept], dtype=bool)
    places = tuple((said.text, tokens[row]) for row in kept)
    return Rows(text.words.rows(concept)[kept], told, np.full(len(kept), fold, dtype=np.int64), places)


def _folds(*groups: Sequence[Marked]) -> dict[str, int]:
    """The fold of every text: those that tell the concept, those that do not and the others are dealt out evenly."""
    dealt: dict[str, int] = {}
    for number, group in enumerate(groups):
        for telling in (True, False):
            named = sorted((each.text for each in group if bool(each.told) == telling), key=_hash)
            for at, text in enumerate(text for text in named if text not in dealt):
                dealt[text] = (at + number) % FOLDS
    return dealt


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unrelated(texts: Texts, concept: str, taught: Iterable[Taught]) -> list[Marked]:
    """The examples and counter-examples of the codebook's other concepts, words that a trigger names left open."""
    known = {each.text for each in taught}
    return [
        Marked(text, frozenset(), frozenset(_named(texts[text], concept)))
        for text in sorted(set(_texts_of_others(texts.codebook, concept)) - known)
    ]


def _texts_of_others(codebook: Codebook, concept: str) -> Iterator[str]:
    for each in examples(codebook):
        if not codebook.related(each.concept, concept):
            yield each.text


def _named(text: Text, concept: str) -> Iterator[int]:
    return (
        token
        for token, said in zip(text.words.tokens, text.words.named, strict=True)
        if said and said.concept == concept
    )
