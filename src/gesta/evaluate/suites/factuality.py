"""The suite over single predicates: whether what they tell happened, by a reader that judges any word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from gesta.errors import Problem
from gesta.evaluate.factuality import (
    READ_AS,
    Confusion,
    Corpus,
    JudgedSentence,
    by_verdict,
    document_of,
    macro_f1,
    meantime_sentences,
    uds_sentences,
)
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read, prf
from gesta.evaluate.suites.workers import Workers
from gesta.pipeline.engines import Settings, engine_of
from gesta.readers.linguistics import analyse_one
from gesta.readers.reader import Judge


def judged(judge: Judge, corpus: Corpus, sentences: Sequence[JudgedSentence]) -> Confusion:
    """How often each verdict of gold met which of the judge, over every predicate."""
    confusion: Confusion = Confusion()
    for sentence in sentences:
        document = document_of(sentence.text)
        analysis = analyse_one(document)
        for span, verdict in sentence.predicates:
            token = analysis.token_at(span.start)
            given = None if token is None else READ_AS[corpus][judge.judge(document, analysis, token)]
            confusion[verdict, given] += 1
    return confusion


def judged_by_engine(settings: Settings, corpus: Corpus, sentences: Sequence[JudgedSentence]) -> Confusion:
    """The same by the engine's reader, which must be a judge."""
    reader = engine_of(settings).reader
    assert isinstance(reader, Judge)
    return judged(reader, corpus, sentences)


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    folder = folders.data / "factuality"
    corpora: dict[Corpus, list[JudgedSentence]] = {
        "uds": list(uds_sentences(folder / "uds_ih2_dev.jsonl")),
        "meantime": list(meantime_sentences(folder / "meantime_dev.conll")),
    }
    reader = engine_of(workers.settings).reader
    if not isinstance(reader, Judge):
        return Outcome((), (), (Problem("factuality", f"the reader {reader.name} judges no single words"),))
    figures: list[Figure] = []
    for corpus, sentences in corpora.items():
        parts = workers.over(
            f"factuality: sentences of {corpus}", partial(judged_by_engine, workers.settings, corpus), sentences, 200
        )
        figures += _figures(corpus, sum(parts, Confusion()))
    return Outcome(tuple(figures))


def _figures(corpus: Corpus, confusion: Confusion) -> Iterator[Figure]:
    note = f"{confusion.total()} predicates of the dev part"
    yield Figure(f"{corpus}.macro_f1", macro_f1(confusion), "", f"{note}; mean of the verdicts' F1")
    for verdict, counts in by_verdict(confusion).items():
        yield from prf(f"{corpus}.{verdict}", counts, note)


FACTUALITY = Suite(
    "factuality",
    "Did it happen? Predicates of UDS-IH2 (web texts; its annotators' yes and no weighted with their confidence) and "
    "of MEANTIME (business news) against the realis of the word: actual happened; negated and prevented did not, nor, "
    "as UDS-IH2 asks it, did what is still to come or imagined; the rest is uncertain.",
    nothing_to_read,
    _score,
)
