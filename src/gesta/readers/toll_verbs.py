"""Tolls on verbs: "killing more than 30 people", "four teenagers were rushed to hospital", "claimed 12 lives"."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.model.terms import CountField
from gesta.readers import lexicon as lx
from gesta.readers.roles import is_time
from gesta.readers.syntax import (
    SUBJECTS,
    agents,
    cases,
    clause_tokens,
    dependents,
    is_passive,
    is_verb,
    objects,
    obliques,
    patients,
    subjects,
    with_conjuncts,
)
from gesta.readers.toll_people import counts_people, first_told, is_name, is_people, own_phrase, people_aged
from gesta.readers.toll_phrases import Toll, made, of_some, spanning
from gesta.readers.toll_words import (
    CLINICS,
    COMING,
    DYING,
    FATAL,
    FIREARMS,
    HARMING,
    HOSPITALISE,
    ILLNESSES,
    LANDING,
    MORTAL,
    SPARING,
    SUFFER,
    TAKEN,
    VEHICLES,
    VERBS,
    WOUNDS,
    ZERO,
)


def on_verb(analysis: Analysis, token: int) -> Iterator[Toll]:
    """The tolls that a verb tells of those it befell."""
    if not is_verb(analysis, token):
        return
    lemma = analysis.lemmas[token]
    if lemma in DYING:
        if _of_illness(analysis, token):
            return
        if (aged := _aged_before(analysis, token)) is not None:
            yield spanning(analysis, "killed", aged[-1], token, aged[0], aged[-1] + 1)
            return
        for head in subjects(analysis, token)[:1]:
            if counts_people(analysis, head) or is_name(analysis, head):
                yield made(analysis, "killed", head, token)
        return
    fields = (
        _by_adverb(analysis, token)
        or VERBS.get(lemma, ())
        or _by_particle(analysis, token)
        or _by_manner(analysis, token)
    )
    for field in fields:
        heads = patients(analysis, token)
        if not heads and is_passive(analysis, token):
            heads = tuple(each for each in agents(analysis, token) if each < token)
        aside = _before_aside(analysis, token)
        listed = _listed_before(analysis, aside[0]) if aside else None
        if listed is not None:
            yield spanning(analysis, field, aside[0], token, listed, aside[0] + 1)
            continue
        heads = aside or heads or _inverted(analysis, token) or _behind_death(analysis, token)
        if (aged := _aged_before(analysis, token)) is not None:
            yield spanning(analysis, field, aged[-1], token, aged[0], aged[-1] + 1)
            continue
        told = [each for each in heads[:2] if counts_people(analysis, each)]
        number = _number_behind(analysis, token, told[0] if told else None)
        if number is not None:
            yield spanning(analysis, field, number[-1], token, number[0], number[-1] + 1)
            continue
        for head in told[:1]:
            if not _only_aimed(analysis, token, head):
                yield made(analysis, field, head, token)
    yield from _came_to_hospital(analysis, token)
    if _to_hospital(analysis, token) or _treated(analysis, token):
        hurt = patients(analysis, token)
        own = [each for each in hurt if analysis.heads[each] == token]  # of two subjects the nearer is the verb's
        for head in own[-1:] or hurt[:1]:
            if counts_people(analysis, head):
                yield made(analysis, "injured", head, token)
    yield from _struck(analysis, token)
    yield from _hostage(analysis, token)
    yield from _wounded(analysis, token)
    if lemma in {"claim", "take", "cost"}:
        for head in dependents(analysis, token, "obj"):
            if analysis.lemmas[head] == "life" and dependents(analysis, head, "nummod", "amod", "det"):
                yield _lives(analysis, head, token)


def _lives(analysis: Analysis, life: int, verb: int) -> Toll:
    """The people whose lives were taken ("the lives of a father and two daughters"), else the lives ("12 lives")."""
    of = [head for head, marks in obliques(analysis, life) if "of" in marks and counts_people(analysis, head)]
    if not of or dependents(analysis, life, "nummod"):
        return made(analysis, "killed", life, verb)
    people, lives = made(analysis, "killed", of[0], verb), made(analysis, "killed", life, verb)
    end = max(analysis.tokens_in(people.span).stop, analysis.tokens_in(lives.span).stop)
    return spanning(analysis, "killed", of[0], verb, analysis.tokens_in(people.span).start, end)


def _inverted(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Those told behind the verb: "also killed were two students"."""
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    opening = verb - first <= 1 and analysis.tags[verb] == "VBN" and verb + 2 < end
    if not opening or analysis.words[verb + 1].lower() not in {"was", "were"}:
        return ()
    return tuple(each for each in range(verb + 2, min(verb + 6, end)) if counts_people(analysis, each))[:1]


def _number_behind(analysis: Analysis, verb: int, head: int | None) -> range | None:
    """The number right behind the verb, with its people, where the parser hung it elsewhere ("nab 8 in drug bust"), or
    made one phrase of two tolls told in one breath ("killed two and injured three", "killing five, wounding ten")."""
    first, end = verb + 1, analysis.sentences[analysis.sentence_of[verb]][1]
    if head is not None and not any(analysis.tags[each].startswith("VB") for each in range(first, head)):
        return None
    number = next((each for each in range(first, min(first + 4, end)) if analysis.tags[each] == "CD"), None)
    if number is None or " ".join(analysis.words[first:number]).lower() not in _BOUNDS:
        return None
    last = number
    while last + 1 < end and analysis.tags[last + 1] in {"NN", "NNS", "JJ", "CD"}:
        last += 1
    named = last + 1 < end and analysis.tags[last + 1].startswith("NNP")  # "shooting at 30 Porter Street"
    people = last == number or counts_people(analysis, last)
    return range(first, last + 1) if people and not named and not is_time(analysis, last) else None


_BOUNDS = frozenset(
    ("", "at least", "at most", "more than", "about", "around", "some", "nearly", "almost", "over", "up to", "another",
     "as many as")
)  # fmt: skip
"""Words between a verb and its number."""


def _aged_before(analysis: Analysis, verb: int) -> range | None:
    """The subject that ends in an age: "two boys aged 12 and 14 were killed", "a man, aged 34, died"."""
    floor = analysis.sentences[analysis.sentence_of[verb]][0]
    at = verb - 1
    while at > floor and (
        analysis.lemmas[at] in {"be", "have"} or analysis.tags[at] == "RB" or analysis.words[at] == ","
    ):
        at -= 1
    joined = analysis.lemmas[verb] in DYING or is_passive(analysis, verb)
    return people_aged(analysis, at) if joined and at > floor and analysis.tags[at] == "CD" else None


def _before_aside(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """The subject before an aside about some of them: "31 others, eight of them cadets, were injured", "five people,
    including a priest, were killed"; parsers take the aside for the subject."""
    floor = analysis.sentences[analysis.sentence_of[verb]][0]
    at = verb - 1
    while at > floor and analysis.lemmas[at] in {"be", "have"}:
        at -= 1
    if at == verb - 1 or analysis.words[at] != ",":
        return ()
    one = analysis.words[at + 1].lower() in {"is", "was", "has"}
    for comma in range(at - 1, floor, -1):
        after = [word.lower() for word in analysis.words[comma + 1 : comma + 4]]
        if analysis.words[comma] == "," and (after[0] == "including" or after[1:] in (["of", "them"], ["of", "whom"])):
            several = analysis.tags[comma - 1] == "NNS" or analysis.words[comma - 1].isdecimal()
            return (comma - 1,) if is_people(analysis, comma - 1) and not (one and several) else ()
    return ()


def _listed_before(analysis: Analysis, last: int) -> int | None:
    """Where a list of people begins that ends at the token ("two soldiers and three civilians, including a girl"); None
    for no list."""
    floor = analysis.sentences[analysis.sentence_of[last]][0]
    first = first_told(analysis, last, floor)
    return first if first < own_phrase(analysis, last, floor) else None


def _behind_death(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Those told after the manner: "hacked to death a leader and two guards"."""
    if [word.lower() for word in analysis.words[verb + 1 : verb + 3]] != ["to", "death"]:
        return ()
    after = (each for each in dependents(analysis, verb, "obl", "obj", "nsubj") if each > verb + 2)
    return tuple(each for each in after if not dependents(analysis, each, "case"))


def _hostage(analysis: Analysis, verb: int) -> Iterator[Toll]:
    """Those taken hostage: "took five customers hostage", "12 people were held captive"."""
    if analysis.lemmas[verb] not in {"take", "hold", "seize"}:
        return
    words = dependents(analysis, verb, "xcomp", "obj", "obl", "advmod", "compound:prt")
    for word in (each for each in words if analysis.lemmas[each] in {"hostage", "captive"}):
        held = (*dependents(analysis, word, "compound", "nsubj"), *patients(analysis, verb))
        for head in [each for each in held if counts_people(analysis, each)][:1]:
            yield made(analysis, "abducted", head, verb)
        return


def _struck(analysis: Analysis, verb: int) -> Iterator[Toll]:
    """Those whom a bullet struck, hit or grazed, or who were hit by the shots that the governing verb tells."""
    if analysis.lemmas[verb] not in {"strike", "hit", "graze"}:
        return
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    causes = {head for head, marks in obliques(analysis, verb) if marks & {"by", "with"}}
    doers = {analysis.lemmas[each] for each in (*agents(analysis, verb), *causes)}
    armed = FIREARMS & set(analysis.lemmas[first : end if analysis.tags[verb] != "VBG" else verb])
    if not doers & FIREARMS and (not armed or doers & VEHICLES or causes):
        return
    hit = patients(analysis, verb)
    for head in [each for each in hit if counts_people(analysis, each)][:1]:  # "hitting houses, cars and four people"
        yield made(analysis, "injured", head, verb)


def _wounded(analysis: Analysis, verb: int) -> Iterator[Toll]:
    """Those who suffered wounds: "two men sustained gunshot wounds"; dead where the wounds are told to be fatal."""
    if analysis.lemmas[verb] not in SUFFER:
        return
    objects = (
        *dependents(analysis, verb, "obj"),
        *(head for head, marks in obliques(analysis, verb) if "from" in marks),
    )
    for wound in objects:
        if analysis.lemmas[wound] in WOUNDS and not dependents(analysis, wound, "nmod:poss"):
            if _unhurt(analysis, verb, wound):
                return
            kinds = {analysis.lemmas[child]: child for child in dependents(analysis, wound, "amod")}
            if "other" in kinds:
                return
            fatal = any(kind in kinds and not _not_so(analysis, kinds[kind]) for kind in ("fatal", "mortal"))
            for head in subjects(analysis, verb)[:1]:
                if counts_people(analysis, head):
                    yield made(analysis, "killed" if fatal else "injured", head, wound)
            return


def _unhurt(analysis: Analysis, verb: int, wound: int) -> bool:
    """True for "suffered no injuries", "did not suffer any injuries"; nobody's at all is the toll of the noun."""
    beside = (*dependents(analysis, wound, "det"), *dependents(analysis, verb, "advmod"))
    return any(analysis.lemmas[each] in lx.NEGATORS | ZERO for each in beside)


def _not_so(analysis: Analysis, adjective: int) -> bool:
    """True for "non-fatal", however the words are cut."""
    before = analysis.words[max(adjective - 2, 0) : adjective]
    return any(word.lower() in {"non", "not", "nonfatal"} for word in before)


def _by_adverb(analysis: Analysis, verb: int) -> tuple[CountField, ...]:
    """ "Fatally wounded": dead, whatever the verb tells."""
    deadly = any(analysis.lemmas[child] in {"fatally", "mortally"} for child in dependents(analysis, verb, "advmod"))
    return ("killed",) if deadly and VERBS.get(analysis.lemmas[verb]) == ("injured",) else ()


def _only_aimed(analysis: Analysis, verb: int, head: int) -> bool:
    """True for "shot at a dozen people", which hits nobody; not for "shot at least two"."""
    at = verb + 1
    return at < head and analysis.words[at] == "at" and analysis.words[at + 1] not in {"least", "most"}


def _of_illness(analysis: Analysis, verb: int) -> bool:
    """True for a death that nobody did: "died of natural causes", "died from cancer", "died at the age of 84"."""
    told = list(obliques(analysis, verb))
    return any(
        marks & {"of", "from"} and (analysis.lemmas[head] in ILLNESSES or _natural(analysis, head))
        for head, marks in told
    ) or any("at" in marks and _old_age(analysis, head) for head, marks in told)


def _old_age(analysis: Analysis, head: int) -> bool:
    """True for the age of an obituary ("at age 91", "at the age of 84"), not of one who died young."""
    if analysis.lemmas[head] != "age":
        return False
    after = analysis.words[head + 1 : head + 3]
    return any(word.isdecimal() and int(word) >= _OLD for word in after)


_OLD = 60


def _natural(analysis: Analysis, noun: int) -> bool:
    return any(analysis.lemmas[child] == "natural" for child in dependents(analysis, noun, "amod"))


def _to_hospital(analysis: Analysis, verb: int) -> bool:
    """True for "were hospitalised", "sent four teenagers to hospital" and "landed them in hospital": hurt, some of them
    perhaps to die."""
    if analysis.lemmas[verb] in HOSPITALISE:
        return True
    into = "in" if analysis.lemmas[verb] in LANDING else "to" if analysis.lemmas[verb] in TAKEN else None
    if into is None:
        return False
    places = (
        *obliques(analysis, verb),
        *(each for head in objects(analysis, verb) for each in obliques(analysis, head)),
    )
    return any(into in marks and analysis.lemmas[head] in CLINICS for head, marks in places)


def _came_to_hospital(analysis: Analysis, verb: int) -> Iterator[Toll]:
    """Those who came by themselves: "two other victims arrived at a hospital", "a man walked into a clinic with a
    gunshot wound"; relatives and police come too."""
    if analysis.lemmas[verb] not in COMING:
        return
    told = list(obliques(analysis, verb))
    if not any(marks & {"to", "at", "into"} and analysis.lemmas[head] in CLINICS for head, marks in told):
        return
    _, end = analysis.sentences[analysis.sentence_of[verb]]
    wounds = any(analysis.lemmas[each] in WOUNDS and "with" in cases(analysis, each) for each in range(verb, end))
    for head in subjects(analysis, verb)[:1]:
        if (wounds and counts_people(analysis, head)) or analysis.lemmas[head] == "victim":
            yield made(analysis, "injured", head, verb)


def _treated(analysis: Analysis, verb: int) -> bool:
    """True for "eleven people were being treated for wounds"; those treated "for shock" are not told as hurt."""
    return analysis.lemmas[verb] == "treat" and any(
        "for" in marks and analysis.lemmas[head] in WOUNDS for head, marks in obliques(analysis, verb)
    )


def _by_particle(analysis: Analysis, verb: int) -> tuple[CountField, ...]:
    """ "Gunned down", "mowed down": dead unless the words say otherwise; "rounded up": arrested."""
    down = any(analysis.lemmas[child] == "down" for child in dependents(analysis, verb, "compound:prt", "advmod"))
    if down and analysis.lemmas[verb] in {"gun", "mow", "cut"}:
        return ("killed",)
    up = any(analysis.lemmas[child] == "up" for child in dependents(analysis, verb, "compound:prt", "advmod"))
    return ("detained",) if up and analysis.lemmas[verb] in {"round", "pick"} else ()


def _by_manner(analysis: Analysis, verb: int) -> tuple[CountField, ...]:
    """What shooting, stabbing or beating did: death where the words say so, else a wound."""
    to_death = [word.lower() for word in analysis.words[verb + 1 : verb + 3]] == ["to", "death"]
    if analysis.lemmas[verb] not in HARMING:
        return ("killed",) if to_death and analysis.lemmas[verb] not in SPARING else ()
    _, end = analysis.sentences[analysis.sentence_of[verb]]
    clause = {analysis.words[each].lower() for each in clause_tokens(analysis, verb) if not of_some(analysis, each)}
    if clause & FATAL or analysis.words[min(verb + 1, end - 1)].lower() == "dead":
        return ("killed",)
    wounding = analysis.lemmas[verb] in {"shoot", "stab"}
    return ("injured",) if wounding and not _died_of_it(analysis, verb) else ()


def _of_another(analysis: Analysis, verb: int, other: int) -> bool:
    """True for a verb joined to this one that has an object of its own ("killed three people and shot another")."""
    own = [each for each in dependents(analysis, other, "obj") if analysis.tags[each] != "PRP"]
    return other != verb and bool(own) and bool(dependents(analysis, verb, "obj"))


def _died_of_it(analysis: Analysis, verb: int) -> bool:
    """True when a verb that shares the subject tells that all of them died ("were shot and later died")."""
    joined = with_conjuncts(analysis, verb)
    if analysis.deps[verb] == "conj" and not dependents(analysis, verb, *SUBJECTS):
        joined = (*joined, analysis.heads[verb])
    return any(
        analysis.lemmas[each] in MORTAL
        for one in joined
        if not _of_another(analysis, verb, one)
        if one == verb or not dependents(analysis, one, *SUBJECTS) or one == analysis.heads[verb]
        for each in (one, *dependents(analysis, one, "obl", "xcomp", "advmod", "compound:prt"))
        if not of_some(analysis, each)
    )
