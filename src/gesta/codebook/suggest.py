"""The word that was probably meant, for hints about misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_ALIKE = 0.6
"""Least likeness of a suggestion, the library's own: one letter in five wrong, missing or swapped still passes."""
_MANY = 24
"""Choices that are written out; a longer list is no help on one line."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one, if any is alike; of two as like the first by the alphabet."""
    found = get_close_matches(word.lower(), sorted(known), n=1, cutoff=_ALIKE)
    return found[0] if found else None


def hint(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """ "did you mean “x”? one of x, y, z", as far as either can be said; ``otherwise``: where the list is too long."""
    known = tuple(known)
    meant = closest(word, known)
    guess = (f"did you mean “{meant}”?",) if meant else ()
    listed = (f"one of {', '.join(known)}",) if len(known) <= _MANY else (otherwise,) if otherwise else ()
    return " ".join((*guess, *listed))
