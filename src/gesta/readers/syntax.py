"""Grammatical relations over Universal Dependencies: who is subject, object and oblique of what.

Every function takes an ``Analysis`` and token indexes and returns token indexes (heads of phrases).
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.model.spans import Span
from gesta.readers.lexicon import ANSWERS, PERSON_NOUNS, TRANSITIVE

_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "parataxis", "ccomp", "discourse", "list"})
_LEFT_OUT = _CLAUSES | {"appos", "conj", "cc", "punct", "vocative", "case", "mark", "orphan"}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})


def is_verb(analysis: Analysis, token: int) -> bool:
    """True for verb forms (Penn tags VB*)."""
    return analysis.tags[token].startswith("VB")


def is_noun(analysis: Analysis, token: int) -> bool:
    """True for nouns and names (Penn tags NN*)."""
    return analysis.tags[token].startswith("NN")


def dependents(analysis: Analysis, token: int, *deps: str) -> tuple[int, ...]:
    """Children in one of the relations, in text order."""
    relation = analysis.deps
    return tuple([child for child in analysis.children[token] if relation[child] in deps])


def cases(analysis: Analysis, token: int) -> frozenset[str]:
    """Lemmas of the prepositions of a phrase ("in", "near", "of"); multi-word ones by their first word."""
    return frozenset(analysis.lemmas[child] for child in dependents(analysis, token, "case", "mark"))


def with_conjuncts(analysis: Analysis, token: int) -> tuple[int, ...]:
    """The phrase head and the heads coordinated with it."""
    return (token, *dependents(analysis, token, "conj"))


def is_passive(analysis: Analysis, verb: int) -> bool:
    """True for a passive clause, a bare participle after a noun ("men killed in"), or a headline participle."""
    if dependents(analysis, verb, "nsubj:pass", "aux:pass"):
        return True
    if analysis.tags[verb] in {"VBD", "VBN"} and analysis.lemmas[verb] in TRANSITIVE:
        if not dependents(analysis, verb, "obj", "iobj", "aux", "ccomp") and not _aimed(analysis, verb):
            if not shared_object(analysis, verb):
                return True
    if analysis.tags[verb] != "VBN":
        return False
    if dependents(analysis, verb, "aux"):
        return False
    if analysis.deps[verb] == "conj" and is_verb(analysis, analysis.heads[verb]):
        own = dependents(analysis, verb, "nsubj", "obj")
        return not own and is_passive(analysis, analysis.heads[verb])
    return not dependents(analysis, verb, "obj")


def _aimed(analysis: Analysis, verb: int) -> bool:
    """True for "shot at them", "shot back": no object, yet the subject is the doer."""
    aims = any(cases(analysis, child) & {"at", "into", "back"} for child in dependents(analysis, verb, "obl"))
    return aims or any(
        analysis.lemmas[child] == "back" for child in dependents(analysis, verb, "advmod", "compound:prt")
    )


def _antecedent(analysis: Analysis, verb: int) -> tuple[int, ...]:
    return with_conjuncts(analysis, analysis.heads[verb])[:1]


_NAMING = frozenset({"know", "call", "nickname"})
"""Verbs between a subject and its verb: "Ali Hassan, also known as the Fox, was killed"."""


def subjects(analysis: Analysis, verb: int, depth: int = 0) -> tuple[int, ...]:
    """Heads of the (surface) subject, its own or shared through coordination, control, relative or participle."""
    own = dependents(analysis, verb, *SUBJECTS)
    dep, head = analysis.deps[verb], analysis.heads[verb]
    if own:
        found: list[int] = []
        for subject in own:
            if analysis.lemmas[subject] in RELATIVE and dep.startswith("acl"):
                found.extend(_antecedent(analysis, verb))
            else:
                found.extend(with_conjuncts(analysis, subject))
        return tuple(found)
    if depth > 4:
        return ()
    if dep == "conj" and is_verb(analysis, head):
        return subjects(analysis, head, depth + 1)
    if dep == "xcomp" and is_verb(analysis, head):
        objects = dependents(analysis, head, "obj")
        return objects or subjects(analysis, head, depth + 1)
    if dep == "advcl" and is_verb(analysis, head) and analysis.tags[verb] in {"VBG", "VBN", "VB"}:
        if analysis.lemmas[head] in ANSWERS and cases(analysis, verb) & {"for", "of", "with", "in"}:
            return patients(analysis, head)  # "arrested a man for killing his wife": it is not the police who killed
        return subjects(analysis, head, depth + 1)
    if dep == "acl":
        return _antecedent(analysis, verb)
    if dep == "parataxis" and analysis.lemmas[head] in _NAMING:
        return subjects(analysis, head, depth + 1)
    named = (each for each in dependents(analysis, verb, "parataxis") if each < verb)
    return next((dependents(analysis, each, *SUBJECTS) for each in named if analysis.lemmas[each] in _NAMING), ())


def objects(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Heads of the direct object (with conjuncts); the antecedent where a relative pronoun stands for it."""
    found: list[int] = []
    for child in dependents(analysis, verb, "obj"):
        if analysis.lemmas[child] in RELATIVE and analysis.deps[verb].startswith("acl"):
            found.extend(_antecedent(analysis, verb))
        else:
            found.extend(with_conjuncts(analysis, child))
    if not found and analysis.deps[verb] == "conj" and is_verb(analysis, analysis.heads[verb]):
        return ()
    return tuple(found)


def shared_object(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """The object of a later coordinated verb ("shot and killed a man": the object of "shot")."""
    for conjunct in dependents(analysis, verb, "conj"):
        if is_verb(analysis, conjunct) and not dependents(analysis, conjunct, *SUBJECTS):
            found = objects(analysis, conjunct)
            if found:
                return found
    return ()


def agents(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one."""
    if is_passive(analysis, verb):
        by = [
            child
            for child in dependents(analysis, verb, "obl:agent", "obl", "nmod")
            if analysis.deps[child] == "obl:agent" or "by" in cases(analysis, child)
        ]
        return tuple(token for child in by for token in with_conjuncts(analysis, child))
    return subjects(analysis, verb)


def patients(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """To whom it is done: the object of an active verb, the subject of a passive one."""
    if is_passive(analysis, verb):
        return subjects(analysis, verb)
    return objects(analysis, verb) or dependents(analysis, verb, "iobj") or shared_object(analysis, verb)


def dismissed(analysis: Analysis, token: int) -> bool:
    """True for "fired" said of a person ("was fired as a clerk", "a fired clerk"): a gun or a shot is fired, a person
    loses a post."""
    if analysis.lemmas[token] != "fire" or not is_verb(analysis, token):
        return False
    whom = [*patients(analysis, token), *([analysis.heads[token]] if analysis.deps[token] == "amod" else [])]
    near = (marks for each, marks in obliques(analysis, token) if label_of(analysis, each) != "Date")
    aimed = any(marks & {"at", "on", "upon", "into", "from"} for marks in near)
    return not aimed and any(
        label_of(analysis, each) == "Person" or analysis.lemmas[each] in PERSON_NOUNS | _HOLDERS for each in whom
    )


_HOLDERS = frozenset("he she him her accountant clerk employee manager coach director teacher officer worker".split())
"""Persons beside the nouns for people that are fired from a post."""


def obliques(analysis: Analysis, head: int) -> Iterator[tuple[int, frozenset[str]]]:
    """Prepositional dependents of a verb or noun, with the lemmas of their prepositions."""
    for child in dependents(analysis, head, "obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked", "advcl"):
        marks = cases(analysis, child)
        yield child, marks
        for other in dependents(analysis, child, "conj"):
            yield other, marks | cases(analysis, other)


def possessor(analysis: Analysis, noun: int) -> tuple[int, ...]:
    """Head of the possessive before a noun ("the army's raid")."""
    return dependents(analysis, noun, "nmod:poss")


def clause_head(analysis: Analysis, token: int) -> int:
    """The nearest verb that governs the token (the token itself when it is one); else the sentence root."""
    current = token
    while not is_verb(analysis, current) and analysis.heads[current] != current:
        if is_predicate(analysis, current):
            return current
        current = analysis.heads[current]
    return current


def is_predicate(analysis: Analysis, token: int) -> bool:
    """True for the head of a clause: a verb, or a word with a copula or subject."""
    return is_verb(analysis, token) or bool(dependents(analysis, token, "cop", *SUBJECTS))


def phrase_tokens(analysis: Analysis, head: int, *, conjuncts: bool = False, clauses: bool = False) -> list[int]:
    """Tokens of the noun phrase around a head, contiguous, without clauses, appositions and prepositions before it.

    Of its prepositional phrases only those with "of" are kept, all of them with ``clauses``.
    """
    skip = set(_LEFT_OUT)
    if conjuncts:
        skip -= {"conj", "cc", "punct"}
    if clauses:
        skip -= {"acl", "acl:relcl", "appos", "punct"}
    kept = {head}
    stack = [head]
    while stack:
        current = stack.pop()
        for child in analysis.children[current]:
            dep = analysis.deps[child]
            if current == head and dep in skip:
                continue
            if current != head and dep in _CLAUSES:
                continue
            if dep.startswith("nmod") and dep != "nmod:poss" and not clauses:
                if "of" not in cases(analysis, child) or (current == head and _is_person(analysis, head, child)):
                    continue
            if (
                current == head
                and dep in {"nsubj", "cop", "aux", "obl", "advmod", "obl:unmarked"}
                and (dep != "advmod" or child > head)
            ):
                continue
            kept.add(child)
            stack.append(child)
    left = right = head
    while left - 1 in kept or _hyphened(analysis, left):
        left -= 1
    while right + 1 in kept:
        right += 1
    first, end = _with_entity(analysis, head, left, right + 1)
    return list(range(first, end))


def _is_person(analysis: Analysis, head: int, child: int) -> bool:
    """True where an "of" follows a person's name outside it: it belongs to the verb ("accused Ana Diaz of theft")."""
    return label_of(analysis, head) == "Person" and analysis.entity_of[child] != analysis.entity_of[head]


def _hyphened(analysis: Analysis, token: int) -> bool:
    """True when the word is joined to the one before by a hyphen, or is the hyphen ("16-year-old")."""
    before = token - 1
    if before < 0 or analysis.sentence_of[before] != analysis.sentence_of[token]:
        return False
    return any(analysis.words[each] in {"-", "–"} for each in (before, token)) and (
        analysis.ends[before] == analysis.starts[token]
    )


def _with_entity(analysis: Analysis, head: int, first: int, end: int) -> tuple[int, int]:
    index = analysis.entity_of[head]
    if index >= 0:
        entity = analysis.entities[index]
        first, end = min(first, entity.first), max(end, entity.end)
    while end - 1 > first and analysis.tags[end - 1] in {",", ".", ":", "``", "''", "CC", "IN"}:
        end -= 1
    while first < end - 1 and (analysis.tags[first] in {",", ".", ":", "``", "''", "CC"} or _is_of(analysis, first)):
        first += 1
    return first, end


def _is_of(analysis: Analysis, token: int) -> bool:
    """True for an "of" before a name, whose first words the parser takes apart ("Institute | of Technology")."""
    return analysis.words[token] in {"of", "OF"}


def phrase(analysis: Analysis, head: int, *, conjuncts: bool = False, clauses: bool = False) -> Span:
    """Characters of the noun phrase around a head."""
    tokens = phrase_tokens(analysis, head, conjuncts=conjuncts, clauses=clauses)
    return analysis.span(tokens[0], tokens[-1] + 1)


def is_aged(analysis: Analysis, token: int) -> bool:
    """True for the head of a person told by age alone ("a 16-year-old", "two 30-year-olds"); not "ten years old"."""
    if analysis.words[token].lower() not in {"old", "olds"} or analysis.deps[token] in {"amod", "advmod"}:
        return False
    return token == 0 or analysis.words[token - 1].lower() != "years"


def label_of(analysis: Analysis, token: int) -> str | None:
    """Entity label of the token, None outside entities."""
    index = analysis.entity_of[token]
    return analysis.entities[index].label if index >= 0 else None


def clause_tokens(analysis: Analysis, head: int) -> Iterator[int]:
    """Tokens of the clause of a predicate: its subtree without subordinate and coordinated clauses."""
    stack = [head]
    while stack:
        current = stack.pop()
        yield current
        for child in analysis.children[current]:
            dep = analysis.deps[child]
            if dep in _CLAUSES or (dep == "conj" and is_predicate(analysis, child)):
                continue
            stack.append(child)
