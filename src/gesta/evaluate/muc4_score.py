"""Scores of MUC-4 response templates against the key, in the rows of the official score report.

Templates of a message pair one to one so that the points of all slots are most, under the official mapping condition:
at least a partial match on INCIDENT: TYPE and on one of the perpetrator, physical target or human target slots (scoring
guidelines 3.2.1). An unmapped key template is missing, an unmapped response template is spurious; a key template that
is marked optional is neither. Slots that do not apply in the key are not scored.

Within a slot response fillers meet key fillers one to one, for the most points. What is left over pairs up as
incorrect; further required key fillers are missing, further responses spurious; optional key fillers that nobody meets
are nothing. A slot that is null on both sides is noncommittal.

Recall is (correct + partial / 2) / possible, precision the same over actual, with possible = correct + partial +
incorrect + missing and actual = correct + partial + incorrect + spurious. The rows differ in which unmapped templates
they count slot by slot: MATCHED ONLY none, MATCHED/MISSING the missing ones, MATCHED/SPURIOUS the spurious ones, ALL
TEMPLATES (the official score) both. The template-id row counts templates and is in none of the totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gesta.evaluate.assign import best_pairs
from gesta.evaluate.muc4_fills import CREDIT, mark
from gesta.evaluate.muc4_templates import SLOTS, Fill, MucTemplate, Slot

MAPPING_SLOTS: tuple[Slot, ...] = (
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
)
"""One of these must match for two templates to be mapped (``:restrict-map-slots`` of the official scorer)."""
Row = Literal["MATCHED ONLY", "MATCHED/MISSING", "MATCHED/SPURIOUS", "ALL TEMPLATES"]
ROWS: tuple[Row, ...] = ("MATCHED/MISSING", "MATCHED/SPURIOUS", "MATCHED ONLY", "ALL TEMPLATES")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of fillers by outcome."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0
    noncommittal: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.spurious + other.spurious,
            self.missing + other.missing,
            self.noncommittal + other.noncommittal,
        )

    @property
    def possible(self) -> int:
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def half_points(self) -> int:
        return 2 * self.correct + self.partial

    @property
    def recall(self) -> float:
        return self.half_points / 2 / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        return self.half_points / 2 / self.actual if self.actual else 0.0

    @property
    def f1(self) -> float:
        """F(P&R) with equal weight."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0

    @property
    def overgeneration(self) -> float:
        return self.spurious / self.actual if self.actual else 0.0


Slots = Mapping[Slot, Tally]


@dataclass(frozen=True, slots=True)
class MucScores:
    """Tallies by slot from mapped pairs, missing and spurious templates, and the rows made from them."""

    matched: Slots
    missing: Slots
    spurious: Slots
    template_id: Tally = Tally()
    text_filtering: Tally = Tally()

    def slot(self, slot: Slot, row: Row = "ALL TEMPLATES") -> Tally:
        """One slot under the row's rule for unmapped templates."""
        tally = self.matched[slot]
        if row in ("MATCHED/MISSING", "ALL TEMPLATES"):
            tally += self.missing[slot]
        if row in ("MATCHED/SPURIOUS", "ALL TEMPLATES"):
            tally += self.spurious[slot]
        return tally

    def row(self, row: Row = "ALL TEMPLATES") -> Tally:
        """The sum over the slots."""
        return sum((self.slot(slot, row) for slot in SLOTS), Tally())

    def __add__(self, other: MucScores) -> MucScores:
        return MucScores(
            _added(self.matched, other.matched),
            _added(self.missing, other.missing),
            _added(self.spurious, other.spurious),
            self.template_id + other.template_id,
            self.text_filtering + other.text_filtering,
        )


def score_muc4(key: Mapping[str, Sequence[MucTemplate]], response: Mapping[str, Sequence[MucTemplate]]) -> MucScores:
    """Scores over the messages of the key; a message without response templates was judged irrelevant."""
    return sum((score_message(found, response.get(message, ())) for message, found in key.items()), _nothing())


def score_message(key: Sequence[MucTemplate], response: Sequence[MucTemplate]) -> MucScores:
    """Scores of one message."""
    pairs = mapping(key, response)
    mapped_keys, mapped_responses = {k for k, _ in pairs}, {r for _, r in pairs}
    missing = [one for k, one in enumerate(key) if k not in mapped_keys and not one.optional]
    spurious = [one for r, one in enumerate(response) if r not in mapped_responses]
    matched: Slots = _blank()
    for k, r in pairs:
        matched = _added(matched, score_pair(key[k], response[r]))
    return MucScores(
        matched,
        {slot: Tally(missing=sum(_required(one.of(slot)) for one in missing)) for slot in SLOTS},
        {slot: Tally(spurious=sum(len(one.of(slot)) for one in spurious)) for slot in SLOTS},
        Tally(correct=len(pairs), missing=len(missing), spurious=len(spurious)),
        _filtering(key, response),
    )


def mapping(key: Sequence[MucTemplate], response: Sequence[MucTemplate]) -> tuple[tuple[int, int], ...]:
    """Index pairs of key and response templates with the most points of all one-to-one mappings allowed."""
    weights: list[list[int]] = []
    for one in key:
        scores = [score_pair(one, other) for other in response]
        weights.append([_points(slots) if _mappable(slots) else 0 for slots in scores])
    return best_pairs(weights)


def score_pair(key: MucTemplate, response: MucTemplate) -> Slots:
    """Tallies by slot of a response template scored against a key template."""
    return {
        slot: Tally() if slot in key.inapplicable else score_slot(slot, key.of(slot), response.of(slot))
        for slot in SLOTS
    }


def score_slot(slot: Slot, key: Sequence[Fill], response: Sequence[Fill]) -> Tally:
    """The tally of one slot."""
    if not key and not response:
        return Tally(noncommittal=1)
    marks = [[mark(slot, given, wanted) for given in response] for wanted in key]
    # A point weighs more than meeting a required filler, which decides between equal points.
    weights = [
        [2 * CREDIT[m] + (not wanted.optional) if CREDIT[m] else 0 for m in row]
        for wanted, row in zip(key, marks, strict=True)
    ]
    pairs = best_pairs(weights)
    correct = sum(marks[k][r] == "correct" for k, r in pairs)
    met = {k for k, _ in pairs}
    unmet = sum(not wanted.optional for k, wanted in enumerate(key) if k not in met)
    extra = len(response) - len(pairs)
    incorrect = min(unmet, extra)
    return Tally(
        correct=correct,
        partial=len(pairs) - correct,
        incorrect=incorrect,
        spurious=extra - incorrect,
        missing=unmet - incorrect,
        noncommittal=int(not pairs and not unmet and not extra),
    )


def _mappable(slots: Slots) -> bool:
    return slots["INCIDENT: TYPE"].half_points > 0 and any(slots[slot].half_points for slot in MAPPING_SLOTS)


def _points(slots: Slots) -> int:
    return sum(tally.half_points for tally in slots.values())


def _required(fills: Iterable[Fill]) -> int:
    return sum(not one.optional for one in fills)


def _filtering(key: Sequence[MucTemplate], response: Sequence[MucTemplate]) -> Tally:
    """One message as relevant or not; one with only optional templates may be judged either way."""
    if response:
        return Tally(correct=1) if key else Tally(spurious=1)
    return Tally(missing=1) if any(not one.optional for one in key) else Tally(noncommittal=1)


def _blank() -> Slots:
    return dict.fromkeys(SLOTS, Tally())


def _nothing() -> MucScores:
    return MucScores(_blank(), _blank(), _blank())


def _added(one: Slots, other: Slots) -> Slots:
    return {slot: one[slot] + other[slot] for slot in SLOTS}
