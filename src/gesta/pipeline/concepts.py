"""What a codebook says of incidents: which of two concepts tells more, and the codes of other schemes."""

from __future__ import annotations

from functools import partial

from gesta.codebook.crosswalk import Facts, codes
from gesta.codebook.records import Codebook
from gesta.merge.kinds import Kinds
from gesta.model.incidents import Codes, Incident
from gesta.model.terms import ConceptId


def more_specific(book: Codebook, one: ConceptId, other: ConceptId) -> bool:
    """True when the first concept tells more: narrower, or the act of which the other is the outcome.

    The broadest acts do not: "an attack" says less than that somebody was killed, "a bombing" says more.
    """
    narrower = other in book.ancestors[one]
    broad = not book.ancestors[one] and any(one in ancestors for ancestors in book.ancestors.values())
    act = book.may_result_in(one, other) and book.concept(other).result and not book.concept(one).result
    return narrower or (act and not broad and one not in book.ancestors[other])


def kinds(book: Codebook) -> Kinds:
    """What decides which act names an occurrence."""
    return Kinds(
        partial(more_specific, book),
        lambda each: book.family(each) in _LIGHTER,
        lambda each: book.concept(each).result,
    )


_LIGHTER = frozenset({"property", "coercion"})
"""Families of acts on things and on freedom."""


def codes_of(book: Codebook, incident: Incident) -> Codes:
    """The codes of the incident by the crosswalks."""
    return codes(book, facts_of(incident))


def facts_of(incident: Incident) -> Facts:
    """What the rules of a crosswalk may ask of the incident."""
    return Facts(
        concept=incident.type,
        perpetrators=frozenset(each.kind for each in incident.actors if each.role in {"perpetrator", "participant"}),
        targets=frozenset(each.kind for each in incident.actors if each.role in {"target", "victim"}),
        weapons=frozenset(weapon.kind for weapon in incident.weapons),
        realis=incident.realis,
        killed=incident.counts.killed,
        injured=incident.counts.injured,
    )
