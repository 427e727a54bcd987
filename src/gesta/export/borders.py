"""A text cut into tokens such that no mark is cut by one: spaCy's tokens, cut again wherever a mark begins or ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gesta.model.given import Mark

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Piece:
    """A token in code points. ``space``: one space follows it and is of no token."""

    start: int
    end: int
    space: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """The tokens of a text; together with their spaces they are the text. ``at``: borders inside a token of spaCy."""

    pieces: tuple[Piece, ...]
    at: frozenset[int]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first token of the span and the one after its last; the span's borders are borders of tokens."""
        first = bisect_left(self.pieces, start, key=lambda piece: piece.start)
        return first, bisect_left(self.pieces, end, key=lambda piece: piece.end) + 1


def english() -> Language:
    """spaCy's tokenizer for English, without a model."""
    import spacy

    return spacy.blank("en")


def cut(text: str, marks: Iterable[Mark], language: Language) -> Cut:
    """The text cut at every border of a mark; a mark that begins or ends with a space makes it a token."""
    given = tuple(marks)
    starts, ends = {mark.start for mark in given}, {mark.end for mark in given}
    pieces: list[Piece] = []
    inside: set[int] = set()
    for token in language.make_doc(text):
        start, end = token.idx, token.idx + len(token)
        points = sorted(border for border in range(start + 1, end) if border in starts or border in ends)
        inside.update(points)
        spaced = bool(token.whitespace_)
        alone = spaced and (end in starts or end + 1 in ends)
        for begin, until in pairwise([start, *points, end]):
            pieces.append(Piece(begin, until, spaced and not alone and until == end))
        if alone:
            inside.add(end)
            pieces.append(Piece(end, end + 1, False))
    return Cut(tuple(pieces), frozenset(inside))
