"""The line that tells what was just done, with the way to undo it."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.model.judgements import Judgement
from gesta.review.words import judgement_words
from gesta.store.store import Store


@dataclass(frozen=True, slots=True)
class Said:
    """What is told above a page: the judgement made, or words alone; ``is_bad``: nothing was done, and why."""

    made: Judgement | None
    words: str
    is_bad: bool = False


NOTHING = Said(None, "")


def said_of(store: Store, given: str) -> Said:
    """What the address says was done: a judgement by its id, or a second reading by its question's."""
    if given.startswith("qst_"):
        return Said(None, "Your answer is kept beside the first one.")
    made = next((each for each in store.judgements() if given and each.id == given), None)
    return Said(made, judgement_words(made)) if made is not None else NOTHING
