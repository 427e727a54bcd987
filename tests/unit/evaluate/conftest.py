"""Factories for records by hand: words are found in the text, so that every offset is true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gesta.model.documents import Published
from gesta.model.incidents import (
    Codes,
    Context,
    Counts,
    DocumentRef,
    Incident,
    MentionRef,
    Record,
    ReportRef,
    Responsibility,
)
from gesta.model.spans import Quote, Span
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.model.values import Score, When, Where


def quote_in(text: str, words: str, nth: int = 0) -> Quote:
    """The nth place of the words in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Quote(start, start + len(words), words)


def make_incident(text: str, concept: str, *triggers: str | Quote, **fields: Any) -> Incident:
    """An incident with a mention on each trigger; ``fields`` override the rest."""
    quotes = [t if isinstance(t, Quote) else quote_in(text, t) for t in triggers]
    realis, background = fields.get("realis", "actual"), fields.get("background", False)
    values: dict[str, Any] = {
        "id": IncidentId(f"inc_{concept}_{quotes[0].start if quotes else 0}"),
        "cls": "event",
        "type": ConceptId(concept),
        "label": concept,
        "codes": Codes(),
        "realis": realis,
        "background": background,
        "when": When(),
        "where": Where(),
        "actors": (),
        "weapons": (),
        "counts": Counts(),
        "responsibility": Responsibility(),
        "claims": (),
        "disagreements": (),
        "related": (),
        "mentions": tuple(
            MentionRef(q.start, q.end, q.exact, q.exact, ConceptId(concept), realis, background) for q in quotes
        ),
        "score": Score(1.0),
    }
    return Incident(**(values | fields))


def make_record(text: str, incidents: Sequence[Incident] = (), **fields: Any) -> Record:
    """A record of the text; sentences end at a full stop."""
    sentences, start = [], 0
    for index, character in enumerate(text):
        if character == ".":
            sentences.append(Span(start, index + 1))
            start = index + 2
    values: dict[str, Any] = {
        "gesta": "0",
        "model": "none",
        "codebook": "core",
        "knowledge": "base",
        "report": ReportRef(ReportId("sha256:0"), "test", None, fields.pop("published", Published())),
        "document": DocumentRef(None, "en", text, (), tuple(sentences)),
        "entities": (),
        "incidents": tuple(incidents),
        "context": Context(),
        "problems": (),
    }
    return Record(**(values | fields))


@pytest.fixture
def at() -> Callable[..., Quote]:
    return quote_in


@pytest.fixture
def incident() -> Callable[..., Incident]:
    return make_incident


@pytest.fixture
def record() -> Callable[..., Record]:
    return make_record
