"""Who plays which role in a mention, read off the parse around its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gesta.codebook.records import Concept
from gesta.model.analysis import Analysis
from gesta.model.deeds import STATE_ACTS, is_of_force, is_short_state
from gesta.model.documents import Document
from gesta.model.reading import BY_A_STATE, TO_A_STATE, Argument
from gesta.model.spans import quote
from gesta.model.terms import ArgumentRole
from gesta.readers import lexicon as lx
from gesta.readers.syntax import (
    agents,
    cases,
    clause_tokens,
    dependents,
    is_aged,
    is_verb,
    label_of,
    objects,
    obliques,
    patients,
    phrase,
    possessor,
    subjects,
    with_conjuncts,
)
from gesta.readers.triggers import Match

Found = tuple[ArgumentRole, int, str]
"""Role, head token, and the relation it was read from."""
_ACTOR_LABELS = frozenset({"Person", "Organization", "NORP"})
_PRONOUNS_LEFT_OUT = frozenset({"it", "this", "that", "which", "what", "there", "something", "these", "those"})


def arguments(document: Document, analysis: Analysis, match: Match, concept: Concept) -> tuple[Argument, ...]:
    """The role spans of a trigger, in text order, each span once in a role."""
    read = _verb_roles if is_verb(analysis, match.token) else _noun_roles
    found = [*read(analysis, match.token, concept), *_settings(analysis, match.token)]
    seen: set[tuple[ArgumentRole, int]] = set()
    kept: list[Argument] = []
    for role, head, basis in found:
        if (role, head) in seen or match.first <= head < match.end:
            continue
        if role not in {"place", "time", "instrument"} and analysis.lemmas[head] in _PRONOUNS_LEFT_OUT:
            continue
        seen.add((role, head))
        kept.append(Argument(role, quote(document.text, phrase(analysis, head)), analysis.starts[head], basis))
    return tuple(sorted(kept, key=lambda argument: (argument.quote.start, argument.role)))


def agent_role(concept: Concept) -> ArgumentRole:
    """The role of who does it; sides of a two-sided event are participants."""
    return "participant" if "participant" in concept.roles and "perpetrator" not in concept.roles else "perpetrator"


def patient_role(analysis: Analysis, concept: Concept, head: int) -> ArgumentRole:
    """The role of to whom it is done: persons are victims where the concept tells them from targets."""
    if "victim" in concept.roles and ("target" not in concept.roles or _is_person(analysis, head)):
        return "victim"
    for role in ("target", "addressee", "participant"):
        if role in concept.roles:
            return role
    return "target"


def _is_person(analysis: Analysis, head: int) -> bool:
    return (
        is_aged(analysis, head)
        or label_of(analysis, head) in {"Person", "NORP"}
        or analysis.lemmas[head] in lx.PERSON_NOUNS
    )


def is_weapon(analysis: Analysis, head: int) -> bool:
    """True for a word that names what did the harm."""
    if label_of(analysis, head) in _ACTOR_LABELS:
        return False
    return label_of(analysis, head) == "Weapon" or analysis.lemmas[head] in lx.WEAPONS


def _is_event(analysis: Analysis, head: int) -> bool:
    named = label_of(analysis, head) in {"Person", "Organization"}
    return not named and bool({analysis.lemmas[head], analysis.words[head].lower()} & lx.EVENT_NOUNS)


def is_time(analysis: Analysis, head: int) -> bool:
    """True for the head of a time expression; not for that of an age ("16-year-old")."""
    if analysis.lemmas[head] == "year" and head + 2 < len(analysis) and analysis.lemmas[head + 2] == "old":
        return False
    return label_of(analysis, head) == "Date" or analysis.lemmas[head] in lx.TIME_WORDS


def _verb_roles(analysis: Analysis, verb: int, concept: Concept) -> Iterator[Found]:
    if analysis.lemmas[verb] in lx.PERCEIVE:  # "heard shots": the subject is a witness
        return
    yield from _sorted_out(analysis, agents(analysis, verb), agent_role(concept), "subject")
    for act in agents(analysis, verb):
        yield from ((agent_role(concept), each, BY_A_STATE) for each in _forces(analysis, act))
    yield from _sorted_patients(analysis, patients(analysis, verb), concept, "object")
    aimed = any(is_weapon(analysis, head) for head in patients(analysis, verb)) or not patients(analysis, verb)
    for head, marks in obliques(analysis, verb):
        yield from _oblique(analysis, head, marks, concept, aimed=aimed)
    yield from _used(analysis, verb)


def _used(analysis: Analysis, verb: int) -> Iterator[Found]:
    """ "Stopped him by using a taser", "used mortars to shell the town", "gunmen armed with rifles stormed"."""
    users = [child for child in dependents(analysis, verb, "advcl", "xcomp") if analysis.lemmas[child] == "use"]
    above = analysis.heads[verb]
    if analysis.deps[verb] in {"xcomp", "advcl"} and analysis.lemmas[above] == "use":
        users.append(above)
    for user in users:
        yield from (("instrument", head, "used") for head in objects(analysis, user) if is_weapon(analysis, head))
    for doer in agents(analysis, verb):
        for armed in dependents(analysis, doer, "acl", "amod", "acl:relcl"):
            if analysis.words[armed].lower() == "armed":
                heads = [head for head, marks in obliques(analysis, armed) if "with" in marks]
                yield from (("instrument", head, "armed") for head in heads)


def _sorted_out(analysis: Analysis, heads: Iterable[int], role: ArgumentRole, basis: str) -> Iterator[Found]:
    """Actors keep the role, weapons become the instrument, happenings and times have none."""
    for head in heads:
        if is_weapon(analysis, head):
            yield "instrument", head, basis
        elif not _is_event(analysis, head) and not is_time(analysis, head):
            yield role, head, basis


def _sorted_patients(analysis: Analysis, heads: Iterable[int], concept: Concept, basis: str) -> Iterator[Found]:
    for head in heads:
        yield from _sorted_out(analysis, (head,), patient_role(analysis, concept, head), basis)


def _oblique(analysis: Analysis, head: int, marks: frozenset[str], concept: Concept, *, aimed: bool) -> Iterator[Found]:
    if is_time(analysis, head) or _is_event(analysis, head) or is_verb(analysis, head):
        return
    if is_weapon(analysis, head) and marks & {"with", "by", "of", "from", "in", "using", "use"}:
        yield "instrument", head, "oblique"
    elif marks & {"with", "between", "against"} and "participant" in concept.roles:
        for each in with_conjuncts(analysis, head):
            yield "participant", each, "oblique"
    elif marks & lx.AIM_CASES and aimed and not is_time(analysis, head):
        if label_of(analysis, head) != "Location" and analysis.lemmas[head] not in _NO_TARGETS:
            yield patient_role(analysis, concept, head), head, "oblique"
    elif marks & {"against"}:
        yield patient_role(analysis, concept, head), head, "oblique"


def _noun_roles(analysis: Analysis, noun: int, concept: Concept) -> Iterator[Found]:
    yield from _modifiers(analysis, noun, concept)
    for head, marks in obliques(analysis, noun):
        yield from _noun_oblique(analysis, noun, head, marks, concept)
    for participle in dependents(analysis, noun, "acl", "acl:relcl"):
        if analysis.lemmas[participle] in lx.LIGHT | {"stage", "claim"} and is_verb(analysis, participle):
            if analysis.lemmas[participle] != "claim":
                yield from _sorted_out(analysis, agents(analysis, participle), agent_role(concept), "by-phrase")
        elif analysis.lemmas[participle] in {"target", "involve", "hit", "aim"}:
            yield from _sorted_patients(analysis, patients_or_at(analysis, participle), concept, "participle")
    verb = analysis.heads[noun]
    if analysis.deps[noun] == "nsubj" and is_verb(analysis, verb) and analysis.lemmas[verb] in lx.OCCUR:
        for head, marks in obliques(analysis, verb):
            if marks & {"between", "among", "with", "against"}:
                yield from _noun_oblique(analysis, noun, head, marks, concept)
    yield from _light_verb(analysis, noun, concept)


def patients_or_at(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Objects of an active participle, else what an "aimed at" points to."""
    direct = dependents(analysis, verb, "obj")
    return direct or tuple(head for head, marks in obliques(analysis, verb) if marks & {"at"})


def _modifiers(analysis: Analysis, noun: int, concept: Concept) -> Iterator[Found]:
    patient_like = analysis.lemmas[noun] in lx.PATIENT_NOUNS
    for owner in possessor(analysis, noun):
        place = label_of(analysis, owner) == "Location" and analysis.lemmas[noun] not in STATE_ACTS
        if is_time(analysis, owner) or place or analysis.lemmas[owner] in _WHERE:
            continue
        role = patient_role(analysis, concept, owner) if patient_like else agent_role(concept)
        yield role, owner, "possessive"
    forces = _forces(analysis, noun)
    for child in dependents(analysis, noun, "compound", "amod", "nmod:desc"):
        label = label_of(analysis, child)
        if is_weapon(analysis, child):
            yield "instrument", child, "modifier"
        elif child in forces:
            yield agent_role(concept), child, BY_A_STATE
        elif label in {"Location", "Facility"}:
            yield "place", child, "modifier"
        elif label in {"NORP", "Organization"} or analysis.lemmas[child] in _AGENT_MODIFIERS:
            yield agent_role(concept), child, "modifier"


def _forces(analysis: Analysis, noun: int) -> tuple[int, ...]:
    """Whose act of armed forces it is: "Israeli" of an air strike, "US" of a raid."""
    if not is_of_force(analysis, noun):
        return ()
    before = dependents(analysis, noun, "compound", "amod", "nmod:desc")
    return tuple(each for each in before if label_of(analysis, each) == "NORP" or is_short_state(analysis.words[each]))


_WHERE = frozenset("world country nation city town century region state continent".split())
"""Possessors that say of where, not by whom ("the world's biggest heist", "the country's worst attack")."""
_AGENT_MODIFIERS = frozenset(
    (
        "police army rebel militant guerrilla insurgent terrorist government military gang militia jihadist "
        "separatist student opposition mob cartel navy coalition subversive soldier worker teacher farmer"
    ).split()
)


def _noun_oblique(analysis: Analysis, noun: int, head: int, marks: frozenset[str], concept: Concept) -> Iterator[Found]:
    if is_time(analysis, head) or is_verb(analysis, head):
        return
    if "by" in marks:
        yield from _sorted_out(analysis, (head,), agent_role(concept), "by-phrase")
    elif marks & {"between", "among"}:
        for each in with_conjuncts(analysis, head):
            yield ("participant" if "participant" in concept.roles else agent_role(concept)), each, "between"
    elif "with" in marks:
        yield from _sorted_out(
            analysis,
            (head,),
            "participant" if "participant" in concept.roles else patient_role(analysis, concept, head),
            "with",
        )
    elif "of" in marks and label_of(analysis, head) == "Location" and analysis.lemmas[noun] in STATE_ACTS:
        yield patient_role(analysis, concept, head), head, TO_A_STATE
    elif marks & {"against", "on", "targeting", "at", "of"} and label_of(analysis, head) != "Location":
        if "of" in marks and is_weapon(analysis, head):
            yield "instrument", head, "of"
        elif not _is_event(analysis, head):
            yield patient_role(analysis, concept, head), head, "of/on/against"


def _light_verb(analysis: Analysis, noun: int, concept: Concept) -> Iterator[Found]:
    """ "The group launched an attack", "the convoy came under fire", "the blast hit a market"."""
    verb, dep = analysis.heads[noun], analysis.deps[noun]
    if verb == noun or not is_verb(analysis, verb):
        return
    lemma = analysis.lemmas[verb]
    if dep in {"obj", "nsubj:pass"} and lemma in lx.LIGHT:
        yield from _sorted_out(analysis, agents(analysis, verb), agent_role(concept), "light verb")
    elif (dep == "obj" and lemma in lx.SUFFER) or (dep == "obl" and "under" in cases(analysis, noun)):
        yield from _sorted_patients(analysis, subjects(analysis, verb), concept, "undergoer")
    elif dep == "nsubj" and lemma in {"hit", "strike", "target", "destroy", "damage", "rock", "tear"}:
        yield from _sorted_patients(analysis, patients(analysis, verb), concept, "object of its verb")


def _settings(analysis: Analysis, token: int) -> Iterator[Found]:
    """Places and times in the trigger's own phrase and in the clauses that carry it."""
    for depth, anchor in enumerate(_carriers(analysis, token)):
        for head in sorted(clause_tokens(analysis, anchor)):
            dep = analysis.deps[head]
            if head == token or not dep.startswith(("obl", "nmod", "obj", "nsubj", "advmod", "compound", "conj")):
                continue
            marks = cases(analysis, head)
            if is_time(analysis, head) and dep != "compound":
                yield "time", head, f"clause {depth}"
            elif (dep.startswith(("obl", "nmod", "conj")) and _is_place(analysis, head, marks)) or (
                label_of(analysis, head) == "Location" and (dep != "compound" or analysis.heads[head] == token)
            ):
                yield "place", head, f"clause {depth}"


def _is_place(analysis: Analysis, head: int, marks: frozenset[str]) -> bool:
    label = label_of(analysis, head)
    if label in {"Location", "Facility"}:
        return bool(marks & (lx.PLACE_CASES | {"of", "to"})) or not marks
    return bool(marks & lx.PLACE_CASES) and analysis.lemmas[head] in _PLACE_NOUNS


_NO_TARGETS = frozenset(
    "street road avenue boulevard lane block corner highway area outskirts neighborhood neighbourhood region district "
    "park scene intersection parking lot site side chest head leg arm back neck foot face abdomen shoulder "
    "time hour night day".split()
)
"""What follows "at", "on" or "in" as the place or the body part, never as what an act was aimed at."""
_PLACE_NOUNS = frozenset(
    (
        "capital city town village district province region area neighbourhood neighborhood market school "
        "hospital mosque church street road highway border camp checkpoint station airport base building "
        "house home square park prison university college hotel restaurant bar club shop store mall embassy "
        "office bridge port coast sea river forest mountain valley county state country department "
        "municipality suburb outskirts center centre north south east west block apartment residence "
        "headquarters farm field mine parliament stadium court bus train"
    ).split()
)


def _carriers(analysis: Analysis, token: int) -> Iterator[int]:
    """The trigger, then the predicates above it as long as they tell the same happening."""
    yield token
    current = token
    for _ in range(3):
        head, dep = analysis.heads[current], analysis.deps[current]
        if head == current or dep in {"acl:relcl", "parataxis", "ccomp", "appos", "list"}:
            return
        if dep == "advcl" and any(analysis.lemmas[mark] != "by" for mark in dependents(analysis, current, "mark")):
            return
        current = head
        yield current
