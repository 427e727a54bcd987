"""One codebook in other guises that ought to read alike: its concepts in another order, or under other names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from gesta.codebook.load import ancestors, index
from gesta.codebook.records import Codebook, Concept, Trigger
from gesta.model.terms import ConceptId


def reordered(book: Codebook, seed: int) -> Codebook:
    """The codebook with its concepts, and the triggers of each, in the order that the seed gives."""
    dice = Random(seed)
    mixed = [replace(each, triggers=_mixed(dice, each.triggers)) for each in book]
    dice.shuffle(mixed)
    return _with(book, mixed, book.own)


def renamed(book: Codebook, names: Mapping[ConceptId, ConceptId]) -> Codebook:
    """The codebook with concepts under other ids, their labels likewise; whatever names them follows."""
    name: Callable[[ConceptId], ConceptId] = lambda each: names.get(each, each)  # noqa: E731
    concepts = [
        replace(
            each,
            id=name(each.id),
            label=_label(name(each.id)) if each.id in names else each.label,
            parents=tuple(map(name, each.parents)),
            outcomes=tuple(map(name, each.outcomes)),
            triggers=tuple(replace(trigger, concept=name(trigger.concept)) for trigger in each.triggers),
        )
        for each in book
    ]
    made = _with(book, sorted(concepts, key=lambda each: each.id), frozenset(map(name, book.own)))
    return replace(made, detectors={name(concept): content for concept, content in book.detectors.items()})


def neutral(concepts: Sequence[ConceptId], prefix: str) -> dict[ConceptId, ConceptId]:
    """A name without meaning for each concept: the prefix and a number, in the order given."""
    return {concept: ConceptId(f"{prefix}_{number:03}") for number, concept in enumerate(concepts, 1)}


def _label(concept: ConceptId) -> str:
    return concept.replace("_", " ").capitalize()


def _mixed(dice: Random, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    return tuple(dice.sample(triggers, len(triggers)))


def _with(book: Codebook, concepts: Sequence[Concept], own: frozenset[ConceptId]) -> Codebook:
    by_id = {each.id: each for each in concepts}
    return replace(book, concepts=by_id, by_lemma=index(concepts), ancestors=ancestors(by_id), own=own)
