"""The checks of one concept file; each is one function in ``CHECKS``, with how bad what it finds is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gesta.codebook.load import ConceptSource, TriggerSource, lemmas_of, shipped_source
from gesta.codebook.shape import Fault
from gesta.codebook.source import SHIPPED
from gesta.codebook.suggest import hint
from gesta.yaml_source import Plain, Source

Severity = Literal["error", "warning"]
_ENOUGH = 2
"""Examples of a concept from which nobody is asked for more: one alone tells little of how else it may be said."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A concept file that has the right shape, with what it may refer to."""

    concept: ConceptSource
    source: Source
    known: frozenset[str]
    classes: frozenset[str]

    @property
    def own(self) -> bool:
        """True for a file of the user's."""
        return SHIPPED not in self.source.path.parents


Check = Callable[[Checked], Iterator[Fault]]


def missing(data: Plain) -> Iterator[Fault]:
    """What a concept cannot do without, told also while its file is not whole yet."""
    if not isinstance(data, Mapping):
        return
    if not data.get("triggers"):
        yield ("triggers",), "no triggers", "the words that tell it; without them the rules read nothing"
    examples = data.get("examples")
    if not examples:
        yield ("examples",), "no examples", "sentences that tell it, read by `gesta codebook test`"
    elif isinstance(examples, list) and len(examples) < _ENOUGH:
        yield ("examples",), "only one example", "another way to tell it shows what the triggers miss"
    if not data.get("counter_examples"):
        hint = "sentences that hold the words and do not mean it, read by `gesta codebook test`"
        yield ("counter_examples",), "no counter-examples", hint


def _id(checked: Checked) -> Iterator[Fault]:
    name = checked.concept.id
    if not is_id(name):
        yield ("id",), f"{name} is no id", "lower-case letters, digits and _"
    if checked.source.path.stem != name:
        yield ("id",), f"file is named {checked.source.path.name}", f"name it {name}.yaml"


def is_id(name: str) -> bool:
    """True for lower-case letters, digits and underscores."""
    return name.replace("_", "").isalnum() and name == name.lower()


def _references(checked: Checked) -> Iterator[Fault]:
    for field in ("parents", "outcomes"):
        for index, other in enumerate(getattr(checked.concept, field)):
            if other not in checked.known:
                yield (
                    (field, index),
                    f"no concept {other}",
                    hint(other, checked.known, "`gesta codebook show` lists them"),
                )
            elif other == checked.concept.id and field == "parents":
                yield (field, index), f"{other} is its own parent", "name a broader concept, or none"


def _weights(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        if not 0 < trigger.weight <= 1:
            yield ("triggers", index), f"weight {trigger.weight} of “{trigger.lemma}”", "above 0, at most 1"


def _word_classes(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        for field in ("object", "subject", "any", "modifier", "together", "exclude", "without"):
            for word in getattr(trigger, field):
                if word.startswith("@") and word[1:] not in checked.classes:
                    meant = hint(word[1:], checked.classes, "classes.yaml of the folder defines one")
                    yield ("triggers", index), f"no word class {word}", meant


def _lower_case(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        if trigger.lemma != trigger.lemma.lower() or not lemmas_of(trigger.lemma):
            yield ("triggers", index), f"“{trigger.lemma}” is not in lower case", "write lemmas in lower case"


def _repeated(checked: Checked) -> Iterator[Fault]:
    seen: set[TriggerSource] = set()
    for index, trigger in enumerate(checked.concept.triggers):
        if trigger in seen:
            yield ("triggers", index), f"“{trigger.lemma}” stands twice", "take one out"
        seen.add(trigger)


def _examples(checked: Checked) -> Iterator[Fault]:
    for index, example in enumerate(checked.concept.examples):
        if example.trigger not in example.text:
            yield ("examples", index), f"“{example.trigger}” does not stand in the text", "quote it from the text"
        for role, value in example.roles.items():
            if isinstance(value, str) and value not in example.text:
                yield ("examples", index), f"{role}: “{value}” does not stand in the text", "quote it from the text"


def _replaced(checked: Checked) -> Iterator[Fault]:
    shipped = shipped_source().concepts.get(checked.concept.id)
    if checked.own and shipped is not None:
        told = f"{checked.concept.id} replaces the shipped concept whole, its {len(shipped.triggers)} triggers too"
        yield ("id",), told, f"for a narrower concept take another id, and parents: [{checked.concept.id}]"


CHECKS: dict[str, tuple[Severity, Check]] = {
    "id": ("error", _id),
    "reference": ("error", _references),
    "weight": ("error", _weights),
    "word class": ("error", _word_classes),
    "lower case": ("error", _lower_case),
    "repeated trigger": ("warning", _repeated),
    "example": ("error", _examples),
    "replaced": ("warning", _replaced),
}
