"""What must hold for every document and every record, whatever was captured (design, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gesta.model.documents import Document, Report
from gesta.model.incidents import Record
from gesta.model.jsonl import decode, encode

_LONGEST_SENTENCE = 1600


def of_report(report: Report) -> Iterator[str]:
    """What is wrong with a report: it must be written as JSON and read again."""
    yield from _survives(report, Report, "report")


def of_document(document: Document) -> Iterator[str]:
    """What is wrong with a document: blocks and sentences in range, in order, apart, and covering the text."""
    text, position = document.text, 0
    for block in document.blocks:
        if not position <= block.start < block.end <= len(text):
            yield "blocks: out of range, of order, or empty"
            return
        if text[position : block.start].strip():
            yield "blocks: some text is in none"
        if (block.reason is not None) != (block.kind == "furniture"):
            yield "blocks: furniture without a reason, or a reason without furniture"
        position = block.end
    if text[position:].strip():
        yield "blocks: the end of the text is in none"
    yield from _sentences(document)
    for quote in document.published.evidence:
        if text[quote.start : quote.end] != quote.exact:
            yield "published: the words are not at their offsets"
    yield from _survives(document, Document, "document")


def _sentences(document: Document) -> Iterator[str]:
    text, position = document.text, 0
    for sentence in document.sentences:
        block = document.block_at(sentence.start)
        if not position <= sentence.start < sentence.end <= len(text):
            yield "sentences: out of range, of order, or empty"
            return
        if block is None or block.kind == "furniture" or sentence.end > block.end:
            yield "sentences: one is not inside a block that is read"
        if text[sentence.start : sentence.end] != text[sentence.start : sentence.end].strip():
            yield "sentences: one has white space at its edge"
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            yield "sentences: one is endless"
        position = sentence.end


def of_record(record: Record) -> Iterator[str]:
    """What is wrong with a record: each quotation is the words at its place, none is of furniture, JSON keeps it."""
    text = record.document.text
    furniture = [block for block in record.document.blocks if block.kind == "furniture"]
    for part in ("report", "entities", "incidents", "context"):
        for start, end, exact in _quotations(msgspec.to_builtins(getattr(record, part))):
            if not 0 <= start <= end <= len(text):
                yield f"{part}: a quotation is out of range"
            elif text[start:end] != exact:
                yield f"{part}: the words are not at their offsets"
            if part != "report" and any(start < block.end and block.start < end for block in furniture):
                yield f"{part}: something is read from furniture"
    if decode(encode(record)) != record:
        yield "record: it is another after JSON"


def _quotations(value: object) -> Iterator[tuple[int, int, str]]:
    """Every object with start, end and exact, however deep."""
    if isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            yield value["start"], value["end"], value["exact"]
        for inner in value.values():
            yield from _quotations(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _quotations(inner)


def _survives(value: msgspec.Struct, kind: type[msgspec.Struct], what: str) -> Iterator[str]:
    if msgspec.json.decode(msgspec.json.encode(value), type=kind) != value:
        yield f"{what}: it is another after JSON"
