"""Tokens with BIO tags as a text with labelled spans."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.evaluate.corpora import detokenise
from gesta.evaluate.spans import LabelledSpan


def spelt_out(tagged: Sequence[tuple[str, str]]) -> tuple[str, tuple[LabelledSpan, ...]]:
    """The text of the tokens and the tagged spans at their places in it; an "I-" that goes on with nothing is none."""
    text = detokenise(token for token, _ in tagged)
    found: list[LabelledSpan] = []
    end, last = 0, ""
    for token, tag in tagged:
        word = '"' if token in ("``", "''") else token
        start = text.index(word, end)
        end = start + len(word)
        label = tag.partition("-")[2]
        if last and tag == f"I-{last}":
            found[-1] = LabelledSpan(found[-1].start, end, label)
            continue
        last = label if tag.startswith("B-") else ""
        if last:
            found.append(LabelledSpan(start, end, label))
    return text, tuple(found)
