"""Counts behind a figure: every reported number keeps what it was divided from."""

from __future__ import annotations

from dataclasses import dataclass


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
