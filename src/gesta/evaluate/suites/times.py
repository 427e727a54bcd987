"""The suite over times: expressions and TIMEX3 values of WikiWars and of tweets, and the day of GVA's incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesta.evaluate.corpora import Article, by_hash
from gesta.evaluate.incident_match import shown_incidents
from gesta.evaluate.measures import Ratio
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, ratio
from gesta.evaluate.suites.workers import Workers, report
from gesta.evaluate.times import (
    DatedArticle,
    GoldText,
    TimeScore,
    dated_articles,
    score_times,
    tells_day,
    timex_texts,
    valued,
)
from gesta.model.entities import TimeEntity
from gesta.readers.linguistics import analyse_one
from gesta.resolve.times import times
from gesta.text.documents import document

GVA_SAMPLE = 300
GVA_SALT = "gva"


def gva_sample(folders: Folders) -> list[DatedArticle]:
    """GVA articles published at most six days after their incident, by hash; the counts suite takes the same ones."""
    dated = {each.article.key: each for each in dated_articles(folders.data)}
    return [dated[article.key] for article in by_hash((e.article for e in dated.values()), GVA_SALT)[:GVA_SAMPLE]]


def _needs(folders: Folders) -> Sequence[Article]:
    return tuple(each.article for each in gva_sample(folders))


def score_texts(texts: Sequence[GoldText]) -> TimeScore:
    """The sum over the texts of what the time reader finds in them."""
    total = TimeScore()
    for text in texts:
        read = document(report(Article(text.key, "", text.text, text.published)))
        total += score_times(text.times, valued(times(read, analyse_one(read))))
    return total


def score_baseline(texts: Sequence[GoldText]) -> TimeScore:
    """The sum over the texts of what dateparser finds in them."""
    from gesta.evaluate.dateparser_baseline import found  # heavy, and of no use to other commands

    return sum((score_times(text.times, found(text)) for text in texts), TimeScore())


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    figures: list[Figure] = []
    for name, corpus, batch in (("wikiwars", "wikiwars_train", 1), ("tweets", "tweets_train", 100)):
        texts = list(timex_texts(folders.data, corpus))
        parts = workers.over(name, score_texts, texts, batch)
        figures += _figures(name, sum(parts, TimeScore()), f"{len(texts)} texts")
        parts = workers.over(f"{name} by dateparser", score_baseline, texts, batch)
        figures += _baseline(name, sum(parts, TimeScore()))
    sample = gva_sample(folders)
    figures += _days(sample, records)
    return Outcome(tuple(figures), (), missing(records, (each.article for each in sample)))


def _figures(name: str, total: TimeScore, note: str) -> Iterator[Figure]:
    if not total.gold:
        return
    yield Figure(f"{name}.strict_f1", total.strict_f1, f"{total.strict} of {total.gold}", f"{note}; equal borders")
    yield Figure(f"{name}.relaxed_f1", total.relaxed_f1, f"{total.relaxed_gold} of {total.gold}", f"{note}; overlap")
    values = f"{total.values}/{total.valued}"
    yield Figure(f"{name}.value", total.value_accuracy, values, f"{note}; TIMEX3 value of the expressions found")
    right = f"{total.values} of {total.gold}"
    yield Figure(f"{name}.value_f1", total.value_f1, right, f"{note}; right values over gold and given")


def _baseline(name: str, total: TimeScore) -> Iterator[Figure]:
    """The same scores of dateparser: figures to compare with, without floors."""
    if not total.gold:
        return
    note = "baseline: dateparser.search.search_dates, prepositions and articles cut off"
    for score, value in (
        ("strict_f1", total.strict_f1),
        ("relaxed_f1", total.relaxed_f1),
        ("value", total.value_accuracy),
        ("value_f1", total.value_f1),
    ):
        yield Figure(f"{name}.dateparser.{score}", None, f"{100 * value:.1f} %", note)


def _days(sample: Sequence[DatedArticle], records: Records) -> Iterator[Figure]:
    told = dated = 0
    for each in sample:
        record = records[each.article.key]
        told += tells_day((e for e in record.entities if isinstance(e, TimeEntity)), each.day)
        dated += any((one.when.start or "")[:10] == each.day for one in shown_incidents(record))
    note = f"GVA, {len(sample)} articles by hash, published at most 6 days after"
    yield ratio("gva.day_read", Ratio(told, len(sample)), f"{note}; an expression resolves to the incident's day")
    yield ratio("gva.incident_day", Ratio(dated, len(sample)), f"{note}; a shown incident is dated on that day")


TIMES = Suite(
    "times",
    "Time expressions of WikiWars and of tweets (training parts, the only ones there are), and the day of incidents "
    "that the Gun Violence Archive dates. An article need not tell the day, so the last two cannot reach 100.",
    _needs,
    _score,
)
