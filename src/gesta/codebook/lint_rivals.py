"""Triggers that two concepts have with nothing to tell them apart, and which of the two is read there."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.codebook.preference import preferred
from gesta.codebook.records import Codebook, Trigger
from gesta.codebook.shape import Fault
from gesta.model.terms import ConceptId

_TELLS_APART = "object, subject, modifier or with in one of them tells them apart"


def rivals(book: Codebook, concept: ConceptId) -> Iterator[Fault]:
    """The triggers of the concept that another has too: same words, same part of speech, same words asked for."""
    for index, trigger in enumerate(book.concept(concept).triggers):
        found = {
            other.concept: other for other in book.triggers(trigger.lemmas[0]) if _alike(trigger, other)
        }  # fmt: skip
        for name in sorted(found):
            what = f"“{trigger.lemma}” ({trigger.pos}) is a trigger of {name} too, with nothing to tell them apart"
            yield ("triggers", index), what, _outcome(book, trigger, found[name])


def _alike(one: Trigger, other: Trigger) -> bool:
    same = (one.lemmas, one.pos, one.demands) == (other.lemmas, other.pos, other.demands)
    return same and one.concept != other.concept


def _outcome(book: Codebook, mine: Trigger, other: Trigger) -> str:
    """Which concept is read where both triggers match, and what to do where that is not the one wanted."""
    winner = preferred(book, (mine, other))
    loser = other if winner is mine else mine
    read = f"{winner.concept} is read there, not {loser.concept}: {_why(book, winner, loser)}"
    return read if winner is mine else f"{read}; {_TELLS_APART}"


def _why(book: Codebook, winner: Trigger, loser: Trigger) -> str:
    if loser.concept in book.ancestors[winner.concept]:
        return "it is the narrower concept"
    if winner.weight != loser.weight:
        return f"its weight is {winner.weight}, the other's {loser.weight}"
    if winner.concept in book.own and loser.concept not in book.own:
        return "of two as heavy yours goes before a shipped one"
    return "as their words or names fall out"
