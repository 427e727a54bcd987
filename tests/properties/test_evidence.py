"""The promises of the design as properties over the development data (design, section 3).

A fixed random sample of every corpus by default; GESTA_ARTICLES=all reads every article (an hour on two cores).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from gesta.evaluate.corpora import CORPORA, Article, articles, by_hash
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.model.jsonl import decode, encode, read_schema
from gesta.pipeline.reading import Engine

EACH = os.environ.get("GESTA_ARTICLES", "4")


def as_report(article: Article) -> Report:
    identity = report_id(article.text.encode(), article.key, None, article.published)
    return Report(identity, article.key, "text", article.text, title=article.title or None, published=article.published)


def sample(data: Path) -> Iterator[Article]:
    for name in CORPORA:
        found = by_hash(articles(data, name), "properties")
        yield from found if EACH == "all" else found[: int(EACH)]


@pytest.fixture(scope="module")
def records(data: Path, loaded: Engine) -> list[tuple[Article, Record]]:
    return [(article, loaded.read(as_report(article))) for article in sample(data)]


def quotes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with start, end and exact anywhere in the JSON of a record."""
    if isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            yield value
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from quotes(inner)


@pytest.mark.data
def test_evidence_is_the_words_at_its_offsets(records: list[tuple[Article, Record]]) -> None:
    seen = 0
    for article, record in records:
        text = record.document.text
        for found in quotes(msgspec.to_builtins(record)):
            seen += 1
            assert text[found["start"] : found["end"]] == found["exact"], (article.key, found)
    assert seen > 100


@pytest.mark.data
def test_no_incident_is_read_from_furniture(records: list[tuple[Article, Record]]) -> None:
    for article, record in records:
        furniture = [block for block in record.document.blocks if block.kind == "furniture"]
        assert all(block.reason for block in furniture)
        for part in ("incidents", "entities", "context"):
            for found in quotes(msgspec.to_builtins(getattr(record, part))):
                inside = [b for b in furniture if found["start"] < b.end and b.start < found["end"]]
                assert not inside, (article.key, found, inside)


@pytest.mark.data
def test_the_text_is_the_given_text(records: list[tuple[Article, Record]]) -> None:
    for article, record in records:
        assert record.document.text == article.document_text, article.key


@pytest.mark.data
def test_unknown_is_not_filled_in(records: list[tuple[Article, Record]]) -> None:
    for article, record in records:
        for incident in record.incidents:
            if incident.when.start or incident.when.end:
                assert incident.when.evidence, (article.key, incident.id)
            if incident.where.lat is not None:
                assert incident.where.evidence, (article.key, incident.id)
            for field in ("killed", "injured", "detained", "abducted", "displaced"):
                count = getattr(incident.counts, field)
                assert count is None or count.evidence, (article.key, incident.id, field)
                if count is not None and count.exactness == "vague":
                    assert count.low is None, (article.key, incident.id, field)
                    assert count.high is None, (article.key, incident.id, field)


@pytest.mark.data
def test_without_a_publication_date_nothing_relative_gets_a_date(data: Path, loaded: Engine) -> None:
    for article in by_hash(articles(data, "gva"), "undated")[:10]:
        record = loaded.read(Report(report_id(b"", article.key), article.key, "text", article.text))
        if record.report.published.start is not None:
            continue
        for incident in record.incidents:
            if incident.when.start:
                words = " ".join(quote.exact for quote in incident.when.evidence)
                assert any(character.isdigit() for character in words), (article.key, incident.when)


@pytest.mark.data
def test_records_round_trip_and_fit_the_schema(records: list[tuple[Article, Record]]) -> None:
    validator = jsonschema.Draft202012Validator(read_schema())
    for article, record in records:
        line = encode(record)
        assert decode(line) == record, article.key
        assert not list(validator.iter_errors(msgspec.json.decode(line))), article.key


@pytest.mark.data
def test_reading_alone_gives_the_same_bytes(data: Path, loaded: Engine, records: list[tuple[Article, Record]]) -> None:
    for article, record in records[::9]:
        assert encode(loaded.read(as_report(article))) == encode(record), article.key
