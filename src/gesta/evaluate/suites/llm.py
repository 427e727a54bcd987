"""The suite that needs an endpoint: three readers, and second opinions, on the same articles by the same scorer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gesta.errors import UsageError
from gesta.evaluate.corpora import Article, by_hash
from gesta.evaluate.incident_gold import load_gold
from gesta.evaluate.incidents import score
from gesta.evaluate.llm import Row, row
from gesta.evaluate.measures import Ratio
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read, ratio
from gesta.evaluate.suites.incidents import annotated, gold_files, related
from gesta.evaluate.suites.workers import Workers
from gesta.model.incidents import Record
from gesta.pipeline.engines import ReaderName, Settings

SAMPLE = 20
_SALT = "llm"
_SECOND: tuple[ReaderName, ...] = ("neural", "patterns")


def sample(folders: Folders) -> list[Article]:
    """Annotated articles of the half that may be read, in a fixed random order; never one of a held half."""
    found = annotated(folders)
    gold, _ = load_gold(gold_files(folders), found)
    read = {document.doc for document in gold if document.half == "read"}
    return [article for article in by_hash(found.values(), _SALT) if article.key in read][:SAMPLE]


def measure(folders: Folders, workers: Workers) -> list[Row]:
    """A row for each reader, then for each with second opinions; the one that asks in one process.

    Raises UsageError where no endpoint is named.
    """
    asked = workers.settings
    if asked.model is None:
        raise UsageError("eval llm needs --llm URL and --llm-model NAME")
    articles = sample(folders)
    alone = [(name, replace(asked, reader=name, model=None)) for name in _SECOND]
    llm = [(f"llm: {asked.model.model}", replace(asked, reader="llm"))]
    opinions = [(f"{name}, second opinion: {asked.model.model}", replace(asked, reader=name)) for name in _SECOND]
    return [_row(label, settings, folders, articles, workers) for label, settings in (*alone, *llm, *opinions)]


def _row(label: str, settings: Settings, folders: Folders, articles: Sequence[Article], workers: Workers) -> Row:
    jobs = workers.jobs if settings.model is None else 1
    workers.tell(f"{label}: {len(articles)} articles")
    records: Mapping[str, Record] = Workers(jobs, workers.tell, settings).read(articles)
    chosen = {article.key: article for article in articles}
    gold, _ = load_gold(gold_files(folders), annotated(folders))
    documents = [document for document in gold if document.doc in chosen]
    return row(label, score(documents, records, related()).total("read"), records)


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    rows = measure(folders, workers)
    return Outcome(tuple(figure for each in rows for figure in _figures(each)))


def _figures(each: Row) -> Iterator[Figure]:
    label, _, model = each.reader.partition(": ")
    name = label.replace(", ", "_").replace(" ", "_")
    by = f"; {model}" if model else ""
    yield ratio(f"{name}.precision", Ratio(*each.precision), f"right of shown{by}")
    yield ratio(f"{name}.core_recall", Ratio(*each.core), f"core gold incidents found{by}")
    yield ratio(f"{name}.empty_left_empty", Ratio(*each.empty), "articles without an incident for which none is shown")
    told = f"; left out: {each.left_out} strings that stand nowhere; without an answer: {each.unread}" if model else ""
    note = f"quotations of the records that are the text's own words{told}"
    yield ratio(f"{name}.grounded", Ratio(*each.spans), note)


LLM = Suite(
    "llm",
    "The llm reader, and second opinions, beside the other readers on twenty annotated articles of the half that may "
    "be read. It asks the endpoint that is named, and so has no floor.",
    nothing_to_read,
    _score,
)
