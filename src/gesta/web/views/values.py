"""What one claim says, and who tells it, in words."""

from __future__ import annotations

from gesta.codebook.records import Codebook
from gesta.export.words import value_words
from gesta.model.incidents import Claim
from gesta.model.plain import clipped, harmless
from gesta.model.terms import ConceptId
from gesta.store.outlets import UNKNOWN

_LONGEST = 300


def told_words(claim: Claim, book: Codebook) -> str:
    """The value as the headline of an incident would have it, a type by its label."""
    concept = book.concepts.get(ConceptId(str(claim.value))) if claim.field == "type" else None
    return clipped(concept.label if concept else value_words(claim), _LONGEST)


def field_words(field: str) -> str:
    """The field as a person reads it: "killed", "perpetrator", "what"."""
    name = field.rpartition(".")[2]
    return {"type": "what", "weapons": "weapon"}.get(name, name)


def outlet_words(outlet: str) -> str:
    """The outlet's name, in words where it is not known."""
    return "Outlet not known" if outlet == UNKNOWN else harmless(outlet)
