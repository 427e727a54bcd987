"""A profile made ready for many comparisons: its packed words as sets, its place as a point."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.merge.across.words import mass, unpacked
from gesta.model.profiles import Profile
from gesta.model.terms import IncidentId

_KEPT = 20_000
"""Sides kept ready (about 10 KB each), so that the members of a block are unpacked once."""
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


_ready: dict[IncidentId, Side] = {}
"""A cache and nothing else: an entry is used only for the very profile that it was made of."""


def side(profile: Profile) -> Side:
    """The profile, ready."""
    found = _ready.get(profile.account)
    if found is None or found.profile is not profile:
        if len(_ready) >= _KEPT:
            _ready.clear()
        found = _ready[profile.account] = _side(profile)
    return found


def _side(profile: Profile) -> Side:
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
