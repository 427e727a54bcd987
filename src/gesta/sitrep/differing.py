"""Claims that differ: for each disagreement every value, who gives it, and in which report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gesta.export.told import headline
from gesta.export.wording import number
from gesta.export.words import claim_words
from gesta.model.incidents import Claim
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.model.values import Count
from gesta.sitrep.footnotes import Footnotes

_FIELDS = {"type": "what it was", "responsibility": "who is responsible"}
MOST_SAID = 8
"""Values shown of one disagreement."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value: in words, by whom, in which notes."""

    value: str
    speakers: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of an incident that is told in several ways. ``more``: values not shown."""

    incident: IncidentId
    headline: str
    field: str
    said: tuple[Said, ...]
    more: int


def differing(incidents: Iterable[MergedIncident], notes: Footnotes) -> Iterator[Differing]:
    """The disagreements of the incidents, in order."""
    for incident in incidents:
        claims = {claim.id: claim for claim in incident.claims}
        for each in incident.disagreements:
            said = list(_said([claims[one] for one in each.claims if one in claims], notes))
            field = each.field.removeprefix("counts.").removeprefix("actors.")
            if said:
                yield Differing(incident.id, headline(incident), _FIELDS.get(field, field), tuple(said[:MOST_SAID]),
                                max(0, len(said) - MOST_SAID))  # fmt: skip


def _said(claims: list[Claim], notes: Footnotes) -> Iterator[Said]:
    values: dict[str, list[Claim]] = {}
    for claim in claims:
        values.setdefault(_value(claim), []).append(claim)
    for value, same in values.items():
        speakers = tuple(dict.fromkeys(claim.speaker.name for claim in same))
        yield Said(value, speakers, notes.known(quote.report for claim in same for quote in claim.evidence))


def _value(claim: Claim) -> str:
    value = claim.value
    if isinstance(value, dict) and claim.field.startswith("counts."):
        low, high, text = value.get("low"), value.get("high"), value.get("text")
        return number(
            Count(
                low if isinstance(low, int) else None, high if isinstance(high, int) else None,
                text=text if isinstance(text, str) else None,
            )
        )  # fmt: skip
    return claim_words(claim)
