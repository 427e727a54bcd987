"""Codebook folders and files to a ``Codebook``: the shipped one, then the user's, whose files add or override.

A codebook is a file with one concept, or a folder that holds ``concepts/<id>.yaml`` or ``<id>.yaml`` (one concept a
file) and, optionally, ``classes.yaml`` (word classes). A user's concept of a known id replaces the shipped one whole;
a user's word class of a known name replaces that class.

What a trigger means, over a dependency parse with Universal Dependencies labels
--------------------------------------------------------------------------------
``lemma``: one lemma or several. Hyphens and spaces are the same: 'sit-in', 'sit - in' and 'sit in' are one phrase.

- ``pos: verb``, one lemma: a token tagged VB* (or MD) with that lemma, also as an adjectival participle (amod, acl).
- ``pos: verb``, several lemmas: the first is the verb; each further lemma is a particle (compound:prt), the head of a
  governed phrase, a preposition (case) of one, or stands next to it in the same clause. Order does not matter, so that
  the passive fits ("two hostages were taken": 'take hostage').
- ``pos: noun``, one lemma: a token tagged NN*; never part of a longer name. Several: adjacent tokens in order, the
  last is the head ('hunger strike'), or the first when the second is 'of', 'on', 'in', 'to' ('exchange of fire').
- ``pos: adj``: a token tagged JJ* or VBN with that lemma as amod, predicate or acl.

Governed words. Of a verb: *subject* = heads of nsubj in the active, of the "by" phrase (obl:agent, or obl with case
'by') in the passive; *object* = heads of obj, iobj, nsubj:pass; *others* = heads of obl with any case, xcomp, and the
particle. A participle that modifies a noun (amod, acl) has that noun as object (VBN) or subject (VBG). Of a noun:
*modifier* = heads of compound, amod, nmod:poss; *object* = heads of nmod with case of, on, against, at, in, to, upon;
*subject* = nmod:poss, nmod with case by, from. Conjuncts of a governed head are governed too.

Constraints are lists of lemmas, lemma phrases and ``@class`` names (word classes); a list is met by one member. A
phrase is met when its last lemma is the governed head and the others stand right before it.

``<person>``, ``<organization>``, ``<location>`` and the other entity labels in lower case are met by such an entity; a
person also by a personal pronoun.

- ``object``, ``subject``, ``modifier``: the governed words of that kind must hold a member. A pronoun or a missing word
  does not meet it. ``any``: a governed word of any kind must.
- ``with``: a member stands anywhere in the same sentence.
- ``not``: no governed word of any kind, nor a modifier of the trigger, is a member; the trigger's own governor neither
  ("heart attack", "strike a deal", "attack on his record").
- ``without``: no member stands anywhere in the same sentence.

Of several triggers that match one token the longest phrase wins, then the narrower concept's, then the one with more
constraints met, then the higher weight; the rest is settled in ``gesta.codebook.preference``, never by file order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from gesta.codebook.detector_files import detector_files, read_detectors
from gesta.codebook.records import (
    Codebook,
    Concept,
    ConceptExample,
    CounterExample,
    Example,
    Family,
    RoleValue,
    Trigger,
    TriggerPos,
    Words,
)
from gesta.codebook.shape import faults, given
from gesta.codebook.source import SHIPPED, class_file, concept_files
from gesta.errors import CodebookError, Problem
from gesta.model.terms import ArgumentRole, ConceptClass, ConceptId, CountField, Realis
from gesta.yaml_source import Source, SourceError, read_yaml

CORE_VERSION = "core@1"
COMPILED = "core.json"
"""Written by ``python -m gesta.codebook.compile``; a test fails when it is not what the YAML files say."""


HINTS = {
    "id": "the name of the concept in data, as that of its file: school_attack",
    "class": "event for something done, statement for something said",
    "label": "what the concept is called in lists: Attack on a school",
    "family": f"one of {', '.join(get_args(Family))}",
    "definition": "a sentence or two by which a second coder would decide as you do",
    "triggers.lemma": "the word in its ground form: attack, set on fire",
    "triggers.pos": f"one of {', '.join(get_args(TriggerPos))}",
    "examples.text": "a sentence that tells it",
    "examples.trigger": "the words of the text that tell it",
    "counter_examples.text": "a sentence that does not tell it though it looks so",
    "counter_examples.why": "in a few words why it does not",
}
"""What to write where a field that a file must have is missing."""


class TriggerSource(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"together": "with", "exclude": "not"}
):
    """A trigger as its file writes it."""

    lemma: str
    pos: TriggerPos
    weight: float = 0.7
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class ExampleSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An example as its file writes it."""

    text: str
    trigger: str
    roles: dict[ArgumentRole, RoleValue] = {}
    realis: Realis = "actual"


class CounterSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A counter-example as its file writes it."""

    text: str
    why: str


class ConceptSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cls": "class"}):
    """A concept as its file writes it; the types are what ``gesta codebook lint`` checks."""

    id: str
    cls: ConceptClass
    label: str
    family: Family
    definition: str
    parents: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    inclusions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    roles: dict[ArgumentRole, str] = {}
    bears: tuple[CountField, ...] = ()
    result: bool = False
    triggers: tuple[TriggerSource, ...] = ()
    examples: tuple[ExampleSource, ...] = ()
    counter_examples: tuple[CounterSource, ...] = ()


class CodebookSource(msgspec.Struct, frozen=True):
    """All a codebook is made of, before word classes are spelt out."""

    concepts: dict[str, ConceptSource]
    classes: dict[str, tuple[str, ...]]


def load(*codebooks: Path) -> Codebook:
    """The shipped codebook with the user's folders and files added; raises CodebookError with every problem found."""
    source = shipped_source()
    concepts, classes = dict(source.concepts), dict(source.classes)
    own: set[str] = set()
    for path in codebooks:
        added = read_source(path)
        concepts.update(added.concepts)
        classes.update(added.classes)
        own.update(added.concepts)
    book = build(CodebookSource(concepts, classes), version(codebooks), own)
    return replace(book, detectors=read_detectors(codebooks, concepts))


def examples(codebook: Codebook) -> Iterator[ConceptExample]:
    """Every example and counter-example of every concept, in order."""
    for concept in codebook:
        for example in concept.examples:
            yield ConceptExample(concept.id, example.text, example.trigger, example.roles, example.realis)
        for counter in concept.counter_examples:
            yield ConceptExample(concept.id, counter.text, None, {}, "actual", counter.why)


@cache
def shipped_source() -> CodebookSource:
    """The core codebook, from the compiled form of its files: reading sixty YAML files takes seconds."""
    return msgspec.json.decode((SHIPPED / COMPILED).read_bytes(), type=CodebookSource)


def read_source(codebook: Path) -> CodebookSource:
    """The concepts and word classes of one folder or file; raises CodebookError with every problem of every file."""
    if not codebook.exists():
        raise CodebookError((gone(codebook),))
    concepts: dict[str, ConceptSource] = {}
    classes: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for path in concept_files(codebook):
        try:
            concept = read_concept(read_yaml(path))
            concepts[concept.id] = concept
        except SourceError as error:
            problems.append(error.problem)
        except CodebookError as error:
            problems += error.problems
    path_of_classes = class_file(codebook)
    if path_of_classes is not None:
        try:
            classes = msgspec.convert(read_yaml(path_of_classes).data, dict[str, tuple[str, ...]])
        except SourceError as error:
            problems.append(error.problem)
        except msgspec.ValidationError as error:
            problems.append(Problem(str(path_of_classes), str(error), "a class is a list of lemmas"))
    if problems:
        raise CodebookError(tuple(problems))
    return CodebookSource(concepts, classes)


def gone(codebook: Path) -> Problem:
    """The problem that a codebook which was named, perhaps when the project was made, is not there."""
    hint = "put it back, or for a project name others with `gesta codebook use`, none with its --none"
    return Problem(str(codebook), "there is no such codebook file or folder", hint)


def read_concept(source: Source) -> ConceptSource:
    """The concept that the file holds; raises CodebookError with every fault of its shape, file and line."""
    wrong = [Problem(source.where(at), what, hint) for at, what, hint in faults(source.data, ConceptSource, HINTS)]
    if wrong:
        raise CodebookError(tuple(wrong))
    return msgspec.convert(given(source.data), ConceptSource)


def build(source: CodebookSource, version: str, own: Iterable[str] = ()) -> Codebook:
    """The codebook with classes spelt out, ancestors closed and triggers indexed; ``own``: the user's concepts."""
    classes = {name: expand(members, source.classes) for name, members in source.classes.items()}
    concepts = {ConceptId(name): _concept(found, classes) for name, found in sorted(source.concepts.items())}
    mine = frozenset(map(ConceptId, own))
    return Codebook(version, concepts, classes, index(concepts.values()), ancestors(concepts), mine)


def expand(members: Iterable[str], classes: Mapping[str, Iterable[str]], within: tuple[str, ...] = ()) -> Words:
    """The lemmas meant by a list of lemmas and ``@class`` names; a class may name classes.

    Raises CodebookError for a class that is not there or that holds itself.
    """
    found: set[str] = set()
    for member in members:
        if not member.startswith("@"):
            found.add(" ".join(lemmas_of(member)))
            continue
        name = member[1:]
        if name in within:
            raise CodebookError((Problem(f"classes.yaml: {name}", "a word class holds itself", "take it out"),))
        if name not in classes:
            raise CodebookError((Problem(f"@{name}", "no such word class", "define it in classes.yaml"),))
        known = classes[name]  # a set is spelt out already
        found |= known if isinstance(known, frozenset) else expand(known, classes, (*within, name))
    return frozenset(found)


def lemmas_of(phrase: str) -> tuple[str, ...]:
    """The lemmas of a phrase, lower case; hyphens part them as spaces do."""
    return tuple(phrase.lower().replace("-", " ").split())


def _concept(source: ConceptSource, classes: Mapping[str, Words]) -> Concept:
    concept_id = ConceptId(source.id)
    return Concept(
        concept_id,
        source.cls,
        source.label,
        source.family,
        source.definition.strip(),
        tuple(map(ConceptId, source.parents)),
        tuple(map(ConceptId, source.outcomes)),
        source.inclusions,
        source.exclusions,
        source.roles,
        source.bears,
        source.result,
        tuple(_trigger(concept_id, trigger, classes) for trigger in source.triggers),
        tuple(Example(item.text, item.trigger, item.roles, item.realis) for item in source.examples),
        tuple(CounterExample(item.text, item.why) for item in source.counter_examples),
    )


def _trigger(concept: ConceptId, source: TriggerSource, classes: Mapping[str, Words]) -> Trigger:
    return Trigger(
        concept,
        lemmas_of(source.lemma),
        source.pos,
        source.weight,
        expand(source.object, classes),
        expand(source.subject, classes),
        expand(source.any, classes),
        expand(source.modifier, classes),
        expand(source.together, classes),
        expand(source.exclude, classes),
        expand(source.without, classes),
    )


def index(concepts: Iterable[Concept]) -> dict[str, tuple[Trigger, ...]]:
    """The triggers of the concepts by the first of their lemmas, most specific first."""
    found: dict[str, list[Trigger]] = {}
    for concept in concepts:
        for trigger in concept.triggers:
            found.setdefault(trigger.lemmas[0], []).append(trigger)
    rank = lambda trigger: (-len(trigger.lemmas), -trigger.constraints, -trigger.weight)  # noqa: E731
    return {lemma: tuple(sorted(triggers, key=rank)) for lemma, triggers in found.items()}


def ancestors(concepts: Mapping[ConceptId, Concept]) -> dict[ConceptId, frozenset[ConceptId]]:
    """Every broader concept of each, over however many steps."""
    closed: dict[ConceptId, frozenset[ConceptId]] = {}
    for concept_id in concepts:
        found: set[ConceptId] = set()
        waiting = list(concepts[concept_id].parents)
        while waiting:
            parent = waiting.pop()
            if parent in concepts and parent not in found:
                found.add(parent)
                waiting.extend(concepts[parent].parents)
        closed[concept_id] = frozenset(found)
    return closed


def version(codebooks: Iterable[Path]) -> str:
    """The version of the shipped codebook, with a short hash of the user's files where there are any.

    The hash is of names and contents: a file by itself and a folder that holds only this file have the same.
    """
    codebooks = tuple(codebooks)
    if not codebooks:
        return CORE_VERSION
    digest = hashlib.sha256()
    for codebook in codebooks:
        classes = class_file(codebook)
        for path in (*concept_files(codebook), *((classes,) if classes else ())):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        for path in detector_files(codebook):
            digest.update(b"detector\0" + path.read_bytes() + b"\0")
    return f"{CORE_VERSION}+{digest.hexdigest()[:8]}"
