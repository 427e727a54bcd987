"""Which of several triggers at one place is read.

The choice hangs on the triggers and on what their concepts are to one another, never on the order in which files were
read, and on names only where nothing else differs: among the shipped concepts, whose names are fixed, and between two
of the user's own that have the very same trigger, of which lint warns.
"""

from __future__ import annotations

from collections.abc import Sequence

from gesta.codebook.records import Codebook, Trigger


def preferred(codebook: Codebook, rivals: Sequence[Trigger]) -> Trigger:
    """The longest phrase; of those the narrower concept's, then that with more conditions, then the heavier, then the
    user's own before a shipped one's, then the one whose conditions name fewer words."""
    longest = max(len(each.lemmas) for each in rivals)
    phrases = [each for each in rivals if len(each.lemmas) == longest]
    broader = {ancestor for each in phrases for ancestor in codebook.ancestors[each.concept]}
    narrow = [each for each in phrases if each.concept not in broader] or phrases
    best = max((each.constraints, each.weight) for each in narrow)
    left = [each for each in narrow if (each.constraints, each.weight) == best]
    return left[0] if len(left) == 1 else min(left, key=lambda each: _inherent(codebook, each))


def _inherent(codebook: Codebook, trigger: Trigger) -> tuple[bool, int, str, bool, tuple[tuple[str, ...], ...]]:
    """What is left to choose by, the least first."""
    conditions = tuple(tuple(sorted(words)) for words in (trigger.lemmas, *trigger.conditions))
    own = trigger.concept in codebook.own
    return (
        not own,
        sum(map(len, trigger.demands)) if own else 0,
        trigger.concept,
        not trigger.told_by_company,
        conditions,
    )
