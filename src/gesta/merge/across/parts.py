"""The dead by side, for schemes that count everyone."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.merge.across.told import Told

_ARMED = ("police", "soldiers")
_UNARMED = ("civilians", "students", "passengers", "journalists", "medics")
_AGES = ("children", "women")
"""Children and women are two groups, but both may be civilians, students or passengers."""


def everyone(bound: int | None, told: Told) -> int | None:
    """A bound of the figure with the dead perpetrators who are told beside it; None where it is open."""
    return None if bound is None else bound + told.apart


def by_side(best: int, told: Told) -> dict[str, int]:
    """The dead of the side that did it (a), of armed people it hit (b), civilians and the rest; they sum to ``best``.

    Groups that may overlap ("civilians", "children") are not added up: the largest is the number of civilians. What a
    group tells beyond the figure is cut.
    """
    parts: Mapping[str, int] = told.count.parts
    groups = {
        "deaths_a": parts.get("perpetrators", 0),
        "deaths_b": sum(parts.get(name, 0) for name in _ARMED),
        "civilians": max(sum(parts.get(name, 0) for name in _AGES), *(parts.get(name, 0) for name in _UNARMED)),
    }
    left, sides = best, dict[str, int]()
    for name, number in groups.items():
        sides[name] = min(number, left)
        left -= sides[name]
    return {**sides, "unknown": left}
