"""The toll of an incident: how it was told over time, and what each policy makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gesta.export.codebook_page import POLICIES
from gesta.export.told import figure_words
from gesta.export.words import count_words, published_words, speaker_words
from gesta.model.merged import Figure, MergedIncident, TollStep
from gesta.model.plain import clipped
from gesta.model.terms import COUNT_FIELDS, ClaimId, CountField

_LONGEST = 200
_PARTS = {"deaths_a": "those who did it", "deaths_b": "police and soldiers"}
"""The parts that a policy tells apart, in words (docs/reference/policies.md)."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One figure as it was told; ``words``: those of the report where they say more than the figure."""

    field: CountField
    at: str
    figure: str
    words: str
    speaker: str
    outlet: str
    basis: str
    claim: ClaimId


@dataclass(frozen=True, slots=True)
class Cell:
    """One field by one policy: the figure, its parts, the rule, and the claims it stands on."""

    figure: str
    parts: str
    basis: str
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One policy; None for a field that it has no figure of."""

    policy: str
    meaning: str
    cells: tuple[Cell | None, ...]


def steps(incident: MergedIncident) -> tuple[StepRow, ...]:
    """The history in the order it was told."""
    return tuple(_step(each) for each in incident.history)


def _step(step: TollStep) -> StepRow:
    figure = count_words(step.count)
    words = step.count.text or ""
    speaker = speaker_words(step.speaker)
    return StepRow(
        step.field,
        published_words(step.at) if step.at else "day unknown",
        figure,
        "" if words in figure else clipped(words, _LONGEST),
        clipped(step.outlet if step.speaker.name == step.outlet else speaker, _LONGEST),
        clipped(step.outlet or "", _LONGEST),
        step.basis,
        step.claim,
    )


def told_fields(incident: MergedIncident) -> tuple[CountField, ...]:
    """The fields that a policy has a figure of."""
    return tuple(field for field in COUNT_FIELDS if any(field in view.counts for view in incident.views))


def policies(incident: MergedIncident, anchors: Mapping[ClaimId, str]) -> tuple[PolicyRow, ...]:
    """The figures by policy, a cell for each of ``told_fields``; ``anchors``: where a claim stands on the page."""
    fields = told_fields(incident)
    return tuple(
        PolicyRow(
            view.policy.replace("_", " "),
            POLICIES[view.policy],
            tuple(_cell(view.counts[field], anchors) if field in view.counts else None for field in fields),
        )
        for view in incident.views
        if fields
    )


def _cell(figure: Figure, anchors: Mapping[ClaimId, str]) -> Cell:
    parts = ", ".join(f"{_PARTS.get(name, name)} {number}" for name, number in figure.parts.items())
    best = f"{figure.best}, " if figure.best is not None and figure.low != figure.high else ""
    cited = dict.fromkeys(ClaimId(anchors[claim]) for claim in figure.claims if claim in anchors)
    return Cell(f"{best}{figure_words(figure)}" or "in words only", parts, figure.basis, tuple(cited))
