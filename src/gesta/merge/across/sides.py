"""A profile made ready for many comparisons: its packed words as sets, its place as a point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gesta.merge.across.words import mass, unpacked
from gesta.model.profiles import Profile

_KEPT = 50_000
"""Sides kept ready (about 10 KB each): more than any block has members, so that a block is unpacked once."""
_HAPPENED = frozenset({"actual", "attempted", "prevented", "alleged"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. ``mass``, ``near_mass``: what its words count together; ``realis``: one word for all
    that happened, is tried or said to have happened; ``precise``: the day is one day."""

    profile: Profile
    realis: str
    kinds: frozenset[str]
    named: frozenset[int]
    people: frozenset[int]
    spots: frozenset[int]
    words: frozenset[int]
    ages: frozenset[int]
    weapons: frozenset[str]
    near: frozenset[int]
    mass: float
    near_mass: float
    precise: bool


@lru_cache(_KEPT)
def side(profile: Profile) -> Side:
    """The profile, ready."""
    words = frozenset(unpacked(profile.words))
    near = frozenset(unpacked(profile.near))
    named = frozenset(unpacked(profile.named))
    return Side(
        profile=profile,
        realis="happened" if profile.realis in _HAPPENED else profile.realis,
        kinds=frozenset(profile.kinds),
        named=named,
        people=named.union(unpacked(profile.people)),
        spots=frozenset(unpacked(profile.spots)),
        words=words,
        ages=frozenset(profile.ages),
        weapons=frozenset(profile.weapons),
        near=near,
        mass=mass(words),
        near_mass=mass(near),
        precise=profile.first_day is not None and profile.first_day == profile.last_day,
    )

