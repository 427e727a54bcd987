"""What a reader gives: one mention a place in the text where an event is told."""

from __future__ import annotations

import msgspec

from gesta.errors import Problem
from gesta.model.analysis import NamedSpan
from gesta.model.spans import Quote
from gesta.model.terms import ArgumentRole, ConceptClass, ConceptId, Realis, SpeakerKind
from gesta.model.values import Score

IN_PASSING = "told in passing"
"""The ``background_basis`` of an act that is only named in a phrase or clause about something else."""

NOT_ASKED = "not read by the language model:"
"""How the Problem begins that says which sentences had no answer; a project reads such a report again."""

TO_A_STATE = "done to a state"
"""The ``basis`` of a country that is told to be invaded or occupied: a target, though the text names it as a place."""

BY_A_STATE = "done by the forces of a state"
"""The ``basis`` of an adjective of nationality, or "US", before an act of armed forces ("Israeli air strike")."""

HIT = "told as hit"
HIT_BESIDES = "told as hit besides others"
HIT_ALIVE = "told as hit and alive"
"""The ``basis`` of a count of people who were shot or stabbed: some of them may be told dead elsewhere, but for those
told besides others and those told alive ("is in critical condition")."""
BESIDES = "told besides others"
"""The ``basis`` of a count of people told as wounded or killed, other than those told before ("two others died")."""
OVER_TIME = "told over a time"
"""The ``basis`` of a count of many acts together ("43 people have been killed since January")."""
RISEN = "told to have risen"
"""The ``basis`` of a toll that takes the place of what was told before ("the death toll rose to 39")."""
HITS = frozenset({HIT, HIT_BESIDES, HIT_ALIVE})


class Attribution(msgspec.Struct, frozen=True):
    """Who the text says tells it, and the cue ("said", "according to")."""

    speaker: Quote
    kind: SpeakerKind
    cue: Quote


class Argument(msgspec.Struct, frozen=True):
    """A span that plays a role in a mention; ``head`` is the character offset of its head word.

    ``told_by``: who tells this value, where it is another than who tells the mention.
    """

    role: ArgumentRole
    quote: Quote
    head: int
    basis: str = ""
    told_by: Attribution | None = None


class Tie(msgspec.Struct, frozen=True):
    """How sure a reader is that two mentions tell one occurrence: ``trigger`` is the trigger start of the earlier one,
    ``odds`` the natural logarithm of the odds."""

    trigger: int
    odds: float


class Mention(msgspec.Struct, frozen=True):
    """One telling of an event: trigger, concept, realis, roles, attribution.

    ``result_of`` is the trigger start of another mention whose outcome this one tells ("shot and killed");
    ``realis_basis`` names the rule or words that decided; ``ties``: to earlier mentions, where the reader weighs them.
    """

    trigger: Quote
    concept: ConceptId
    cls: ConceptClass
    realis: Realis
    realis_basis: str
    background: bool
    background_basis: str
    arguments: tuple[Argument, ...]
    attribution: Attribution | None
    score: Score
    result_of: int | None = None
    headline: bool = False
    ties: tuple[Tie, ...] = ()

    def of(self, *roles: ArgumentRole) -> tuple[Argument, ...]:
        """The arguments that play one of the roles, in text order."""
        return tuple(argument for argument in self.arguments if argument.role in roles)


class Told(msgspec.Struct, frozen=True):
    """What a reader makes of a document: its mentions in text order, and what it had to leave out.

    ``names``: those of the document where the reader sees them otherwise than the analysis.
    """

    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()
    names: tuple[NamedSpan, ...] | None = None
