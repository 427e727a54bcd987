"""Tolls on nouns: "no casualties", "a triple shooting", "the killing of two monks"."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.syntax import cases, dependents, is_verb, label_of, obliques, patients, possessor
from gesta.readers.toll_people import counts_people, first_told
from gesta.readers.toll_phrases import Toll, made, spanning
from gesta.readers.toll_words import FATALLY, FINDING, MULTIPLES, MULTIPLIED, NOUNS, OF_WHOM, WOUNDS, ZERO


def on_noun(analysis: Analysis, token: int) -> Iterator[Toll]:
    """The tolls that a noun tells: those it counts, or those it befell."""
    if not analysis.tags[token].startswith(("NN", "JJ")):
        return
    lemma = analysis.lemmas[token]
    yield from _multiplied(analysis, token)
    yield from _with_wounds(analysis, token)
    yield from _held(analysis, token)
    fields = NOUNS.get(lemma, ())
    if not fields and lemma not in OF_WHOM:
        return
    if lemma in OF_WHOM and not _only_tried(analysis, token):
        fatal = any(analysis.lemmas[child] in FATALLY for child in dependents(analysis, token, "amod"))
        for head in _of_whom(analysis, token):
            yield made(analysis, "killed" if fatal else OF_WHOM[lemma], head, token)
        if not fields:
            return
    quantified = dependents(analysis, token, "nummod") or any(
        analysis.words[child].lower() in ZERO | {"several", "many", "some", "few", "dozens", "multiple"}
        for child in dependents(analysis, token, "det", "amod", "case")
    )
    if quantified or _negated_existence(analysis, token):
        for toll in (made(analysis, field, token, token) for field in fields):
            if toll.zero or len(fields) == 1 or _negated_existence(analysis, token):
                yield toll  # "four casualties" does not tell how many of them died; "no casualties" does


def _multiplied(analysis: Analysis, noun: int) -> Iterator[Toll]:
    """The number in the name of the act: "a triple shooting" is three people hit, one or more perhaps dead."""
    before, after = noun - 1, noun + 1
    field = MULTIPLIED.get(analysis.lemmas[noun])
    if field is None or before < 0 or analysis.words[before].lower() not in MULTIPLES or analysis.tags[noun] == "NNS":
        return
    if analysis.words[after : after + 1] not in (("-",), ["-"]):
        yield spanning(analysis, field, before, noun, before, noun)


def _held(analysis: Analysis, noun: int) -> Iterator[Toll]:
    """Those told by where they are: "two men are in custody", "a 29-year-old is under arrest"."""
    where = {"arrest": "under", "custody": "in"}.get(analysis.lemmas[noun])
    if where in cases(analysis, noun) and dependents(analysis, noun, "cop"):
        for head in dependents(analysis, noun, "nsubj")[:1]:
            if counts_people(analysis, head):
                yield made(analysis, "detained", head, noun)


def _with_wounds(analysis: Analysis, noun: int) -> Iterator[Toll]:
    """Those told by their wounds: "officers found two men with gunshot wounds", "a third was found with a wound"."""
    if analysis.lemmas[noun] not in WOUNDS or not {"with", "from"} & cases(analysis, noun):
        return
    who = min(dependents(analysis, noun, "case"), default=noun) - 1
    if who >= 0 and not is_verb(analysis, who) and counts_people(analysis, who):
        yield _listed(analysis, made(analysis, "injured", who, noun))
        return
    verb = next((above for above in analysis.ancestors(noun) if is_verb(analysis, above)), None)
    if verb is not None and analysis.lemmas[verb] in FINDING and "with" in cases(analysis, noun):
        for head in patients(analysis, verb)[:1]:
            if counts_people(analysis, head):
                yield made(analysis, "injured", head, noun)


def _listed(analysis: Analysis, toll: Toll) -> Toll:
    """The toll with the people joined before it ("one man and two women with gunshot wounds")."""
    floor = analysis.sentences[toll.sentence][0]
    tokens = analysis.tokens_in(toll.span)
    first = first_told(analysis, toll.head, floor)
    return spanning(analysis, toll.field, toll.head, toll.anchor, first, tokens.stop) if first < tokens.start else toll


def _of_whom(analysis: Analysis, noun: int) -> Iterator[int]:
    """Whom an event noun befell: "the killing of two monks", "the mayor's murder"."""
    for head, marks in obliques(analysis, noun):
        if "of" in marks and counts_people(analysis, head):
            yield head
            return
    custody = [each for each in range(noun + 1, min(noun + 5, len(analysis))) if analysis.lemmas[each] == "custody"]
    for head, marks in obliques(analysis, custody[0]) if custody else ():  # "the death in custody of Ann Bo"
        if "of" in marks and counts_people(analysis, head):
            yield head
            return
    for head in possessor(analysis, noun):
        if counts_people(analysis, head) and label_of(analysis, head) != "NORP":
            yield head
            return


def _only_tried(analysis: Analysis, noun: int) -> bool:
    """True for "the attempted murder of two deputies": nobody is told to have died."""
    return any(analysis.words[child].lower() in _TRIED for child in dependents(analysis, noun, "amod", "compound"))


_TRIED = frozenset("attempted failed foiled botched planned".split())


def _negated_existence(analysis: Analysis, token: int) -> bool:
    """ "There were not any casualties", "did not report casualties"."""
    head = analysis.heads[token]
    return any(analysis.lemmas[child] in lx.NEGATORS for child in dependents(analysis, head, "advmod")) and any(
        analysis.words[child].lower() == "any" for child in dependents(analysis, token, "det")
    )
