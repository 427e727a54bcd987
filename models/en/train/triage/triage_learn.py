"""The weights of the triage: one logistic regression over words that tell an act and words that do not.

A word is judged by itself and its neighbours (``gesta.readers.triage``). Words that tell come from the texts; words that
do not are, in texts that tell nothing, those that tell somewhere else, a few others, and then those that the first
weights take for telling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from gesta.codebook.load import load as load_codebook
from gesta.readers.triage import NEAR, STEPS, TABLES, told
from gesta.readers.triage_own import forms
from gesta.readers.triage_words import PAIRS, WORDS, hashed
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from triage_texts import Text

SIZES = {name: PAIRS if name in ("before", "after") else WORDS for name in TABLES}
OFFSETS = dict(zip(TABLES, np.cumsum([0, *SIZES.values()])[:-1].tolist(), strict=True))
WIDTH = sum(SIZES.values())
STRENGTH = 0.15
"""Inverse of the ridge."""
TRUST = 3.0
"""What a trigger's weight counts beside a word, which counts 1: the more, the less the ridge holds it down."""
UNSEEN = 1.0
"""Log-odds that a trigger of full weight adds to what was learnt of its word: a topic that no text told of is known by
its triggers alone."""
MOST_TOLD, MOST_BESIDE, STRAY, HARD = 15, 3, 6, 4
"""Words of a text that are learnt from: that tell; in a telling text, that might and do not; in others, at random; in
others, that the weights before took for telling."""
LARGEST = np.iinfo(np.int16).max
Places = list[tuple[int, int]]


def columns(text: Text, at: int) -> np.ndarray:
    """The features of one word."""
    words = text.words
    first, end = max(int(words.first[at]), at - NEAR), min(int(words.end[at]), at + NEAR + 1)
    parts = [
        words.word[first:end] + OFFSETS["near"],
        words.stem[first:end] + OFFSETS["near_stem"],
        words.word[at : at + 1] + OFFSETS["word"],
        words.stem[at : at + 1] + OFFSETS["word_stem"],
        words.pair[at : at + 1] + OFFSETS["before"],
    ]
    if at + 1 < words.end[at]:
        parts.append(words.pair[at + 1 : at + 2] + OFFSETS["after"])
    return np.concatenate(parts)


def matrix(texts: Sequence[Text], places: Places, prior: np.ndarray) -> csr_matrix:
    """The features of the words, the prior of each word last."""
    rows = [columns(texts[text], at) for text, at in places]
    ends = np.cumsum([0, *map(len, rows)])
    made = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows), ends), shape=(len(rows), WIDTH))
    made.sum_duplicates()
    beside = np.array([prior[texts[text].words.word[at]] for text, at in places], np.float32)[:, None]
    return hstack([made, csr_matrix(beside)], format="csr")


def priors() -> np.ndarray:
    """For each word by number, the largest weight that a trigger of an event gives it by itself."""
    made = np.zeros(WORDS, np.float32)
    for concept in load_codebook():
        if concept.cls != "event":
            continue
        for trigger in concept.triggers:
            if len(trigger.lemmas) > 1:
                continue
            worth = trigger.weight / 2 if any(trigger.demands) else trigger.weight
            found = forms(trigger.lemmas[0])
            for written, share in ((found, 1.0), (doers(found), 0.5)):
                numbers = hashed([sorted(written)]).word
                made[numbers] = np.maximum(made[numbers], TRUST * worth * share)
    return made


def doers(written: frozenset[str]) -> frozenset[str]:
    """Who does what the forms of a verb name ("robbing": "robber", "robbers"): a report of an act names its doer."""
    stems = {form.removesuffix("ing") for form in written if form.endswith("ing") and len(form) > 5}
    return frozenset(f"{stem}{ending}" for stem in stems for ending in ("er", "ers", "or", "ors"))


def learn(texts: Sequence[Text], prior: np.ndarray, rounds: int = 2) -> tuple[dict[str, np.ndarray], int]:
    """The tables and the bias, in ``STEPS``; the same texts give the same weights."""
    dice = np.random.default_rng(0)
    telling = {int(text.words.word[at]) for text in texts for at in text.told}
    might = np.zeros(WORDS, bool)
    might[list(telling)] = True
    might |= prior > 0
    right: Places = []
    wrong: Places = []
    for number, text in enumerate(texts):
        size = len(text.words)
        candidates = np.flatnonzero(might[text.words.word])
        if text.told:
            right += [(number, at) for at in text.told[:MOST_TOLD]]
            far = [at for at in candidates if min(abs(at - each) for each in text.told) > NEAR]
            wrong += [(number, int(at)) for at in far[:MOST_BESIDE]]
        elif size:
            wrong += [(number, int(at)) for at in candidates]
            wrong += [(number, int(at)) for at in dice.integers(0, size, STRAY)]
    weights = _fit(texts, right, wrong, prior)
    for _ in range(rounds - 1):
        for number, text in enumerate(texts):
            if len(text.words) and not text.told:
                hard = np.argsort(-told(weights[0], text.words), kind="stable")[:HARD]
                wrong += [(number, int(at)) for at in hard]
        wrong = list(dict.fromkeys(wrong))
        weights = _fit(texts, right, wrong, prior)
    return trusting(*weights, prior)


def trusting(tables: dict[str, np.ndarray], bias: int, prior: np.ndarray) -> tuple[dict[str, np.ndarray], int]:
    """The weights with ``UNSEEN`` added for the words of triggers."""
    words = tables["word"] + np.round(prior * (UNSEEN / TRUST * STEPS))
    return {**tables, "word": np.clip(words, -LARGEST, LARGEST).astype(np.int16)}, bias


def _fit(texts: Sequence[Text], right: Places, wrong: Places, prior: np.ndarray) -> tuple[dict[str, np.ndarray], int]:
    told_in, not_in = Counter(text for text, _ in right), Counter(text for text, _ in wrong)
    plus = np.array([texts[text].weight / told_in[text] ** 0.7 for text, _ in right])
    minus = np.array([1 / not_in[text] ** 0.5 for text, _ in wrong])
    answers = np.concatenate([np.ones(len(right)), np.zeros(len(wrong))])
    worth = np.concatenate([plus / plus.sum(), minus / minus.sum()]) * len(answers) / 2
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix(texts, right + wrong, prior), answers, sample_weight=worth)
    found = model.coef_[0]
    tables = {name: found[OFFSETS[name] : OFFSETS[name] + SIZES[name]].copy() for name in TABLES}
    tables["word"] += found[-1] * prior
    whole = {name: np.clip(np.round(each * STEPS), -LARGEST, LARGEST).astype(np.int16) for name, each in tables.items()}
    return whole, round(float(model.intercept_[0]) * STEPS)
