"""The table of evidence: every row of an incident can be followed back to its sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from gesta.export.columns import Field, Table, table
from gesta.export.format import Options, Source
from gesta.model.columns import Column
from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident
from gesta.model.spans import Evidence, Quote, Span
from gesta.model.terms import COUNT_FIELDS, ClaimId, ReportId
from gesta.model.values import Count


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a report that tell a field; ``sentence`` None where they stand in none or texts may not be shown."""

    incident: MergedIncident
    field: str
    claim: ClaimId | None
    quote: Quote
    report: ReportId
    sentence: Span | None
    text: str | None


def _evidence(incident: MergedIncident, source: Source, options: Options) -> Iterator[_Words]:
    """The words of every claim; then those of mentions, and of values that no claim bears."""
    only = incident.reports[0].id if len({each.id for each in incident.reports}) == 1 else None
    shown = set()
    for claim in incident.claims:
        for quote in claim.evidence:
            shown.add((quote.report or only, quote.start, quote.end))
            yield from _words(incident, claim.field, claim.id, quote, only, source, options)
    for mention in incident.mentions:
        quote = Quote(mention.start, mention.end, mention.exact, mention.report)
        yield from _words(incident, "mentions", None, quote, only, source, options)
    for field, evidence in _values(incident):
        for quote in evidence:
            if (quote.report or only, quote.start, quote.end) not in shown:
                yield from _words(incident, field, None, quote, only, source, options)


def _values(incident: MergedIncident) -> Iterator[tuple[str, Evidence]]:
    yield "when", incident.when.evidence
    yield "where", incident.where.evidence
    yield from ((f"actors.{each.role}", each.evidence) for each in incident.actors)
    yield from (("weapons", each.evidence) for each in incident.weapons)
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        yield f"counts.{field}", count.evidence if count else ()
    yield "responsibility", incident.responsibility.evidence


def _words(
    incident: MergedIncident,
    field: str,
    claim: ClaimId | None,
    quote: Quote,
    only: ReportId | None,
    source: Source,
    options: Options,
) -> Iterator[_Words]:
    report = quote.report or only
    if report is None:
        return
    if options.redact:
        yield _Words(incident, field, claim, quote, report, None, None)
        return
    record = source.record(report)
    sentence = _sentence(record, quote)
    text = record.document.text[sentence.start : sentence.end] if sentence else None
    yield _Words(incident, field, claim, quote, report, sentence, text)


def _sentence(record: Record, quote: Quote) -> Span | None:
    """The sentence in which the words begin."""
    sentences = record.document.sentences
    place = bisect_right(sentences, quote.start, key=lambda each: each.start) - 1
    return sentences[place] if place >= 0 and quote.start < sentences[place].end else None


def _fields() -> Iterator[Field[_Words]]:
    yield Field(Column("incident", "text", "incident"), "id", lambda told: told.incident.id)
    yield Field(Column("field", "text", "what the words tell: type, when, counts.killed, actors.target, mentions ..."),
                "claims[].field", lambda told: told.field)  # fmt: skip
    yield Field(Column("claim", "text", "the claim that stands on them; empty where none does", "", True),
                "claims[].id", lambda told: told.claim)  # fmt: skip
    yield Field(Column("report", "text", "report whose words they are"), "evidence[].report", lambda told: told.report)
    yield Field(Column("start", "whole", "first character in the document's text", "characters"), "evidence[].start",
                lambda told: told.quote.start)  # fmt: skip
    yield Field(Column("end", "whole", "character after the last", "characters"), "evidence[].end",
                lambda told: told.quote.end)  # fmt: skip
    yield Field(Column("exact", "text", "the words"), "evidence[].exact", lambda told: told.quote.exact)
    yield Field(Column("sentence_start", "whole", "first character of the sentence; empty where they stand in none",
                       "characters", True),
                "document.sentences[].start", lambda told: told.sentence.start if told.sentence else None)  # fmt: skip
    yield Field(Column("sentence", "text", "the sentence in which the words begin; empty with --redact", "", True),
                "document.text", lambda told: told.text)  # fmt: skip


EVIDENCE: Table = table(
    "evidence",
    "The words of the reports that everything else stands on, with the sentence they stand in.",
    (),
    tuple(_fields()),
    _evidence,
    refers={("incident",): ("incidents", ("id",)), ("incident", "report"): ("reports", ("incident", "report"))},
)
