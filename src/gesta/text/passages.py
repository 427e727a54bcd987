"""A text as passages: the sentence around some words, or the whole cut at its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesta.model.documents import Block
from gesta.model.spans import Span
from gesta.text.sentences import sentences

LONGEST = 600
"""Characters of a passage that is cut from a longer text: about four sentences of news."""
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of a text in which every line is a paragraph."""
    lines = (Span(match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip())
    return sentences(text, tuple(Block("body", line.start, line.end) for line in lines))


def around(spans: tuple[Span, ...], start: int, end: int) -> Span:
    """The sentences that hold the words, as one span; the words alone where no sentence does."""
    held = [span for span in spans if span.start < end and start < span.end]
    return Span(min([start, *(each.start for each in held)]), max([end, *(each.end for each in held)]))


def passages(text: str) -> Iterator[Span]:
    """The text in runs of whole sentences of at most ``LONGEST`` characters, a longer sentence for itself."""
    begun: Span | None = None
    for span in sentence_spans(text):
        if begun is not None and span.end - begun.start <= LONGEST:
            begun = Span(begun.start, span.end)
            continue
        if begun is not None:
            yield begun
        begun = span
    if begun is not None:
        yield begun
