"""Frozen records of a codebook: concepts, triggers, examples, word classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gesta.errors import Problem
from gesta.model.terms import ArgumentRole, ConceptClass, ConceptId, CountField, Realis

Family = Literal[
    "battle",
    "remote_violence",
    "violence_against_civilians",
    "coercion",
    "contention",
    "property",
    "strategic",
    "cooperation",
    "verbal",
]
TriggerPos = Literal["verb", "noun", "adj"]
Words = frozenset[str]
"""Lemmas and space-joined lemma phrases, word classes already spelt out; empty means no constraint."""
RoleValue = str | int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that may tell of a concept; what each field demands is defined in ``gesta.codebook.load``.

    ``weight`` in (0, 1]: how likely the word in news means the concept with no other sign.
    """

    concept: ConceptId
    lemmas: tuple[str, ...]
    pos: TriggerPos
    weight: float
    object: Words = frozenset()
    subject: Words = frozenset()
    any: Words = frozenset()
    modifier: Words = frozenset()
    together: Words = frozenset()
    exclude: Words = frozenset()
    without: Words = frozenset()

    @property
    def lemma(self) -> str:
        """The lemmas joined by spaces."""
        return " ".join(self.lemmas)

    @property
    def constraints(self) -> int:
        """How many kinds of constraint it has; of two that match, the one with more is the more specific."""
        return len(self.lemmas) - 1 + sum(1 for words in self.demands if words)

    @property
    def demands(self) -> tuple[Words, ...]:
        """The conditions that ask for a word."""
        return (self.object, self.subject, self.any, self.modifier, self.together)

    @property
    def conditions(self) -> tuple[Words, ...]:
        """Every condition: two triggers with the same words and conditions match at the same places."""
        return (*self.demands, self.exclude, self.without)

    @property
    def told_by_company(self) -> bool:
        """True when a word it governs settles what it means ("terrorist attack", "rebels attacked")."""
        return bool(self.modifier or self.subject)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which the concept is told by the words ``trigger``, with the roles a reader must find."""

    text: str
    trigger: str
    roles: Mapping[ArgumentRole, RoleValue] = field(default_factory=dict)
    realis: Realis = "actual"


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence in which the concept is not told, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ConceptExample:
    """One executable example: with ``trigger`` None it is a counter-example, in which the concept must not be read."""

    concept: ConceptId
    text: str
    trigger: str | None
    roles: Mapping[ArgumentRole, RoleValue]
    realis: Realis
    why: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the ontology.

    ``result``: may be only the outcome of another act of the same sentence ("shot and killed");
    ``outcomes``: result concepts that this act may have; ``bears``: toll fields it can carry.
    """

    id: ConceptId
    cls: ConceptClass
    label: str
    family: Family
    definition: str
    parents: tuple[ConceptId, ...]
    outcomes: tuple[ConceptId, ...]
    inclusions: tuple[str, ...]
    exclusions: tuple[str, ...]
    roles: Mapping[ArgumentRole, str]
    bears: tuple[CountField, ...]
    result: bool
    triggers: tuple[Trigger, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[CounterExample, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Concepts by id, word classes, and a trigger index.

    ``version``: "core@1", with a short hash of the user's files added where there are any;
    ``by_lemma``: triggers by the first of their lemmas; ``own``: concepts that the user's files add or replace;
    ``detectors``: what was learnt of a concept, as its file has it.
    """

    version: str
    concepts: Mapping[ConceptId, Concept]
    classes: Mapping[str, Words]
    by_lemma: Mapping[str, tuple[Trigger, ...]]
    ancestors: Mapping[ConceptId, frozenset[ConceptId]]
    own: frozenset[ConceptId] = frozenset()
    detectors: Mapping[ConceptId, bytes] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def concept(self, concept_id: str) -> Concept:
        """The concept; raises KeyError for an id the codebook does not have."""
        return self.concepts[ConceptId(concept_id)]

    def triggers(self, lemma: str) -> tuple[Trigger, ...]:
        """The triggers whose first lemma this is, most specific first."""
        return self.by_lemma.get(lemma, ())

    def words(self, name: str) -> Words:
        """The members of a word class; raises KeyError for a class the codebook does not have."""
        return self.classes[name]

    def related(self, first: str, second: str) -> bool:
        """True when the concepts are the same or one is an ancestor of the other."""
        one, two = ConceptId(first), ConceptId(second)
        return one == two or two in self.ancestors[one] or one in self.ancestors[two]

    def may_result_in(self, act: str, outcome: str) -> bool:
        """True when the second concept may be the outcome of the first ("shelled" -> "killed")."""
        result = ConceptId(outcome)
        lineage = {ConceptId(act), *self.ancestors[ConceptId(act)]}
        return any(result in self.concepts[one].outcomes for one in lineage)

    def family(self, concept_id: str) -> Family:
        """The family within which concepts are near one another."""
        return self.concept(concept_id).family


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A problem with the check that found it and how bad it is; only errors stop a codebook from loading."""

    problem: Problem
    check: str
    severity: Literal["error", "warning"]
