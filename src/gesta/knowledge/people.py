"""Nouns for people and bodies: what kind of actor a head noun names, its number and gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec
from ruamel.yaml import YAML

from gesta.model.terms import ActorKind


class Noun(msgspec.Struct, frozen=True):
    """A noun or phrase for people, as an overlay adds it, and the kind of actor that it names."""

    noun: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class People:
    """The lexicon of ``data/people.yaml``, where the sets are told; phrases are lemmas joined by spaces.

    ``kinds``: kind of a head noun or phrase; ``name_kinds``: kind of a name by its last word.
    """

    kinds: Mapping[str, ActorKind]
    name_kinds: Mapping[str, ActorKind]
    collective: frozenset[str]
    state: frozenset[str]
    members: frozenset[str]
    groups: frozenset[str]
    armed: frozenset[str]
    measures: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    titles: frozenset[str]
    religions: frozenset[str]
    peoples: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]
    plural_only: frozenset[str]
    speaking: frozenset[str]
    fighting: frozenset[str]
    dealing: frozenset[str]
    dealt_with: frozenset[str]
    relations: frozenset[str]


@cache
def people(more: tuple[Noun, ...] = ()) -> People:
    """The lexicon, read once a process, with more nouns; one that it has gets the kind given last."""
    if more:
        shipped = people()
        return replace(shipped, kinds={**shipped.kinds, **{each.noun.lower(): each.kind for each in more}})
    text = (files("gesta.knowledge") / "data" / "people.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(text)
    kinds, name_kinds = _by_word(data.pop("kinds")), _by_word(data.pop("name_kinds"))
    return People(
        kinds=kinds, name_kinds=name_kinds, **{name: frozenset(_words(listed)) for name, listed in data.items()}
    )


def _by_word(lists: Mapping[ActorKind, str]) -> dict[str, ActorKind]:
    kinds: dict[str, ActorKind] = {}
    for kind, listed in lists.items():
        for word in _words(listed):
            kinds.setdefault(word, kind)
    return kinds


def _words(listed: str) -> list[str]:
    return [word.replace("_", " ") for word in listed.split()]
