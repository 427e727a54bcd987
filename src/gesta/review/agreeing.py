"""How far two readers agree: raw, and beyond chance (Cohen's kappa)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gesta.model.served import SecondReading


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of questions answered twice: how many, how many alike, and kappa; None where chance alone would agree always."""

    kind: str
    number: int
    alike: int
    kappa: float | None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of the pairs of answers (Cohen 1960): agreement beyond chance, as a share of what chance leaves.

    1 for full agreement, 0 for what chance gives, less for less; None without pairs, and where both readers give one
    and the same answer throughout, so that nothing is left beyond chance.
    """
    if not pairs:
        return None
    number = len(pairs)
    observed = sum(one == other for one, other in pairs) / number
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(firsts[each] * seconds[each] for each in firsts) / number**2
    return None if expected == 1.0 else (observed - expected) / (1.0 - expected)


def agreements(readings: Sequence[SecondReading]) -> tuple[Agreement, ...]:
    """One for each kind of question that was answered twice, and one for all where there are several kinds."""
    kinds = sorted({each.kind for each in readings})
    made = [_agreement(kind, [each for each in readings if each.kind == kind]) for kind in kinds]
    return (*made, _agreement("all", readings)) if len(made) > 1 else tuple(made)


def differing(readings: Sequence[SecondReading]) -> tuple[SecondReading, ...]:
    """Those whose two answers differ, in the order given."""
    return tuple(each for each in readings if each.answer != each.first)


def _agreement(kind: str, readings: Sequence[SecondReading]) -> Agreement:
    pairs = [(each.first, each.answer) for each in readings]
    return Agreement(kind, len(pairs), sum(one == other for one, other in pairs), kappa(pairs))
