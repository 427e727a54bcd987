"""Phrases that tell how many were killed, hurt, held, taken or driven out; ``toll_owners`` says of which mention.

A toll stands on a verb ("killing more than 30 people"), on a state word ("12 dead", "five wounded"), on a noun that
counts ("no casualties"), on what somebody counted ("the death toll rose to 45") or on lives ("claimed 12 lives").
"""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import BESIDES, HIT, HIT_ALIVE, HIT_BESIDES, OVER_TIME, RISEN, Argument
from gesta.model.spans import quote
from gesta.model.terms import CountField
from gesta.readers import lexicon as lx
from gesta.readers.attribution import attribution
from gesta.readers.syntax import cases, dependents, phrase_tokens
from gesta.readers.toll_counted import of_bodies, of_number, on_counted
from gesta.readers.toll_nouns import on_noun
from gesta.readers.toll_phrases import Toll
from gesta.readers.toll_runs import AT_ONCE, on_run
from gesta.readers.toll_states import on_state
from gesta.readers.toll_survivors import on_survivor
from gesta.readers.toll_verbs import on_verb
from gesta.readers.toll_words import (
    ALIVE,
    BODIES,
    COMING,
    DYING,
    FATAL,
    HARMING,
    HOSPITALISE,
    MULTIPLIED,
    NOUNS,
    OF_WHOM,
    RISING,
    STATES,
    TAKEN,
    WOUNDING,
    WOUNDS,
)


def tolls(analysis: Analysis) -> tuple[Toll, ...]:
    """Every toll phrase in text order, one for each field and phrase; bodies that were found only where no other words
    tell how many died."""
    found: dict[tuple[CountField, int], Toll] = {}
    for token in telling(analysis):
        for toll in _at(analysis, token):
            old = found.get((toll.field, toll.head))
            if old is None or (_is_hit(analysis, old) and not _is_hit(analysis, toll)):
                found[toll.field, toll.head] = toll
    bodies = {key for key, toll in found.items() if of_bodies(analysis, toll)}
    if any(field == "killed" and (field, head) not in bodies for field, head in found):
        found = {key: toll for key, toll in found.items() if key not in bodies}
    dead = {head for field, head in found if field == "killed"}
    kept = [toll for toll in found.values() if toll.zero or toll.field != "injured" or toll.head not in dead]
    return tuple(sorted(kept, key=lambda toll: (toll.span.start, toll.field)))


def telling(analysis: Analysis) -> list[int]:
    """The words that may tell a toll: verbs, and the state words and nouns that do; at any other none is found."""
    parts = enumerate(zip(analysis.words, analysis.lemmas, analysis.tags, strict=True))
    return [
        token
        for token, (word, lemma, tag) in parts
        if tag.startswith("VB") or lemma in _LEMMAS or word.lower() in _FORMS
    ]


_FORMS = STATES.keys() | FATAL | AT_ONCE
_LEMMAS = {"toll", "number", "custody"} | BODIES | ALIVE | WOUNDS | MULTIPLIED.keys() | NOUNS.keys() | OF_WHOM.keys()


def _at(analysis: Analysis, token: int) -> tuple[Toll, ...]:
    """The tolls of one word; what stands right before a state is counted before what the parse hangs on it."""
    run = on_run(analysis, token)
    if run is not None:
        return (run,)
    found = (
        *on_verb(analysis, token),
        *on_state(analysis, token),
        *on_noun(analysis, token),
        *on_counted(analysis, token),
        *on_survivor(analysis, token),
    )
    told = (toll for toll in found if not of_number(analysis, toll.head) and not _besides_those(analysis, toll))
    return tuple(toll for toll in told if toll.zero or not (_denied(analysis, toll.anchor) or _of_more(analysis, toll)))


def _besides_those(analysis: Analysis, toll: Toll) -> bool:
    """True for "no further arrests were made", "no other injuries": of those told before it says nothing."""
    words = (analysis.words[each].lower() for each in dependents(analysis, toll.head, "amod", "advmod"))
    return toll.zero and any(word in {"further", "other", "more", "additional", "new"} for word in words)


def _of_more(analysis: Analysis, toll: Toll) -> bool:
    """True for some of the wounded told before: "five were shot, including one who was badly hurt"; those of them who
    died are a toll of their own."""
    return toll.field != "killed" and _is_included(analysis, toll.head)


def _is_included(analysis: Analysis, head: int) -> bool:
    return bool({"include", "including"} & cases(analysis, head))


def _denied(analysis: Analysis, anchor: int) -> bool:
    """True for "was not injured": it tells of one who was unhurt, and for "was nearly killed": no toll."""
    adverbs = (analysis.lemmas[child] for child in dependents(analysis, anchor, "advmod"))
    nobody_yet = _only_tried(analysis, anchor) or _not_yet(analysis, anchor)
    return any(lemma in lx.NEGATORS or lemma in _NEARLY for lemma in adverbs) or nobody_yet


_UNTIL = frozenset({"until", "till", "unless", "before", "if"})


def _not_yet(analysis: Analysis, verb: int) -> bool:
    """True for what has not come about ("nothing will be done until somebody gets killed")."""
    marks = {analysis.lemmas[child] for child in analysis.children[verb] if analysis.deps[child] == "mark"}
    group = (verb, *dependents(analysis, verb, "aux", "aux:pass"))
    return bool(marks & _UNTIL) and any(analysis.tags[each] in {"VBZ", "VBP"} for each in group)


def _only_tried(analysis: Analysis, verb: int) -> bool:
    """True for what somebody tried, wanted or was told to do ("a botched attempt to assassinate the minister")."""
    marks = {analysis.lemmas[child] for child in analysis.children[verb] if analysis.deps[child] == "mark"}
    return "to" in marks and analysis.lemmas[analysis.heads[verb]] in _TRYING


def _is_hit(analysis: Analysis, toll: Toll) -> bool:
    """True where the words tell who was hit, some of whom may have died."""
    lemma, before = analysis.lemmas[toll.anchor], max(toll.anchor - 1, 0)
    if toll.field != "injured":
        return False
    return lemma in _LOOSE or (lemma in WOUNDS and analysis.lemmas[before] in WOUNDING) or _some_died(analysis, toll)


def _some_died(analysis: Analysis, toll: Toll) -> bool:
    """True for the wounded of whom the same phrase tells that some died ("three injured, including one who died")."""
    first, end = analysis.sentences[toll.sentence]
    return any(
        analysis.lemmas[token] in DYING and _is_included(analysis, analysis.heads[token])
        for token in range(max(first, toll.head), end)
        if analysis.deps[token] == "acl:relcl"
    )


def _hit(analysis: Analysis, toll: Toll) -> str:
    if _besides(analysis, toll):
        return HIT_BESIDES
    return HIT_ALIVE if analysis.lemmas[toll.anchor] in ALIVE | {"graze"} or _lives(analysis, toll) else HIT


def _lives(analysis: Analysis, toll: Toll) -> bool:
    """True where the sentence tells that none of them is to die of it ("with non-life-threatening injuries")."""
    first, end = analysis.sentences[toll.sentence]
    after = " ".join(analysis.words[max(first, toll.anchor) : end]).lower()
    return bool(_SLIGHT.search(after))


_SLIGHT = re.compile(r"\bnon ?-? ?life ?-? ?threatening|\bexpected to (?:survive|live|recover)\b")


def _besides(analysis: Analysis, toll: Toll) -> bool:
    """True for people told apart from those already told: "another man", "three others", "two were also hit"."""
    words = (toll.head, *dependents(analysis, toll.head, "amod", "det"))
    if any(analysis.words[each].lower() == "the" for each in words):
        return False  # "he shot the other three victims": they are told already
    also = any(analysis.lemmas[each] == "also" for each in dependents(analysis, toll.anchor, "advmod"))
    return also or any(analysis.words[each].lower() in _OTHER for each in words)


_NTH = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_OTHER = _NTH | {"another", "other", "others", "additional"}
_TRYING = frozenset(
    "attempt try plot plan bid effort conspire conspiracy want intend intention threaten threat vow order fail seek "
    "aim hope refuse mission desire call urge offer agree prepare".split()
)
_NEARLY = frozenset({"nearly", "almost"})
_LOOSE = ALIVE | HARMING | HOSPITALISE | TAKEN | COMING | {"shooting", "stabbing", "strike", "hit", "graze", "shot"}


def as_argument(document: Document, analysis: Analysis, toll: Toll) -> Argument:
    """The toll as an argument of the mention it belongs to, with its own speaker."""
    told_by = attribution(document, analysis, toll.anchor)
    return Argument(
        toll.field, quote(document.text, toll.span), analysis.starts[toll.head], _basis(analysis, toll), told_by
    )


def _basis(analysis: Analysis, toll: Toll) -> str:
    """What the words make of the figure (``gesta.model.reading``)."""
    if _over_time(analysis, toll):
        return OVER_TIME
    if _is_hit(analysis, toll):
        return _hit(analysis, toll)
    if _has_risen(analysis, toll):
        return RISEN
    if toll.field == "killed":  # "a third victim" and who "also" died may be of those told before
        words = (toll.head, *dependents(analysis, toll.head, "amod", "det"))
        return BESIDES if any(analysis.words[each].lower() in _OTHER - _NTH for each in words) else "toll"
    return BESIDES if toll.field == "injured" and _besides(analysis, toll) else "toll"


def _over_time(analysis: Analysis, toll: Toll) -> bool:
    """True for a sum of many acts: "43 people have been killed since January", "12 have died so far this year"."""
    first, end = analysis.sentences[toll.sentence]
    around = " ".join(analysis.words[first:end]).lower()
    if not _PERIOD.search(around) or _RECORD.search(around):
        return False
    tied = (*analysis.children[toll.anchor], *analysis.children[toll.head])
    return any(_PERIOD.match(_phrase(analysis, each)) for each in tied)


def _phrase(analysis: Analysis, head: int) -> str:
    tokens = (*dependents(analysis, head, "case", "mark"), *phrase_tokens(analysis, head))
    return " ".join(analysis.words[min(tokens) : max(tokens) + 1]).lower()


_PERIOD = re.compile(
    r"\b(?:so far )?(?:since|this year|this month|last year)\b"
    r"|\b(?:in|over|during|within|for) the (?:past|last|previous) (?:\w+ )?(?:weeks|months?|years?|decades?)\b"
)
_RECORD = re.compile(r"\b(?:\w+est|worst|first|most|latest|last) ")


def _has_risen(analysis: Analysis, toll: Toll) -> bool:
    """True for "the death toll later rose to 39", "the number of dead has reached 12"."""
    verb = analysis.heads[toll.anchor]
    return analysis.lemmas[toll.anchor] in {"toll", "number"} and analysis.lemmas[verb] in RISING
