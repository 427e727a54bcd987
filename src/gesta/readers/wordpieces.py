"""Words to the pieces that the encoder reads, in windows of whole sentences.

A window holds at most ``PIECES`` pieces; where a document needs several, each later one begins with up to ``CONTEXT``
pieces of the sentences before it, which are read for their context only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES = 320
CONTEXT = 64
FIRST, LAST = 101, 102
"""[CLS] and [SEP] of the BERT vocabulary."""


@dataclass(frozen=True, slots=True)
class Window:
    """``pieces`` and ``shapes`` of equal length, ends included; ``places``: (token, position of its first piece) for
    the tokens that this window reads, those of its leading context left out."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


_WORDS = 1 << 15
"""Different words whose shape and pieces a process remembers; a day of news has about so many, in a few megabytes."""


@lru_cache(_WORDS)
def shape(word: str) -> int:
    """How a word is written: 0 lower case, 1 capitalised, 2 in capitals, 3 mixed, 4 with digits, 5 without letters."""
    if any(character.isdigit() for character in word):
        return 4
    if not any(character.isalpha() for character in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


SHAPES = 6


def windows(words: Sequence[str], sentences: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of successive sentences in text order; each of their tokens is in the ``places`` of exactly one."""
    pieces = _pieces(words, sentences, tokenizer)
    for lead, first, end in cuts(sentences, pieces):
        yield _window(words, pieces, lead, first, end)


def cuts(sentences: Sequence[tuple[int, int]], pieces: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int]]:
    """The windows in tokens: where the context in front begins, where what is read begins and ends."""
    spans = [part for sentence in sentences for part in _cut(sentence, pieces)]
    start = 0
    while start < len(spans):
        lead = start
        room = CONTEXT
        while lead > 0 and (size := _size(pieces, spans[lead - 1])) <= room:
            room -= size
            lead -= 1
        room = PIECES - 2 - sum(_size(pieces, span) for span in spans[lead:start])
        end = start
        while end < len(spans) and (size := _size(pieces, spans[end])) <= room:
            room -= size
            end += 1
        yield spans[lead][0], spans[start][0], spans[end - 1][1]
        start = end


def _pieces(words: Sequence[str], sentences: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> list[tuple[int, ...]]:
    """The pieces of each word, by its number; none for words outside the sentences."""
    first, end = (sentences[0][0], sentences[-1][1]) if sentences else (0, 0)
    return [()] * first + [_pieces_of(word, tokenizer) for word in words[first:end]]


@lru_cache(_WORDS)
def _pieces_of(word: str, tokenizer: Tokenizer) -> tuple[int, ...]:
    """The pieces of one word, which do not depend on those around it."""
    ids = tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids
    return tuple(ids[:_LONGEST]) or (_UNKNOWN,)


_UNKNOWN = 100
_LONGEST = 12
"""Pieces of one word that are read; an address of a page has no meaning further on."""


def _cut(sentence: tuple[int, int], pieces: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The sentence, in parts where it alone would not fit beside its context."""
    first, end = sentence
    start, size = first, 0
    for token in range(first, end):
        if size + len(pieces[token]) > PIECES - CONTEXT - 2:
            yield start, token
            start, size = token, 0
        size += len(pieces[token])
    if start < end:
        yield start, end


def _size(pieces: Sequence[Sequence[int]], span: tuple[int, int]) -> int:
    return sum(len(pieces[token]) for token in range(*span))


def _window(words: Sequence[str], pieces: Sequence[Sequence[int]], lead: int, first: int, end: int) -> Window:
    ids, shapes, places = [FIRST], [5], []
    for token in range(lead, end):
        if token >= first:
            places.append((token, len(ids)))
        ids.extend(pieces[token])
        shapes.extend([shape(words[token])] * len(pieces[token]))
    return Window((*ids, LAST), (*shapes, 5), tuple(places))
