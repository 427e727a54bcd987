"""The disagreements of an incident: each field, each value, who says it, through which outlet, when, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.codebook.records import Codebook
from gesta.model.incidents import Claim
from gesta.model.merged import MergedIncident
from gesta.web.views.sayings import Saying, Sayings
from gesta.web.views.values import field_words, told_words

_MOST = 40
"""Tellings of one field that are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """A value with one telling of it."""

    value: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field that is disputed; ``left_out``: tellings for which there is no room."""

    field: str
    name: str
    sides: tuple[Side, ...]
    left_out: int


def disputes(incident: MergedIncident, book: Codebook, sayings: Sayings) -> tuple[Dispute, ...]:
    """The disagreements, of each field the tellings of one value together."""
    claims = {claim.id: claim for claim in incident.claims}
    found = []
    for each in incident.disagreements:
        by_value: dict[str, list[Claim]] = {}
        for claim in (claims[one] for one in each.claims if one in claims):
            by_value.setdefault(told_words(claim, book), []).append(claim)
        told = [(value, sayings.of(same, _MOST)) for value, same in by_value.items()]
        sides = [Side(value, saying) for value, (shown, _) in told for saying in shown]
        left_out = sum(more for _, (_, more) in told) + max(len(sides) - _MOST, 0)
        found.append(Dispute(each.field, field_words(each.field), tuple(sides[:_MOST]), left_out))
    return tuple(found)
