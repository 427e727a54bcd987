"""The triage's recipe on a handful of invented texts."""

from __future__ import annotations

import numpy as np
from gesta.readers.triage import TABLES, Triage
from gesta.readers.triage_own import forms
from gesta.readers.triage_words import WORDS, hashed, paragraphs
from triage_learn import doers, learn
from triage_texts import Text, told

TELLING = "Gunmen attacked the village of {} on Monday and killed two people there."
SILENT = "The choir of {} sang in the old church on Sunday and many people came."
NAMES = ("Ardo", "Bela", "Coro", "Duna", "Elba", "Fara", "Gola", "Hana")


def text(number: int, words: str, starts: list[int]) -> Text:
    found = hashed(paragraphs(words))
    return Text(f"made:{number}", 1 + number % 4, found, told(words, starts, found), bool(starts), bool(starts))


def texts() -> list[Text]:
    found = [text(number, TELLING.format(name), [7]) for number, name in enumerate(NAMES)]
    return found + [text(8 + number, SILENT.format(name), []) for number, name in enumerate(NAMES)]


def test_offsets_are_words() -> None:
    words = "Two men were shot.\n\nA third man was stabbed on the way home."
    found = hashed(paragraphs(words))
    assert told(words, [words.index("stabbed"), words.index("shot")], found) == (3, 8)
    assert told("", [0], hashed([])) == ()


def test_a_verb_names_its_doers() -> None:
    assert {"robber", "robbers"} <= doers(forms("rob")) and "hijackers" in doers(forms("hijack"))
    assert "abductors" in doers(forms("abduct")) and not doers(frozenset({"coup", "coups"}))


def test_what_tells_is_learnt_and_the_same_texts_give_the_same_weights() -> None:
    prior = np.zeros(WORDS, np.float32)
    tables, bias = learn(texts(), prior)
    again, _ = learn(texts(), prior)
    assert all(np.array_equal(tables[name], again[name]) for name in TABLES)
    made = Triage("made", 0.0, tables, bias)
    assert made.decide(TELLING.format("Imba")).score > made.decide(SILENT.format("Imba")).score
