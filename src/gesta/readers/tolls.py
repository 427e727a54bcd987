"""Phrases that tell how many were killed, hurt, held, taken or driven out, and which mention they belong to.

A toll stands on a verb ("killing more than 30 people"), on a state word ("12 dead", "five wounded"), on a noun that
counts ("no casualties", "the death toll rose to 45") or on lives ("claimed 12 lives").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import HIT, Argument
from gesta.model.spans import Span, quote
from gesta.model.terms import CountField
from gesta.readers import lexicon as lx
from gesta.readers.attribution import attribution
from gesta.readers.roles import is_time, is_weapon
from gesta.readers.syntax import (
    SUBJECTS,
    agents,
    clause_tokens,
    dependents,
    is_aged,
    is_passive,
    is_verb,
    label_of,
    obliques,
    patients,
    phrase_tokens,
    possessor,
    subjects,
    with_conjuncts,
)

_VERBS: dict[str, tuple[CountField, ...]] = {
    **dict.fromkeys(("kill", "slay", "murder", "assassinate", "execute", "massacre", "behead", "lynch", "martyr",
                     "slaughter"), ("killed",)),
    **dict.fromkeys(("injure", "wound", "hurt", "maim"), ("injured",)),
    **dict.fromkeys(("arrest", "detain", "apprehend", "nab", "capture"), ("detained",)),
    **dict.fromkeys(("abduct", "kidnap"), ("abducted",)),
    **dict.fromkeys(("displace", "uproot", "evacuate"), ("displaced",)),
}  # fmt: skip
_HARMING = frozenset({"shoot", "stab", "beat", "hack", "burn", "strangle", "torture", "club", "crush", "slash"})
_HOSPITALISE = frozenset({"hospitalize", "hospitalise"})
_TAKEN = frozenset({"send", "take", "rush", "transport", "airlift", "bring", "fly", "put"})
_CLINICS = frozenset({"hospital", "clinic", "hospitals", "center", "centre"})
_FATAL = frozenset({"dead", "death", "fatally"})
_MORTAL = frozenset(
    {"dead", "death", "die", "kill", "murder", "fatal", "fatally", "body", "corpse", "slay", "homicide"}
)
_DECLARED = frozenset({"pronounce", "declare", "find", "leave", "confirm"})
"""Verbs whose object is told to be dead ("was pronounced dead at the scene")."""
_DYING = frozenset({"die", "perish", "succumb"})
_STATES: dict[str, CountField] = {
    "dead": "killed",
    "killed": "killed",
    "slain": "killed",
    "injured": "injured",
    "wounded": "injured",
    "hurt": "injured",
    "arrested": "detained",
    "detained": "detained",
    "missing_abducted": "abducted",
    "homeless": "displaced",
    "displaced": "displaced",
}
_NOUNS: dict[str, tuple[CountField, ...]] = {
    "casualty": ("killed", "injured"),
    "victim": ("killed", "injured"),
    "fatality": ("killed",),
    "death": ("killed",),
    "killing": ("killed",),
    "injury": ("injured",),
    "wounded": ("injured",),
    "arrest": ("detained",),
}
_OF_WHOM: dict[str, CountField] = {
    **dict.fromkeys(("killing", "murder", "assassination", "slaying", "death", "execution", "massacre"), "killed"),
    **dict.fromkeys(("arrest", "detention", "capture"), "detained"),
    **dict.fromkeys(("kidnapping", "abduction"), "abducted"),
    **dict.fromkeys(("wounding", "injuring", "shooting", "stabbing"), "injured"),
}
"""Event nouns whose "of" phrase or possessor is whom it befell."""
_FATALLY = frozenset({"fatal", "deadly"})
_TOLL_VERBS = frozenset(
    "rise climb reach stand jump grow be put place raise hit pass exceed top increase bring".split()
)
_ZERO = frozenset({"no", "zero", "without"})
_SENTENCES_BACK = 3
"""How far back the act of a toll told alone may stand; further away the text has moved on."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A phrase that counts people for a field; ``anchor`` is the word that says what befell them."""

    field: CountField
    span: Span
    head: int
    anchor: int
    sentence: int
    zero: bool


def tolls(analysis: Analysis) -> tuple[Toll, ...]:
    """Every toll phrase in text order, one for each field and phrase."""
    found: dict[tuple[CountField, int], Toll] = {}
    for token in range(len(analysis)):
        for toll in (*_on_verb(analysis, token), *_on_state(analysis, token), *_on_noun(analysis, token)):
            found.setdefault((toll.field, toll.head), toll)
    return tuple(sorted(found.values(), key=lambda toll: (toll.span.start, toll.field)))


def _toll(analysis: Analysis, field: CountField, head: int, anchor: int) -> Toll:
    tokens = phrase_tokens(analysis, head, conjuncts=True, clauses=True)
    tokens = _without_clauses_of_acts(analysis, head, tokens)
    first, end = tokens[0], tokens[-1] + 1
    zero = any(analysis.words[token].lower() in _ZERO | lx.NOBODY for token in range(first, end)) and not any(
        analysis.tags[token] == "CD" for token in range(first, end)
    )
    return Toll(field, analysis.span(first, end), head, anchor, analysis.sentence_of[anchor], zero)


def _without_clauses_of_acts(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase up to a participle that is itself an act ("three people wounded in a blast")."""
    kept: list[int] = []
    for token in tokens:
        if token > head and analysis.tags[token] in {"VBN", "VBD", "VBG", "VBZ", "VBP", "WP", "WDT"}:
            if analysis.lemmas[token] not in {"include", "including"}:
                break
        if token > head and analysis.words[token].lower() in _STATES:
            break
        kept.append(token)
    while len(kept) > 1 and analysis.tags[kept[-1]] in {",", ":", "CC", "IN"}:
        kept.pop()
    return kept or [head]


def _counts_people(analysis: Analysis, head: int) -> bool:
    if is_weapon(analysis, head) or is_time(analysis, head) or _YEAR.fullmatch(analysis.words[head]):
        return False
    if label_of(analysis, head) in {"Person", "NORP"} or is_aged(analysis, head):
        return True
    lemma = analysis.lemmas[head]
    if analysis.tags[head] == "CD" or lemma in lx.PERSON_NOUNS or lemma in lx.NOBODY | {"one", "several", "many"}:
        return True
    if label_of(analysis, head) in {"Location", "Facility"}:
        return False
    if any(analysis.lemmas[c] in lx.PERSON_NOUNS for c in dependents(analysis, head, "compound", "nmod")):
        return True
    if analysis.tags[head] in {"PRP"}:
        return lemma in {"he", "she", "him", "her", "i", "me"}
    return analysis.tags[head].startswith("NN") and lemma not in _THINGS and bool(_PERSON_SUFFIX.search(lemma))


_THINGS = frozenset(
    "spree tree knee degree shoulder finger liver corner tower river power border number order center door floor "
    "motor computer letter paper trailer container cooler water fever shelter plant restaurant character matter "
    "quarter".split()
)
"""Nouns that end like those for people and are none."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERSON_SUFFIX = re.compile(r"(?:man|men|woman|women|er|or|ist|ian|eer|ant|ee)$")


def _on_verb(analysis: Analysis, token: int) -> Iterator[Toll]:
    if not is_verb(analysis, token):
        return
    lemma = analysis.lemmas[token]
    if lemma in _DYING:
        for head in subjects(analysis, token)[:1]:
            if _counts_people(analysis, head):
                yield _toll(analysis, "killed", head, token)
        return
    fields = _VERBS.get(lemma, ()) or _by_particle(analysis, token) or _by_manner(analysis, token)
    for field in fields:
        heads = patients(analysis, token)
        if not heads and is_passive(analysis, token):
            heads = agents(analysis, token)
        for head in heads[:1]:
            if _counts_people(analysis, head):
                yield _toll(analysis, field, head, token)
    if _to_hospital(analysis, token):
        for head in patients(analysis, token)[:1]:
            if _counts_people(analysis, head):
                yield _toll(analysis, "injured", head, token)
    if lemma in {"claim", "take", "cost"}:
        for head in dependents(analysis, token, "obj"):
            if analysis.lemmas[head] == "life" and dependents(analysis, head, "nummod", "amod", "det"):
                yield _toll(analysis, "killed", head, token)


def _to_hospital(analysis: Analysis, verb: int) -> bool:
    """True for "were hospitalised" and "sent four teenagers to hospital": hurt, some of them perhaps to die."""
    if analysis.lemmas[verb] in _HOSPITALISE:
        return True
    taken = analysis.lemmas[verb] in _TAKEN
    return taken and any(
        "to" in marks and analysis.lemmas[head] in _CLINICS for head, marks in obliques(analysis, verb)
    )


def _by_particle(analysis: Analysis, verb: int) -> tuple[CountField, ...]:
    """ "Gunned down", "mowed down": dead unless the words say otherwise."""
    down = any(analysis.lemmas[child] == "down" for child in dependents(analysis, verb, "compound:prt", "advmod"))
    return ("killed",) if down and analysis.lemmas[verb] in {"gun", "mow", "cut"} else ()


def _by_manner(analysis: Analysis, verb: int) -> tuple[CountField, ...]:
    """What shooting, stabbing or beating did: death where the words say so, else a wound."""
    if analysis.lemmas[verb] not in _HARMING:
        return ()
    _, end = analysis.sentences[analysis.sentence_of[verb]]
    clause = {analysis.words[each].lower() for each in clause_tokens(analysis, verb) if not _of_some(analysis, each)}
    if clause & _FATAL or analysis.words[min(verb + 1, end - 1)].lower() == "dead":
        return ("killed",)
    wounding = analysis.lemmas[verb] in {"shoot", "stab"}
    return ("injured",) if wounding and not _died_of_it(analysis, verb) else ()


def _died_of_it(analysis: Analysis, verb: int) -> bool:
    """True when a verb that shares the subject tells that all of them died ("were shot and later died")."""
    joined = with_conjuncts(analysis, verb)
    if analysis.deps[verb] == "conj" and not dependents(analysis, verb, *SUBJECTS):
        joined = (*joined, analysis.heads[verb])
    return any(
        analysis.lemmas[each] in _MORTAL
        for one in joined
        if one == verb or not dependents(analysis, one, *SUBJECTS) or one == analysis.heads[verb]
        for each in (one, *dependents(analysis, one, "obl", "xcomp", "advmod", "compound:prt"))
        if not _of_some(analysis, each)
    )


def _of_some(analysis: Analysis, token: int) -> bool:
    """True for "fatally" said of some of those hit: "four were shot, one fatally"."""
    before = token - 1
    return (
        analysis.words[token].lower() == "fatally"
        and before >= 0
        and (analysis.tags[before] == "CD" or analysis.lemmas[before] in {"one", "several", "some"})
    )


def _on_state(analysis: Analysis, token: int) -> Iterator[Toll]:
    """ "12 dead", "leaving three people wounded", "five others were injured" where the parser saw an adjective."""
    word = analysis.words[token].lower()
    if _of_some(analysis, token):
        yield _toll(analysis, "killed", token - 1, token)
        return
    field = _STATES.get(word)
    if field is None or (is_verb(analysis, token) and patients(analysis, token)):
        return
    head = analysis.heads[token]
    candidates: list[int] = []
    if word == "dead" and analysis.lemmas[head] in _DECLARED:
        for who in patients(analysis, head)[:1]:
            if _counts_people(analysis, who):
                yield _toll(analysis, field, who, token)
                return
    for child in dependents(analysis, token, "nsubj", "nsubj:pass", "nummod"):
        candidates.append(child)
    if analysis.deps[token] in {"xcomp", "acl", "amod", "advcl"} and head != token:
        candidates.extend(dependents(analysis, head, "obj") if is_verb(analysis, head) else [head])
    first, _ = analysis.sentences[analysis.sentence_of[token]]
    if token - 1 >= first and (analysis.tags[token - 1] == "CD" or analysis.lemmas[token - 1] in lx.PERSON_NOUNS):
        candidates.append(token - 1)
    for candidate in candidates:
        counted = "CD" in analysis.tags[max(first, candidate - 1) : candidate + 1] or bool(
            dependents(analysis, candidate, "nummod", "det", "amod", "advmod")
        )
        if counted and _counts_people(analysis, candidate) and candidate != token:
            yield _toll(analysis, field, candidate, token)
            return
    if dependents(analysis, token, "nummod") and not analysis.tags[token].startswith("VB"):
        yield _toll(analysis, field, token, token)


def _on_noun(analysis: Analysis, token: int) -> Iterator[Toll]:
    if not analysis.tags[token].startswith(("NN", "JJ")):
        return
    lemma = analysis.lemmas[token]
    if lemma == "toll":
        yield from _on_toll(analysis, token)
        return
    fields = _NOUNS.get(lemma, ())
    if not fields and lemma not in _OF_WHOM:
        return
    if lemma in _OF_WHOM:
        fatal = any(analysis.lemmas[child] in _FATALLY for child in dependents(analysis, token, "amod"))
        for head in _of_whom(analysis, token):
            yield _toll(analysis, "killed" if fatal else _OF_WHOM[lemma], head, token)
        if not fields:
            return
    quantified = dependents(analysis, token, "nummod") or any(
        analysis.words[child].lower() in _ZERO | {"several", "many", "some", "few", "dozens", "multiple"}
        for child in dependents(analysis, token, "det", "amod", "case")
    )
    if quantified or _negated_existence(analysis, token):
        for toll in (_toll(analysis, field, token, token) for field in fields):
            if toll.zero or len(fields) == 1 or _negated_existence(analysis, token):
                yield toll  # "four casualties" does not tell how many of them died; "no casualties" does


def _of_whom(analysis: Analysis, noun: int) -> Iterator[int]:
    """Whom an event noun befell: "the killing of two monks", "the mayor's murder"."""
    for head, marks in obliques(analysis, noun):
        if "of" in marks and _counts_people(analysis, head):
            yield head
            return
    for head in possessor(analysis, noun):
        if _counts_people(analysis, head) and label_of(analysis, head) != "NORP":
            yield head
            return


def _negated_existence(analysis: Analysis, token: int) -> bool:
    """ "There were not any casualties", "did not report casualties"."""
    head = analysis.heads[token]
    return any(analysis.lemmas[child] in lx.NEGATORS for child in dependents(analysis, head, "advmod")) and any(
        analysis.words[child].lower() == "any" for child in dependents(analysis, token, "det")
    )


def _on_toll(analysis: Analysis, toll: int) -> Iterator[Toll]:
    verb = analysis.heads[toll]
    field: CountField = "killed"
    if any(analysis.lemmas[c] == "injury" for c in dependents(analysis, toll, "compound")):
        field = "injured"
    numbers = [
        head
        for anchor in (verb, toll)
        for head, _ in obliques(analysis, anchor)
        if analysis.tags[head] == "CD" or dependents(analysis, head, "nummod")
    ]
    if analysis.lemmas[verb] in _TOLL_VERBS or analysis.tags[verb] == "CD":
        numbers += [c for c in dependents(analysis, verb, "obj", "nummod", "xcomp") if analysis.tags[c] == "CD"]
        if analysis.tags[verb] == "CD":
            numbers.append(verb)
    for number in numbers[:1]:
        if not is_time(analysis, number):
            yield _toll(analysis, field, number, toll)


def as_argument(document: Document, analysis: Analysis, toll: Toll) -> Argument:
    """The toll as an argument of the mention it belongs to, with its own speaker."""
    told_by = attribution(document, analysis, toll.anchor)
    loose = analysis.lemmas[toll.anchor] in _HARMING | _HOSPITALISE | _TAKEN | {"shooting", "stabbing"}
    basis = HIT if toll.field == "injured" and loose else "toll"
    return Argument(toll.field, quote(document.text, toll.span), analysis.starts[toll.head], basis, told_by)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A mention that may bear tolls: its trigger, the fields of its concept, and whether it tells what happened."""

    token: int
    fields: frozenset[CountField]
    happened: bool


def owner(analysis: Analysis, toll: Toll, bearers: Sequence[Bearer]) -> int | None:
    """Index of the mention a toll belongs to, None when no act stands near; ``bearers`` in text order.

    The trigger itself first; else, of the mentions that tell what happened, the nearest in the same sentence by steps
    in the parse, then the last one told before.
    """
    able = [(index, bearer) for index, bearer in enumerate(bearers) if toll.field in bearer.fields]
    for index, bearer in able:
        if bearer.token == toll.anchor:
            return index
    told = [(index, bearer.token) for index, bearer in able if bearer.happened]
    here = [(index, token) for index, token in told if analysis.sentence_of[token] == toll.sentence]
    if here:
        return min(here, key=lambda pair: (_steps(analysis, pair[1], toll.anchor), abs(pair[1] - toll.anchor)))[0]
    before = [index for index, token in told if 0 < toll.sentence - analysis.sentence_of[token] <= _SENTENCES_BACK]
    return before[-1] if before else None


def _steps(analysis: Analysis, one: int, other: int) -> int:
    path = [one, *analysis.ancestors(one)]
    for steps, token in enumerate([other, *analysis.ancestors(other)]):
        if token in path:
            return steps + path.index(token)
    return 99
