"""A document cut into windows of whole sentences that fit a small model's context, the same for every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gesta.model.spans import Span

WIDE = 1_200
"""Characters of the sentences shown in one call, about 300 tokens: small models lose the thread of more."""
LONGEST = 1_000
"""Characters of one sentence that are shown; text without full stops is one endless sentence."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences by number, in order. ``asked``: those whose events are asked for; ``shown``: these and what stands
    before each, so that "he" and "the attack" can be understood."""

    shown: tuple[int, ...]
    asked: tuple[int, ...]


def windows(sentences: Sequence[Span], asked: Iterable[int]) -> Iterator[Window]:
    """The windows in text order; every sentence asked for is asked about in exactly one."""
    shown: list[int] = []
    here: list[int] = []
    for number in sorted(set(asked)):
        added = [each for each in (number - 1, number) if each >= 0 and each not in shown]
        if here and sum(_length(sentences[each]) for each in (*shown, *added)) > WIDE:
            yield Window(tuple(shown), tuple(here))
            shown, here = [], []
            added = [each for each in (number - 1, number) if each >= 0]
        shown += added
        here.append(number)
    if here:
        yield Window(tuple(shown), tuple(here))


def _length(sentence: Span) -> int:
    return min(sentence.end - sentence.start, LONGEST)
