"""What a person taught of a concept: passages in which it is told, at which words, and passages in which it is not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taught:
    """One passage in which the concept is told, at the words ``text[start:end]``, or is not.

    Offsets are code points. A counter-example may have ``start == end == 0``: nowhere in the passage is it told.
    """

    text: str
    start: int
    end: int
    told: bool
    source: str
