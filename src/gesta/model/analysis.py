"""The linguistic layer of one document: parallel tuples over its tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gesta.model.spans import Span
from gesta.model.terms import EntityLabel


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A named entity over tokens ``first`` up to but not including ``end``."""

    first: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tokens, tags, lemmas, Universal Dependencies and entities. Index i of every tuple is token i.

    ``starts``/``ends``: offsets in ``document.text``; ``words``: as analysed (case restored where the text is in
    capitals); ``tags``: Penn tags; ``heads``: token index of the head, a root is its own head; ``deps``: UD relation;
    ``sentences``: token ranges [first, end), parallel to ``Document.sentences``; ``sentence_of``: its sentence.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]
    entities: tuple[NamedSpan, ...]
    entity_of: tuple[int, ...]  # index into ``entities``, -1 outside

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, end: int) -> Span:
        """Characters from token ``first`` to the token before ``end``."""
        return Span(self.starts[first], self.ends[end - 1])

    def token_at(self, position: int) -> int | None:
        """The token that covers the character position, else None."""
        index = bisect_right(self.starts, position) - 1
        return index if index >= 0 and position < self.ends[index] else None

    def tokens_in(self, span: Span) -> range:
        """The tokens that overlap the span."""
        first = bisect_right(self.ends, span.start)
        end = first
        while end < len(self.starts) and self.starts[end] < span.end:
            end += 1
        return range(first, end)

    def subtree(self, token: int) -> Iterator[int]:
        """The token and all it dominates, in no particular order."""
        stack = [token]
        while stack:
            current = stack.pop()
            yield current
            stack.extend(self.children[current])

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads from the token's own up to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token


def renamed(analysis: Analysis, names: tuple[NamedSpan, ...]) -> Analysis:
    """The analysis with these names, in text order and none overlapping, in place of its own."""
    entity_of = [-1] * len(analysis)
    for number, each in enumerate(names):
        entity_of[each.first : each.end] = [number] * (each.end - each.first)
    return replace(analysis, entities=names, entity_of=tuple(entity_of))
