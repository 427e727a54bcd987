"""Variants of a training example in the shapes news comes in: all capitals, headline case, typographic quotes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

import spacy
from spacy.language import Language
from spacy.training import Example

_SMALL_WORDS = "a an and as at but by for from if in into nor of off on or over so the to up via vs with"
_SMALL = frozenset(_SMALL_WORDS.split())
_QUOTES = {"'": "’", "’": "'", '"': "”", "“": '"', "”": '"', "‘": "'"}


def headline(word: str, first: bool) -> str:
    """One word of a headline in title case."""
    return word if word.lower() in _SMALL and not first else word[:1].upper() + word[1:]


def restyle(words: list[str], style: str) -> list[str]:
    """The words in another style, each of the same length as before."""
    if style == "upper":
        changed = [w.upper() for w in words]
    elif style == "lower":
        changed = [w.lower() for w in words]
    elif style == "title":
        changed = [headline(w, i == 0) for i, w in enumerate(words)]
    else:
        changed = ["".join(_QUOTES.get(c, c) for c in w) for w in words]
    return [new if len(new) == len(old) else old for new, old in zip(changed, words, strict=True)]


@spacy.registry.augmenters("gesta.styles.v1")
def styles(upper: float, lower: float, title: float, quotes: float) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter that restyles an example with the given chances."""
    return partial(_augment, chances={"upper": upper, "lower": lower, "title": title, "quotes": quotes})


def _augment(nlp: Language, example: Example, *, chances: dict[str, float]) -> Iterator[Example]:
    chosen = random.random()
    for style, chance in chances.items():
        if chosen < chance:
            yield _restyled(nlp, example, style)
            return
        chosen -= chance
    yield example


def _restyled(nlp: Language, example: Example, style: str) -> Example:
    data = example.to_dict()
    token = data["token_annotation"]
    token["ORTH"] = restyle(token["ORTH"], style)
    text = "".join(w + (" " if s else "") for w, s in zip(token["ORTH"], token["SPACY"], strict=True))
    return Example.from_dict(nlp.make_doc(text), data)
