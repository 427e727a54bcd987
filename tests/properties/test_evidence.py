"""The promises of the design as properties over the development data (design, section 3).

A fixed random sample of every corpus by default; GESTA_ARTICLES=all reads every article (some twenty minutes on two
cores), in as many processes as there are cores.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from gesta.evaluate.corpora import CORPORA, Article, articles, by_hash
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.model.jsonl import decode, encode, read_schema
from gesta.pipeline.reading import Engine, engine
from gesta.readers.reader import ReaderName

EACH = os.environ.get("GESTA_ARTICLES", "4")
Faults = Iterator[str]
_SLOW_SHARE = 20 if EACH == "all" else 1
"""Of every so many articles one goes through the slow checks: the schema, and reading again alone."""


def as_report(article: Article) -> Report:
    identity = report_id(article.text.encode(), article.key, None, article.published)
    return Report(identity, article.key, "text", article.text, title=article.title or None, published=article.published)


def sample(data: Path) -> Iterator[Article]:
    for name in CORPORA:
        found = by_hash(articles(data, name), "properties")
        yield from found if EACH == "all" else found[: int(EACH)]


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


def evidence_is_the_words_at_its_offsets(article: Article, record: Record) -> Faults:
    text = record.document.text
    for found in quotes(msgspec.to_builtins(record)):
        if text[found["start"] : found["end"]] != found["exact"]:
            yield f"{found}"


def nothing_is_read_from_furniture(article: Article, record: Record) -> Faults:
    furniture = [block for block in record.document.blocks if block.kind == "furniture"]
    if not all(block.reason for block in furniture):
        yield "furniture without a reason"
    for part in ("incidents", "entities", "context"):
        for found in quotes(msgspec.to_builtins(getattr(record, part))):
            if any(found["start"] < block.end and block.start < found["end"] for block in furniture):
                yield f"{part}: {found}"


def the_text_is_the_given_text(article: Article, record: Record) -> Faults:
    if record.document.text != article.document_text:
        yield "another text"


def unknown_is_not_filled_in(article: Article, record: Record) -> Faults:
    for incident in record.incidents:
        if (incident.when.start or incident.when.end) and not incident.when.evidence:
            yield f"{incident.id}: a time without words"
        if incident.where.lat is not None and not incident.where.evidence:
            yield f"{incident.id}: a place without words"
        for field in ("killed", "injured", "detained", "abducted", "displaced"):
            count = getattr(incident.counts, field)
            if count is not None and not count.evidence:
                yield f"{incident.id}: {field} without words"
            if count is not None and count.exactness == "vague" and (count.low, count.high) != (None, None):
                yield f"{incident.id}: {field} is vague and has a number"


def a_record_survives_the_round_trip(article: Article, record: Record) -> Faults:
    if decode(encode(record)) != record:
        yield "decoded otherwise"


CHECKS: Mapping[str, Callable[[Article, Record], Faults]] = {
    check.__name__: check
    for check in (
        evidence_is_the_words_at_its_offsets,
        nothing_is_read_from_furniture,
        the_text_is_the_given_text,
        unknown_is_not_filled_in,
        a_record_survives_the_round_trip,
    )
}
SLOW = ("it_fits_the_schema", "reading_it_again_alone_gives_the_same_bytes")


@cache
def _engine(reader: ReaderName) -> Engine:
    return engine(reader=reader)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(read_schema())


def checked(reader: ReaderName, numbered: tuple[int, Article]) -> tuple[int, dict[str, list[str]]]:
    """How many quotations the record of one article holds, and its faults by check; a crash is a fault of each."""
    number, article = numbered
    try:
        record = _engine(reader).read(as_report(article))
    except Exception as error:  # the edge of a worker: whatever happened is told with the article
        return 0, {name: [f"{article.key}: {type(error).__name__}: {error}"] for name in (*CHECKS, *SLOW)}
    faults = {name: [f"{article.key}: {what}" for what in check(article, record)] for name, check in CHECKS.items()}
    if number % _SLOW_SHARE == 0:
        line = encode(record)
        wrong = [f"{article.key}: {error.message}" for error in _validator().iter_errors(msgspec.json.decode(line))]
        again = encode(_engine(reader).read(as_report(article)))
        faults |= {SLOW[0]: wrong, SLOW[1]: [] if again == line else [article.key]}
    return sum(1 for _ in quotes(msgspec.to_builtins(record))), faults


@pytest.fixture(scope="module", params=[name for name in get_args(ReaderName) if name != "llm"])
def faults(data: Path, loaded: Engine, request: pytest.FixtureRequest) -> dict[str, list[str]]:
    """Every fault of every article of the sample, by check."""
    found: dict[str, list[str]] = {name: [] for name in (*CHECKS, *SLOW)}
    seen = 0
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
        for count, faults in pool.map(partial(checked, request.param), enumerate(sample(data)), chunksize=8):
            seen += count
            for name, what in faults.items():
                found[name].extend(what)
    assert seen > 100, "the sample holds hardly any quotation"
    return found


@pytest.mark.data
@pytest.mark.parametrize("promise", [*CHECKS, *SLOW])
def test_promise(faults: dict[str, list[str]], promise: str) -> None:
    assert not faults[promise], "\n".join(faults[promise][:20])


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
