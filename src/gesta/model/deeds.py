"""Nouns for what armed forces of states do; an adjective of nationality before them tells who did it."""

from __future__ import annotations

from gesta.model.analysis import Analysis

STATE_ACTS = frozenset("invasion annexation occupation aggression incursion bombardment reinvasion".split())
"""What a state does to another: the possessor is the doer, what follows "of" is done to."""
_FORCE = STATE_ACTS | frozenset("airstrike shelling offensive raid".split())
_SHOTS = frozenset("strike attack bombing launch fire".split())
ATTACKS = _FORCE | _SHOTS | {"assault"}
"""What a state may be told to have done with its forces ("missile launches by Iran")."""
BY_FORCE = frozenset({"bomb", "bombard", "invade", "shell", "strafe"})
"""Verbs for what only armed forces of a state do, where a state is told to do it."""
_ARMS = frozenset("air aerial drone missile rocket artillery mortar tank naval warplane helicopter".split())
"""What makes a strike or a fire one of armed forces ("air strike", "missile attack", "artillery fire")."""


def is_of_force(analysis: Analysis, noun: int) -> bool:
    """True for an act of armed forces: "invasion", "shelling", "air strike"; not for any "attack" or "strike"."""
    if analysis.lemmas[noun] in _FORCE:
        return True
    return analysis.lemmas[noun] in _SHOTS and any(
        analysis.lemmas[child].lower() in _ARMS for child in analysis.children[noun]
    )


_SHORT = frozenset("US USA UK UAE USSR".split())


def is_short_state(word: str) -> bool:
    """True for a state in letters ("US", "U.K."), which before such an act tells whose it is; "LA" tells where."""
    return word.replace(".", "") in _SHORT
