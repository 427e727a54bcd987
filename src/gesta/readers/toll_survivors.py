"""Those told alive after an act: "is in critical condition", "was fighting for her life", "remain in hospital".

Medical bulletins tell the wounded by their state; none of them is among the dead that the same report tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.readers.syntax import SUBJECTS, cases, dependents, is_verb, obliques, patients, subjects
from gesta.readers.toll_people import counts_people
from gesta.readers.toll_phrases import Toll, made
from gesta.readers.toll_words import ALIVE, CLINICS, WOUNDS

_STATES = frozenset("critical serious stable fair good grave guarded poor satisfactory severe unstable".split())
_LISTED = frozenset("list remain be leave stay take rush transport hospitalize hospitalise keep report upgrade".split())


def on_survivor(analysis: Analysis, token: int) -> Iterator[Toll]:
    """The toll of a word that tells somebody alive, none where it does not say of whom."""
    if analysis.lemmas[token] not in ALIVE:
        return
    for head in _who(analysis, token)[:1]:
        if counts_people(analysis, head):
            yield made(analysis, "injured", head, token)


def _who(analysis: Analysis, token: int) -> tuple[int, ...]:
    lemma = analysis.lemmas[token]
    if lemma == "condition":
        states = {analysis.lemmas[child] for child in dependents(analysis, token, "amod", "compound")}
        return _of_state(analysis, token) if states & _STATES and "in" in cases(analysis, token) else ()
    if lemma in CLINICS:
        here = cases(analysis, token) & {"in", "at"} and _is_predicate(analysis, token)
        return dependents(analysis, token, *SUBJECTS) if here else ()
    if not is_verb(analysis, token):
        return ()
    if lemma == "fight":
        alive = any("for" in marks and analysis.lemmas[head] == "life" for head, marks in obliques(analysis, token))
        return subjects(analysis, token) if alive else ()
    if lemma == "survive":
        return _expected(analysis, token)
    wounds = any("from" in marks and analysis.lemmas[head] in WOUNDS for head, marks in obliques(analysis, token))
    return subjects(analysis, token) if wounds else _expected(analysis, token)


def _of_state(analysis: Analysis, noun: int) -> tuple[int, ...]:
    """Whose condition it is: the subject of the clause, or the noun it hangs on ("man in critical condition")."""
    if _is_predicate(analysis, noun):
        return dependents(analysis, noun, *SUBJECTS)
    head = analysis.heads[noun]
    if is_verb(analysis, head):
        return (patients(analysis, head) or subjects(analysis, head)) if analysis.lemmas[head] in _LISTED else ()
    return (head,) if analysis.deps[noun] == "nmod" else ()


def _is_predicate(analysis: Analysis, noun: int) -> bool:
    return bool(dependents(analysis, noun, "cop"))


def _expected(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Of whom it is expected ("all three are expected to survive")."""
    head = analysis.heads[verb]
    if analysis.deps[verb] != "xcomp" or analysis.lemmas[head] != "expect":
        return ()
    return dependents(analysis, head, *SUBJECTS)
