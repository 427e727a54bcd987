"""Phrases that tell how many were killed, hurt, held, taken or driven out; ``toll_owners`` says of which mention.

A toll stands on a verb ("killing more than 30 people"), on a state word ("12 dead", "five wounded"), on a noun that
counts ("no casualties", "the death toll rose to 45") or on lives ("claimed 12 lives").
"""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import HIT, Argument
from gesta.model.spans import quote
from gesta.model.terms import CountField
from gesta.readers.attribution import attribution
from gesta.readers.toll_nouns import on_noun
from gesta.readers.toll_phrases import Toll
from gesta.readers.toll_states import on_state
from gesta.readers.toll_verbs import on_verb
from gesta.readers.toll_words import HARMING, HOSPITALISE, TAKEN


def tolls(analysis: Analysis) -> tuple[Toll, ...]:
    """Every toll phrase in text order, one for each field and phrase."""
    found: dict[tuple[CountField, int], Toll] = {}
    for token in range(len(analysis)):
        for toll in (*on_verb(analysis, token), *on_state(analysis, token), *on_noun(analysis, token)):
            found.setdefault((toll.field, toll.head), toll)
    return tuple(sorted(found.values(), key=lambda toll: (toll.span.start, toll.field)))


def as_argument(document: Document, analysis: Analysis, toll: Toll) -> Argument:
    """The toll as an argument of the mention it belongs to, with its own speaker."""
    told_by = attribution(document, analysis, toll.anchor)
    loose = analysis.lemmas[toll.anchor] in HARMING | HOSPITALISE | TAKEN | {"shooting", "stabbing"}
    basis = HIT if toll.field == "injured" and loose else "toll"
    return Argument(toll.field, quote(document.text, toll.span), analysis.starts[toll.head], basis, told_by)
