"""Factories for records by hand: words are found in the text, so that every offset is true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gesta.evaluate.factuality import document_of
from gesta.model.analysis import Analysis
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
from gesta.model.reading import Argument, Attribution, Mention
from gesta.model.spans import Quote, Span
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.model.values import Score, When, Where
from gesta.readers.linguistics import analyse_one


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


def make_mention(text: str, trigger: str, *told: tuple[str, str], speaker: str = "", **fields: Any) -> Mention:
    """A mention on the trigger; ``told`` are roles with their words, the last of which is the head."""
    quotes = [(role, quote_in(text, words)) for role, words in told]
    arguments = tuple(Argument(role, q, q.start + q.exact.rfind(" ") + 1) for role, q in quotes)  # type: ignore[arg-type]
    spoken = Attribution(quote_in(text, speaker), "unknown", quote_in(text, speaker)) if speaker else None
    values: dict[str, Any] = {
        "trigger": quote_in(text, trigger),
        "concept": ConceptId("armed_attack"),
        "cls": "event",
        "realis": "actual",
        "realis_basis": "",
        "background": False,
        "background_basis": "",
        "arguments": arguments,
        "attribution": spoken,
        "score": Score(1.0),
    }
    return Mention(**(values | fields))


@pytest.fixture
def mention() -> Callable[..., Mention]:
    return make_mention


@pytest.fixture
def analysis() -> Callable[[str], Analysis]:
    return lambda text: analyse_one(document_of(text))


@pytest.fixture
def at() -> Callable[..., Quote]:
    return quote_in


@pytest.fixture
def incident() -> Callable[..., Incident]:
    return make_incident


@pytest.fixture
def record() -> Callable[..., Record]:
    return make_record
