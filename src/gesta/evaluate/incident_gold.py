"""Incidents annotated by hand (``corpus/incidents/*.jsonl``) as frozen records.

The files hold offsets, names and numbers, never text; ``digest`` ties them to one text of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.model.spans import Span
from gesta.model.terms import ConceptId, Realis, ResponsibilityStatus

Half = Literal["read", "held"]
Offsets = tuple[tuple[int, int], ...]


def spans(offsets: Offsets) -> tuple[Span, ...]:
    """The offset pairs as spans."""
    return tuple(Span(start, end) for start, end in offsets)


class GoldWhen(msgspec.Struct, frozen=True):
    """When it happened; start and end are ISO dates, None where the text and its date do not tell. ``precision`` is
    the annotator's word (also "range", "period") and is not scored."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None
    spans: Offsets = ()


class GoldWhere(msgspec.Struct, frozen=True):
    """The most specific place named for it; coordinates in degrees."""

    name: str | None = None
    spans: Offsets = ()
    within: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class GoldParty(msgspec.Struct, frozen=True):
    """Somebody who did it, to whom it was done, or who tells it."""

    name: str
    kind: str = "unknown"
    spans: Offsets = ()


class GoldWeapon(msgspec.Struct, frozen=True):
    """A weapon as the text names it."""

    name: str
    spans: Offsets = ()


class GoldCount(msgspec.Struct, frozen=True):
    """A toll; an open bound is None."""

    low: int | None = None
    high: int | None = None
    spans: Offsets = ()


class GoldConflict(msgspec.Struct, frozen=True):
    """A field for which the text gives different values."""

    field: str
    values: tuple[str, ...] = ()
    spans: Offsets = ()


class GoldIncident(msgspec.Struct, frozen=True):
    """One occurrence; ``types`` are the acceptable concepts, the best first; ``core`` False is debatable.

    ``told_as``: parallel to ``triggers``, the concept that each names where that is not the first type; or empty.
    """

    label: str
    core: bool
    types: tuple[ConceptId, ...]
    realis: Realis
    background: bool
    triggers: Offsets
    told_as: tuple[ConceptId | None, ...] = ()
    when: GoldWhen = GoldWhen()
    where: GoldWhere = GoldWhere()
    perpetrators: tuple[GoldParty, ...] = ()
    targets: tuple[GoldParty, ...] = ()
    weapons: tuple[GoldWeapon, ...] = ()
    killed: GoldCount | None = None
    injured: GoldCount | None = None
    detained: GoldCount | None = None
    abducted: GoldCount | None = None
    responsibility: ResponsibilityStatus = "not_mentioned"
    speakers: tuple[GoldParty, ...] = ()
    conflicts: tuple[GoldConflict, ...] = ()


class GoldStatement(msgspec.Struct, frozen=True):
    """A weighty statement (not scored)."""

    types: tuple[ConceptId, ...]
    triggers: Offsets
    speaker: str | None = None


class Silence(msgspec.Struct, frozen=True):
    """Words that look like an event and must not become an incident, and why."""

    span: tuple[int, int]
    why: str


class GoldDocument(msgspec.Struct, frozen=True):
    """The annotation of one article. ``half``: "read" may be looked at while developing, "held" never."""

    doc: str
    digest: str
    half: Half
    incidents: tuple[GoldIncident, ...]
    published: str | None = None
    published_from: tuple[int, int] | None = None
    statements: tuple[GoldStatement, ...] = ()
    must_yield_nothing: tuple[Silence, ...] = ()

    @property
    def corpus(self) -> str:
        """The corpus part of the document key."""
        return self.doc.partition(":")[0]


def load_gold(
    files: Iterable[Path], articles: Mapping[str, Article]
) -> tuple[tuple[GoldDocument, ...], tuple[Problem, ...]]:
    """The documents that fit their articles, in file order; a Problem for every line that does not.

    A line is refused when it is not in the format, when its article is missing or has another text than the one that
    was annotated, when a document stands twice, or when an offset lies outside the text.
    """
    documents: dict[str, GoldDocument] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            where = f"{path.name}:{number}"
            try:
                document = msgspec.json.decode(line, type=GoldDocument)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                problems.append(Problem(where, f"not an annotated document: {error}"))
                continue
            faults = _faults(where, document, articles.get(document.doc))
            if document.doc in documents:
                faults = (Problem(where, f"{document.doc} stands twice"),)
            problems.extend(faults)
            if not faults:
                documents[document.doc] = document
    return tuple(documents.values()), tuple(problems)


def _faults(where: str, document: GoldDocument, article: Article | None) -> tuple[Problem, ...]:
    if article is None:
        return (Problem(where, f"no article {document.doc}", "the development data is not there or has changed"),)
    if article.digest != document.digest:
        return (Problem(where, f"the text of {document.doc} differs from the annotated one", "annotate it again"),)
    length = len(article.document_text)
    outside = [s for s in _all_offsets(document) if not 0 <= s[0] < s[1] <= length]
    return (Problem(where, f"offsets outside the text of {document.doc}: {outside[:3]}"),) if outside else ()


def _all_offsets(document: GoldDocument) -> list[tuple[int, int]]:
    found = [silence.span for silence in document.must_yield_nothing]
    for statement in document.statements:
        found.extend(statement.triggers)
    for gold in document.incidents:
        tolls = (gold.killed, gold.injured, gold.detained, gold.abducted)
        parts: list[Offsets] = [gold.triggers, gold.when.spans, gold.where.spans]
        parts += [party.spans for party in (*gold.perpetrators, *gold.targets, *gold.speakers)]
        parts += [weapon.spans for weapon in gold.weapons] + [conflict.spans for conflict in gold.conflicts]
        parts += [count.spans for count in tolls if count]
        found.extend(offset for part in parts for offset in part)
    return found
