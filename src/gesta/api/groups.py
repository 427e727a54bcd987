"""The groups of types that maps and timelines colour by: the same colour for a group under every filter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gesta.codebook.records import Codebook, Family
from gesta.model.terms import ConceptId
from gesta.plots.sheet import COLOURS, OTHER


@dataclass(frozen=True, slots=True)
class TypeGroup:
    """``key``: in tiles and JSON; ``label``: for people; ``colour``: "#RRGGBB", told apart by all colour vision."""

    key: str
    label: str
    colour: str


_FAMILIES: tuple[tuple[Family, str], ...] = (
    ("remote_violence", "Explosions and remote violence"),
    ("contention", "Protests and riots"),
    ("strategic", "Strategic moves"),
    ("violence_against_civilians", "Violence against people"),
    ("coercion", "Coercion"),
    ("battle", "Battles"),
    ("property", "Damage to property"),
)
GROUPS: tuple[TypeGroup, ...] = (
    *(TypeGroup(family, label, colour) for (family, label), colour in zip(_FAMILIES, COLOURS, strict=True)),
    TypeGroup("other", "Agreements, talk and other", OTHER),
)
"""Families of the codebook, those of violence and contention each with a colour, and all the rest together."""
_OTHER = len(GROUPS) - 1


def groups_of(types: Iterable[ConceptId], book: Codebook) -> list[int]:
    """The place in ``GROUPS`` of each type; a type that the codebook no longer has is among the others."""
    places = {group.key: place for place, group in enumerate(GROUPS)}
    return [places.get(book.concepts[each].family, _OTHER) if each in book.concepts else _OTHER for each in types]
