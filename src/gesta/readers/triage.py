"""The cheap triage in front of the full reader: may a text tell an incident at all?

Each word is weighed as the word that may tell an act: itself, its neighbours, and the words of its paragraph around it.
The score of a text is that of its likeliest words, so that more text never lowers it: a menu may cause a needless keep,
a needless drop only of a brief that is kept on weak signs when alone. Weights are whole numbers, so that every machine
comes to the same score. How it was learnt: ``models/en/train/triage``; what it finds: ``gesta eval triage``.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from math import log
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesta.readers.triage_own import Phrase, model_data, phrases
from gesta.readers.triage_words import MOST, Hashed, hashed, paragraphs

NEAR = 8
"""Words before and after a word that are weighed with it."""
TOP = 2
"""Likeliest words that make the score: their mean. A short report has hardly more than two that tell its act."""
BRIEF = 250
"""A text under so many words is kept on weaker signs."""
STEPS = 256
"""Whole numbers that make one unit of log-odds."""
TABLES = ("near", "near_stem", "word", "word_stem", "before", "after")
"""Tables of weights by hashed number: of a word near by and its stem, of the word itself and its stem, of the pair that
it makes with the word before it and with the word after it."""

FILE = "triage.npz"
"""In the data folder of the English model: the tables, ``bias`` and ``threshold`` (both in ``STEPS``)."""

Weights = NDArray[np.int16]


class Decision(msgspec.Struct, frozen=True):
    """Whether the full reader should see a text. ``score``: log-odds, rounded; ``reason``: "kept", "no incident",
    "language:fr" (ISO 639-1) or "no text"."""

    keep: bool
    score: float
    reason: str


@dataclass(frozen=True)
class Triage:
    """Weights with a threshold. ``version`` stands for both, and for the phrases that always keep (``always``)."""

    version: str
    threshold: float
    tables: Mapping[str, Weights] = field(repr=False)
    bias: int
    always: tuple[Phrase, ...] = ()

    def decide(self, text: str, title: str | None = None, language: str | None = None) -> Decision:
        """The decision on the cheap words of a report (``gesta.text.glance``), in any case of letters.

        ``language``: what the text is in, None or "en" where it may be English; any other is dropped. A text too long
        to be looked at as a whole is kept.
        """
        if language not in (None, "en"):
            return Decision(False, 0.0, f"language:{language}")
        found = paragraphs(f"{title}\n\n{text}" if title else text)
        if not any(not word[0].isdecimal() for one in found for word in one):
            return Decision(False, 0.0, "no text")
        score = self.score(hashed(found))
        keep = (
            score + lenience(sum(map(len, found))) >= self.threshold
            or len(text) > MOST
            or (bool(self.always) and self._told(found))
        )
        return Decision(keep, score, "kept" if keep else "no incident")

    def score(self, words: Hashed) -> float:
        """The log-odds that the likeliest of the words tell an act; a word that speaks against one counts as none."""
        best = np.sort(told(self.tables, words))[::-1][:TOP]
        return round((int(np.maximum(best, 0).sum()) + TOP * self.bias) / (TOP * STEPS), 4)

    def _told(self, found: list[list[str]]) -> bool:
        """True when a phrase that always keeps has all its words in the text, in whatever form."""
        said = {word for one in found for word in one}
        return any(all(forms & said for forms in phrase) for phrase in self.always)


def lenience(words: int) -> float:
    """How much log-odds a text of so many words (at least one) may lack: a half for each factor e that it is under
    ``BRIEF``. The likeliest of few words score lower than those of many, and a brief costs little to read."""
    return max(0.0, log(BRIEF / words) / 2)


def told(tables: Mapping[str, Weights], words: Hashed) -> NDArray[np.int64]:
    """For each of N words (N,), in ``STEPS`` of log-odds and without the bias, that it tells an act."""
    size = len(words)
    around = tables["near"][words.word].astype(np.int64) + tables["near_stem"][words.stem]
    summed = np.concatenate([np.zeros(1, np.int64), np.cumsum(around)])
    at = np.arange(size)
    after = np.where(at + 1 < words.end, np.roll(words.pair, -1), 0)
    made: NDArray[np.int64] = (
        summed[np.minimum(words.end, at + NEAR + 1)]
        - summed[np.maximum(words.first, at - NEAR)]
        + tables["word"][words.word]
        + tables["word_stem"][words.stem]
        + tables["before"][words.pair]
        + np.where(at + 1 < words.end, tables["after"][after], 0)
    )
    return made


def triage(extra_words: Iterable[str] = ()) -> Triage:
    """The shipped triage, loaded once a process.

    ``extra_words``: lemmas and phrases that keep every text that has them, for concepts that it was not trained on
    (``gesta.readers.triage_own.own_words`` of a codebook); the version then tells them from others.
    """
    always = phrases(extra_words)
    if not always:
        return _shipped()
    said = "\n".join(" ".join(",".join(sorted(forms)) for forms in phrase) for phrase in always)
    stamp = hashlib.sha256(said.encode()).hexdigest()[:8]
    return replace(_shipped(), version=f"{_shipped().version}+{stamp}", always=always)


@cache
def _shipped() -> Triage:
    return load(model_data() / FILE)


def load(path: Path) -> Triage:
    """The triage of a file."""
    content = path.read_bytes()
    with np.load(io.BytesIO(content)) as stored:
        tables = {name: stored[name] for name in TABLES}
        bias, threshold = int(stored["bias"]), round(int(stored["threshold"]) / STEPS, 4)
    return Triage(f"triage@{hashlib.sha256(content).hexdigest()[:8]}", threshold, tables, bias)
