"""Acts that a speaker names and does not tell: what happens to be known already when something else is told."""

from __future__ import annotations

from gesta.model.analysis import Analysis

_TAKEN_FOR_KNOWN = frozenset({"since", "after", "before", "following", "until", "wake", "aftermath"})
"""What something else is dated by or follows from."""
_POINTING = frozenset("the this that these those".split())
SAYS = frozenset(
    "say tell add announce report claim argue note state testify insist believe think suggest recall explain write "
    "reveal admit acknowledge declare assert reply".split()
)
"""Verbs of plain saying."""
_PART = frozenset(
    "see hear feel witness film record describe report confirm involve participate join involved responsible implicate "
    "blame link".split()
)
"""Words by which somebody tells of an act that they name, or of a part in it."""
_DOES = frozenset(
    "carry launch stage conduct commit perpetrate mount make execute unleash wage hold organise organize lead begin "
    "start join do undertake resume intensify perform orchestrate mastermind plan order suffer survive "
    "increase continue stop end halt repeat renew escalate".split()
)
"""Verbs whose object is the act that somebody does or undergoes."""
_WORD_OF = frozenset({"call", "report", "word", "news", "information", "detail", "account"})
"""What tells of an act: who got a call about it tells that it happened."""
_WITHIN = frozenset({"compound", "nmod", "nmod:poss", "amod", "nmod:desc", "conj", "appos"})


def only_touched(analysis: Analysis, trigger: int, cue: int) -> bool:
    """True for an act that a speaker names as known while telling something else ("she said that she was at home during
    the attack", "he said that the killings must be looked into"). ``cue``: the verb of saying.

    The act is a noun with "the", beside or under the predicate of what is told; not its subject ("said that the blast
    killed two") and not what is done ("said that rebels carried out the attack").
    """
    noun = analysis.tags[trigger].startswith("NN")
    if not noun or analysis.lemmas[cue] not in SAYS or not _is_definite(analysis, trigger):
        return False
    top = _top(analysis, trigger)
    verb, dep = analysis.heads[top], analysis.deps[top]
    if analysis.lemmas[top] in _WORD_OF:
        return False
    if verb in (top, cue) or not (dep.startswith("obl") or dep in {"obj", "nmod"}):
        return False
    done = dep == "obj" and analysis.lemmas[verb] in _DOES
    if done or {analysis.lemmas[verb], analysis.words[verb].lower()} & _PART:
        return False
    path = (verb, *analysis.ancestors(verb))
    return cue in path or any(cue in analysis.children[each] for each in path)


def _top(analysis: Analysis, noun: int) -> int:
    """The noun that governs the phrase in which the noun stands."""
    while True:
        above = analysis.heads[noun]
        if above == noun or analysis.deps[noun] not in _WITHIN or not analysis.tags[above].startswith("NN"):
            return noun
        noun = above


def _is_definite(analysis: Analysis, noun: int) -> bool:
    below = analysis.children[noun]
    told = {analysis.lemmas[each].lower() for each in below if analysis.deps[each] == "det"}
    return bool(told & _POINTING) or any(analysis.deps[each] == "nmod:poss" for each in below)


def taken_for_known(analysis: Analysis, trigger: int) -> bool:
    """True for an act that a speaker only dates or explains something else by ("since the attacks in Paris they have
    come closer", "in the wake of the coup"): he takes it for known and does not tell it."""
    if not analysis.tags[trigger].startswith("NN"):
        return False
    nouns = [trigger]
    while analysis.tags[above := analysis.heads[nouns[-1]]].startswith("NN") and above not in nouns:
        nouns.append(above)
    marks = {analysis.lemmas[child].lower() for noun in nouns for child in analysis.children[noun]
             if analysis.deps[child] in {"case", "mark"}}  # fmt: skip
    return bool(_TAKEN_FOR_KNOWN & (marks | {analysis.lemmas[noun].lower() for noun in nouns}))
