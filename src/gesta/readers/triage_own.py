"""Words of a user's own concepts, which the triage was not trained on: a text that has them is always kept."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from gesta.codebook.records import Codebook
from gesta.readers.triage_words import paragraphs

Phrase = tuple[frozenset[str], ...]
"""The forms of each word of a phrase."""
_VOWELS = "aeiou"
_ENDINGS = ("", "s", "es", "ed", "ing")


def own_words(codebook: Codebook) -> tuple[str, ...]:
    """The lemmas and phrases of the triggers that the user's files add or replace, sorted."""
    return tuple(sorted({t.lemma for concept in codebook.own for t in codebook.concepts[concept].triggers}))


def phrases(lemmas: Iterable[str]) -> tuple[Phrase, ...]:
    """For each lemma or phrase, the forms of each of its words; what holds no word is left out."""
    found = (tuple(forms(word) for one in paragraphs(lemma) for word in one) for lemma in sorted(set(lemmas)))
    return tuple(phrase for phrase in found if phrase)


@cache
def forms(lemma: str) -> frozenset[str]:
    """The forms that a lower-case word may take, irregular ones by the tables of the English model.

    Forms that no word has do no harm: they are in no text.
    """
    made = {f"{lemma}{ending}" for ending in _ENDINGS}
    if lemma.endswith("e"):
        made |= {f"{lemma}d", f"{lemma[:-1]}ing"}
    if lemma.endswith("y"):
        made |= {f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"}
    if len(lemma) > 2 and lemma[-1] not in _VOWELS and lemma[-2] in _VOWELS:
        made |= {f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"}
    return frozenset(made) | _irregular().get(lemma, frozenset())


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """The irregular forms of each lemma."""
    tables = json.loads(gzip.decompress((model_data() / "pipeline/gesta_lemmas/lemmas.json.gz").read_bytes()))
    found: dict[str, set[str]] = {}
    for kind in ("noun", "verb", "adj"):
        for form, lemma in tables["exceptions"].get(kind, {}).items():
            found.setdefault(lemma, set()).add(form)
    return {lemma: frozenset(each) for lemma, each in found.items()}


def model_data() -> Path:
    """The data folder of the English model, found without loading the model, which would bring spaCy along."""
    found = find_spec("gesta_en")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the English model (gesta-en) is not installed")
    return Path(found.origin).parent / "data"
