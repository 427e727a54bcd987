"""Which of the acts told of one occurrence names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gesta.model.tellings import Telling
from gesta.model.terms import ConceptId

Specific = Callable[[ConceptId, ConceptId], bool]
"""True when the first concept tells more than the second: narrower, or the act of which the second is the outcome."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the codebook says of concepts; ``lighter``: acts on things or on freedom; ``outcome``: what acts led to."""

    specific: Specific
    lighter: Callable[[ConceptId], bool]
    outcome: Callable[[ConceptId], bool]


def type_of(group: Sequence[Telling], kinds: Kinds) -> ConceptId:
    """The concept that no other of the group is more specific than; of several the most told, then the first.

    Where people died, what was burnt, taken or held besides does not name it ("attacked the village, killing 17, and
    burnt houses"), but for the act itself that killed them ("six died in the arson attack").
    """
    told = Counter(telling.mention.concept for telling in group)
    order = list(dict.fromkeys(telling.mention.concept for telling in group))
    named = _graver(group, order, kinds)
    top = [one for one in named if not any(kinds.specific(other, one) for other in named if other != one)] or named
    return max(top, key=lambda concept: (told[concept], -order.index(concept)))


def _graver(group: Sequence[Telling], order: list[ConceptId], kinds: Kinds) -> list[ConceptId]:
    """The concepts without the lighter acts beside an attack that killed; all of them where nobody died of one."""
    lighter = {concept for concept in order if kinds.lighter(concept)}
    acts = [concept for concept in order if concept not in lighter and not kinds.outcome(concept)]
    if not lighter or not acts or not _somebody_died(group) or lighter & _deadly(group, kinds):
        return order
    return acts


def _somebody_died(group: Sequence[Telling]) -> bool:
    return any(_tells_dead(telling) for telling in group)


def _tells_dead(telling: Telling) -> bool:
    return any(name == "killed" and (count.low or count.high is None) for name, count in telling.counts)


def _deadly(group: Sequence[Telling], kinds: Kinds) -> set[ConceptId]:
    """The lighter acts that are told to have killed, in a sentence with no attack that may have done it."""
    outcomes = {telling.mention.result_of for telling in group}
    return {
        act.mention.concept
        for act in group
        if kinds.lighter(act.mention.concept)
        and (_tells_dead(act) or act.mention.trigger.start in outcomes)
        and all(
            kinds.lighter(each.mention.concept) or kinds.outcome(each.mention.concept)
            for each in group
            if each.sentence == act.sentence
        )
    }
