"""What a person changed of the marks that were given out: a pure comparison of two sets of marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gesta.model.given import Mark, layer_of
from gesta.model.terms import IncidentId


@dataclass(frozen=True, slots=True)
class Difference:
    """Marks as given that came back and that did not, and marks that are new, each in order."""

    kept: tuple[Mark, ...]
    removed: tuple[Mark, ...]
    added: tuple[Mark, ...]

    def of_layer(self, layer: str) -> Difference:
        """Only the marks of one layer."""
        return Difference(*(tuple(each for each in marks if layer_of(each.label) == layer)
                            for marks in (self.kept, self.removed, self.added)))  # fmt: skip


def difference(given: Iterable[Mark], returned: Iterable[tuple[int, int, str]]) -> Difference:
    """The comparison. Marks with other borders and the same label, that share a letter, are the same mark."""
    back = set(returned)
    kept = [mark for mark in given if mark.place in back]
    gone = [mark for mark in given if mark.place not in back]
    new = sorted(back - {mark.place for mark in kept})
    removed: list[Mark] = []
    for mark in gone:
        moved = next((place for place in new if place[2] == mark.label and _meet(mark, place)), None)
        if moved is None or layer_of(mark.label) == "role":
            removed.append(mark)
        else:
            new.remove(moved)
            kept.append(mark)
    return Difference(tuple(sorted(kept)), tuple(sorted(removed)), tuple(Mark(*place) for place in new))


def overlapping(mark: Mark, others: Iterable[Mark]) -> list[Mark]:
    """Those that share a letter with the mark, the same words first."""
    met = [other for other in others if _meet(mark, other.place)]
    return sorted(met, key=lambda other: ((other.start, other.end) != (mark.start, mark.end), other))


def by_account(marks: Iterable[Mark]) -> Mapping[IncidentId, list[Mark]]:
    """The marks of each account in order."""
    found: dict[IncidentId, list[Mark]] = defaultdict(list)
    for mark in marks:
        for account in mark.accounts:
            found[account].append(mark)
    return found


def _meet(mark: Mark, place: tuple[int, int, str]) -> bool:
    return place[0] < mark.end and mark.start < place[1]
