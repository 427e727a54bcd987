"""How well a concept was learnt, in figures and in words: what it finds, what it misses, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.codebook.taught import Taught

_SURE = 1.96
"""Standard deviations either side that hold 95 % of a normal distribution."""
_WIDE = 0.2
"""An interval wider than this says little."""
_STEEP = 0.03
"""F1 gained by doubling the examples from which on more of them are worth their while: about one hit in thirty."""
_FEW = 20
"""Examples of either kind below which every one counts (issue 5: the curve begins there)."""
_DOUBTED = 2.5
"""Log-odds from the threshold, on the wrong side, from which on an example looks mislabelled: a factor of twelve."""
MOST_DOUBTED = 5


@dataclass(frozen=True, slots=True)
class Hits:
    """Examples by what the detector made of them when it had not seen them. ``right``: told and found; ``wrong``: found
    and not told; ``missed``: told and not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that tells the concept; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what tells the concept that was found; 0 where nothing does."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share: where it lies when as many examples are drawn again. (0, 1) of nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _SURE * _SURE / whole
    middle = (share + square / 2) / (1 + square)
    half = _SURE * math.sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def figures(hits: Hits) -> Iterator[tuple[str, str]]:
    """Precision, recall and F1, each with its counts and its interval."""
    found, told = hits.right + hits.wrong, hits.right + hits.missed
    yield (
        "precision",
        f"{hits.precision:.2f}  {hits.right} of {found} that it found tell it ({_range(hits.right, found)})",
    )
    yield "recall", f"{hits.recall:.2f}  {hits.right} of {told} that tell it were found ({_range(hits.right, told)})"
    yield "F1", f"{hits.f1:.2f}"


def _range(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"95 %: {low:.2f} to {high:.2f}"


def in_words(hits: Hits) -> str:
    """What the figures mean for somebody who reads the incidents."""
    if not hits.right + hits.wrong:
        return "It finds nothing yet."
    found, told = round(10 * hits.precision), round(10 * hits.recall)
    words = f"In texts like these, of ten places that it finds {_about(found)} the concept; of ten that tell it "
    words += f"it finds {_of_ten(told)}."
    spans = (interval(hits.right, hits.right + hits.wrong), interval(hits.right, hits.right + hits.missed))
    if max(high - low for low, high in spans) > _WIDE:
        words += " With so few examples this is a rough estimate."
    return words


def _about(number: int) -> str:
    return {0: "hardly one tells", 1: "about one tells", 10: "nearly all tell"}.get(number, f"about {number} tell")


def _of_ten(number: int) -> str:
    return {0: "hardly one", 10: "nearly all"}.get(number, f"about {number}")


def more_help(told: int, not_told: int, f1: float, f1_of_half: float | None) -> str:
    """Whether more examples would help, by their number and by what the second half of them brought."""
    few = [
        f"{_FEW - number} more that {kind}"
        for number, kind in ((told, "tell it"), (not_told, "do not"))
        if number < _FEW
    ]
    if few:
        return f"More examples would help most: {' and '.join(few)} would make at least {_FEW} of each."
    if f1_of_half is None:
        return "The next examples that help most are those of which it is least sure."
    gained = f"F1 was {f1_of_half:.2f} with half of the examples and is {f1:.2f} with all"
    if f1 - f1_of_half > _STEEP:
        return f"More examples would help: {gained}."
    return (
        f"More examples of the same kind would hardly help: {gained}. Those of which it is least sure would help most."
    )


def doubted(taught: Sequence[Taught], chances: Sequence[float | None], threshold: float) -> list[tuple[Taught, float]]:
    """The examples that look mislabelled, the most doubtful first: the detector, not having seen them, says clearly the
    opposite. ``chances``: what it gives each, None where it gives none."""
    given = [(each, chance) for each, chance in zip(taught, chances, strict=True) if chance is not None]
    surprises = [(_surprise(each, chance, threshold), each, chance) for each, chance in given]
    found = sorted((-surprise, each, chance) for surprise, each, chance in surprises if surprise > _DOUBTED)
    return [(each, chance) for _, each, chance in found[:MOST_DOUBTED]]


def _surprise(each: Taught, chance: float, threshold: float) -> float:
    """How far beyond the threshold the chance lies on the wrong side, in log-odds."""
    beyond = _odds(chance) - _odds(threshold)
    return -beyond if each.told else beyond


def _odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


_LEAST = 1e-4
"""A detector rounds its chances to four places."""
