"""Tolls that are told by counting: bodies found, the number of dead, people who fled.

"Rescuers pulled 19 bodies from the rubble", "the mayor put the number of wounded at 40", "7,000 people fled the town".
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.model.terms import CountField
from gesta.readers.roles import is_time
from gesta.readers.syntax import dependents, is_verb, label_of, objects, obliques, patients, phrase_tokens, subjects
from gesta.readers.toll_phrases import Toll, made, spanning
from gesta.readers.toll_words import BODIES, BODY_VERBS, FLEEING, LARGE, LEFT, NOUNS, PERIODS, STATES, TOLL_VERBS


def on_counted(analysis: Analysis, token: int) -> Iterator[Toll]:
    """The tolls of a noun that stands for a figure or for the dead, and of a verb of flight."""
    lemma = analysis.lemmas[token]
    if lemma == "toll":
        injuries = any(analysis.lemmas[child] == "injury" for child in dependents(analysis, token, "compound"))
        yield from _figure(analysis, token, "injured" if injuries else "killed")
    elif lemma == "number" and not _over_time(analysis, token):
        for field in _counted(analysis, token):
            yield from _figure(analysis, token, field)
    elif lemma in BODIES:
        yield from _bodies(analysis, token)
    elif lemma == "flee" and is_verb(analysis, token):
        yield from _fled(analysis, token)


def of_bodies(analysis: Analysis, toll: Toll) -> bool:
    """True for bodies that were found: of those told dead elsewhere, some of them or all; counted ones are a figure."""
    if analysis.lemmas[toll.anchor] not in BODIES or not (
        toll.head == toll.anchor or analysis.lemmas[toll.head] in LARGE
    ):
        return False
    return analysis.lemmas[analysis.heads[toll.head]] != "count"


def of_number(analysis: Analysis, head: int) -> bool:
    """True for those whose number is told beside ("the number of people killed rose to 23"): they are no figure."""
    counted = analysis.deps[head] == "nmod" and analysis.lemmas[analysis.heads[head]] == "number"
    return counted and analysis.tags[head] != "CD"


def _counted(analysis: Analysis, number: int) -> tuple[CountField, ...]:
    """What a number is of: "of dead", "of deaths", "of injured protesters", "of people killed"."""
    for head, marks in obliques(analysis, number):
        if "of" not in marks:
            continue
        fields = NOUNS.get(analysis.lemmas[head], ())
        if len(fields) == 1:
            return fields
        for word in (head, *dependents(analysis, head, "amod", "acl")):
            if (field := STATES.get(analysis.words[word].lower())) is not None:
                return (field,)
    return ()


def _over_time(analysis: Analysis, number: int) -> bool:
    """True for a sum of many acts: "brings the number of deaths this year to 45", "the number since March"."""
    first, end = analysis.sentences[analysis.sentence_of[number]]
    return any(analysis.lemmas[each] in PERIODS for each in range(first, end))


def _figure(analysis: Analysis, noun: int, field: CountField) -> Iterator[Toll]:
    """The number that a toll, or a number of people, is said to be: "rose to 45", "put the death toll at 19"."""
    verb = analysis.heads[noun]
    numbers = [
        head
        for anchor in (verb, noun)
        for head in _reached(analysis, anchor)
        if analysis.tags[head] == "CD" or dependents(analysis, head, "nummod")
    ]
    if analysis.lemmas[verb] in TOLL_VERBS or analysis.tags[verb] == "CD":
        numbers += [c for c in dependents(analysis, verb, "obj", "nummod", "xcomp") if analysis.tags[c] == "CD"]
        if analysis.tags[verb] == "CD":
            numbers.append(verb)
    for number in [each for each in numbers if not is_time(analysis, each)][:1]:
        yield _alone(analysis, field, number, noun)


def _reached(analysis: Analysis, anchor: int) -> Iterator[int]:
    """What stands with a preposition; of "from 12 to 19" where it ended."""
    for head, marks in obliques(analysis, anchor):
        if "from" in marks:
            yield from (last for last, others in obliques(analysis, head) if "to" in others)
        else:
            yield head


def _alone(analysis: Analysis, field: CountField, head: int, anchor: int) -> Toll:
    """The toll without what is joined to it: "19 and the number of wounded", "seven bodies and two rifles"."""
    phrase = phrase_tokens(analysis, head)
    return spanning(analysis, field, head, anchor, phrase[0], phrase[-1] + 1)


def _bodies(analysis: Analysis, body: int) -> Iterator[Toll]:
    """The dead by their bodies, where somebody finds, brings or counts them; not bodies that act, as councils do."""
    head = analysis.heads[body] if analysis.deps[body] == "nmod" else body
    if head != body and analysis.lemmas[head] not in LARGE:
        return
    verb = analysis.heads[head]
    counted = head != body or bool(dependents(analysis, head, "nummod"))
    if counted and is_verb(analysis, verb) and analysis.lemmas[verb] in BODY_VERBS and head in patients(analysis, verb):
        yield _alone(analysis, "killed", head, body)


def _fled(analysis: Analysis, verb: int) -> Iterator[Toll]:
    """Those who fled their homes, a place or fighting, where they are counted and no suspects."""
    if not any(_is_left(analysis, each) for each in _left(analysis, verb)):
        return
    for head in subjects(analysis, verb)[:1]:
        of = [each for each, marks in obliques(analysis, head) if "of" in marks]
        people = of if analysis.lemmas[head] in LARGE else [head]
        counted = analysis.lemmas[head] in LARGE or bool(dependents(analysis, head, "nummod"))
        if counted and any(analysis.lemmas[each] in FLEEING for each in people):
            yield made(analysis, "displaced", head, verb)


def _left(analysis: Analysis, verb: int) -> Iterator[int]:
    yield from objects(analysis, verb)
    for head, marks in obliques(analysis, verb):
        if marks & {"from", "to", "toward", "towards", "into", "across", "for"}:
            yield head


def _is_left(analysis: Analysis, head: int) -> bool:
    return analysis.lemmas[head] in LEFT or label_of(analysis, head) == "Location"
