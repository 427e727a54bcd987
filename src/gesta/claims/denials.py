"""Which act a denial is of: to deny a part in it is an answer; to deny bail, or that others did something, is none."""

from __future__ import annotations

from gesta.claims.suspicion import FAR, Act, Acts
from gesta.model.analysis import Analysis

_PART = frozenset(
    "involvement responsibility role part participation complicity guilt hand link connection tie wrongdoing blame "
    "allegation accusation charge claim it this that them".split()
)
"""What whoever denies an act denies to have in it, and what others say of him."""
_CHARGED = frozenset({"allegation", "accusation", "charge", "claim"})
_ACCUSING = frozenset({"accuse", "accusation", "allege", "allegation", "charge", "complaint"})
_OWN = frozenset({"he", "she", "it", "they", "we", "i"})
_OBJECTS, _COMPLEMENTS = frozenset({"obj", "iobj", "nsubj:pass"}), frozenset({"nmod", "obl"})


def denied_act(analysis: Analysis, acts: Acts, denial: int) -> Act | None:
    """The act that the words deny to be the speaker's ("denied involvement in the attack", "denied that it had fired");
    None where they deny something else or are a plea of the court."""
    lemma = analysis.lemmas[denial]
    if lemma == "plead":
        return None
    if lemma not in {"deny", "denial"}:
        return acts.spoken_of(denial, FAR)
    denied = _denied(analysis, denial)
    if denied is None:
        return acts.spoken_of(denial, FAR) if lemma == "deny" and not _is_passive(analysis, denial) else None
    own = next((act for act in acts.after(denial) if act.token == denied), None)
    if own is not None:
        return own
    if not _of_oneself(analysis, denied):
        return None
    act = acts.spoken_of(denial, FAR)
    charged = analysis.lemmas[denied].lower() in _CHARGED
    return None if act is not None and charged and _of_another(analysis, act, denial) else act


def _of_another(analysis: Analysis, act: Act, denial: int) -> bool:
    """True for allegations of something else: what was told last before the denial to be alleged, after the act, and in
    another sentence ("... who accused her of fraud. She denied the allegations")."""
    accusing = [
        token
        for token in range(act.token + 1, denial)
        if analysis.lemmas[token].lower() in _ACCUSING and analysis.sentence_of[token] < analysis.sentence_of[denial]
    ]
    return bool(accusing) and analysis.sentence_of[accusing[-1]] != act.sentence


def _denied(analysis: Analysis, denial: int) -> int | None:
    """The head of what is denied: the object or clause of the verb, what stands after "of" of the noun."""
    for child in analysis.children[denial]:
        dep = analysis.deps[child]
        if dep in _OBJECTS or (child > denial and dep in {"ccomp", "xcomp", "advcl"}):
            return child
        if dep in _COMPLEMENTS and any(analysis.lemmas[each] == "of" for each in analysis.children[child]):
            return child
    return None


def _is_passive(analysis: Analysis, denial: int) -> bool:
    return any(analysis.deps[child] == "aux:pass" for child in analysis.children[denial])


def _of_oneself(analysis: Analysis, denied: int) -> bool:
    """True for a part in an act, what somebody is accused of, a doing of one's own ("denied firing", "that its troops
    had fired")."""
    if analysis.tags[denied] == "VBG":
        return True
    if not analysis.tags[denied].startswith("VB"):
        return analysis.lemmas[denied].lower() in _PART
    subjects = [each for each in analysis.children[denied] if analysis.deps[each].startswith("nsubj")]
    return all(
        analysis.lemmas[each].lower() in _OWN
        or any(analysis.tags[below] == "PRP$" for below in analysis.children[each])
        for each in subjects
    )
