"""Counts behind a figure: every reported number keeps what it was divided from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Ratio:
    """``right`` of ``total``; the value is None where there was nothing to get right (unknown is not zero)."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        return self.right / self.total if self.total else None

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.total + other.total)

    def __str__(self) -> str:
        return f"{self.right}/{self.total}" + (f" = {100 * self.right / self.total:.1f} %" if self.total else "")


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 from counts that add up over documents (micro average).

    ``precise`` of ``shown`` answers are right; ``found`` of ``gold`` are found. Where one answer is one gold item the
    two numerators are the same; entity scorers that let two answers meet one gold item keep them apart.
    """

    precise: int = 0
    shown: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Prf) -> Prf:
        return Prf(
            self.precise + other.precise, self.shown + other.shown, self.found + other.found, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        return self.precise / self.shown if self.shown else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {100 * self.precision:.2f} R {100 * self.recall:.2f} F1 {100 * self.f1:.2f}"


_Gold = TypeVar("_Gold")
_Given = TypeVar("_Given")
_Key = TypeVar("_Key")
_Counts = TypeVar("_Counts", Ratio, Prf)


def added(one: Mapping[_Key, _Counts], other: Mapping[_Key, _Counts]) -> dict[_Key, _Counts]:
    """The counts of both by key, summed where both have one; keys in order of appearance."""
    total = dict(one)
    for key, counts in other.items():
        total[key] = total[key] + counts if key in total else counts
    return total


def matched(gold: Sequence[_Gold], given: Sequence[_Given], same: Callable[[_Gold, _Given], bool]) -> Prf:
    """Counts where an answer is right that is the same as some gold item, and a gold item found that some answer is."""
    precise = sum(any(same(known, each) for known in gold) for each in given)
    found = sum(any(same(known, each) for each in given) for known in gold)
    return Prf(precise, len(given), found, len(gold))
