"""The suite over counts: numbers of people in MUC-4's keys, and tolls of GVA's incident records."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.evaluate.corpora import Article
from gesta.evaluate.counts import CountScore, GoldCount, gva_tolls, muc4_counts, score_count, score_tolls
from gesta.evaluate.incident_match import shown_incidents
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing
from gesta.evaluate.suites.muc4 import splits
from gesta.evaluate.suites.times import gva_sample
from gesta.evaluate.suites.workers import Workers, report
from gesta.model.incidents import Record
from gesta.model.values import Count
from gesta.readers.linguistics import analyse_one
from gesta.resolve.counts import count_of
from gesta.text.documents import document


def _needs(folders: Folders) -> Sequence[Article]:
    return tuple(each.article for each in gva_sample(folders))


def score_phrases(texts: Sequence[Sequence[GoldCount]]) -> CountScore:
    """The sum over texts, each given as its phrases; a phrase is read at the first place where it tells a number."""
    total = CountScore()
    for phrases in texts:
        read = document(report(Article(phrases[0].key, "", phrases[0].text)))
        analysis = analyse_one(read)
        for phrase in phrases:
            found = (count_of(read, analysis, place) for place in phrase.places)
            total += score_count(phrase.bounds, next((count for count in found if count is not None), None))
    return total


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    by_text: dict[str, list[GoldCount]] = {}
    for phrase in muc4_counts(folders.data, splits(folders.data / "muc4" / "templates.jsonl")):
        by_text.setdefault(phrase.key, []).append(phrase)
    people = sum(workers.over("counts: texts of MUC-4", score_phrases, by_text.values(), 8), CountScore())
    sample = [each.article for each in gva_sample(folders)]
    told = {article.key: _tolls(records[article.key]) for article in sample}
    killed, injured = score_tolls(gva_tolls(folders.data), told)
    note = f"GVA, {len(sample)} articles by hash; the first shown incident that tells it, by the lead policy"
    figures = (
        *_figures("muc4.people", people, "HUM TGT: NUMBER of MUC-4 dev, words given"),
        *_figures("gva.killed", killed, note),
        *_figures("gva.injured", injured, note),
    )
    return Outcome(figures, (), missing(records, sample))


def _tolls(record: Record) -> tuple[Count | None, Count | None]:
    """Dead and injured, each of the first shown incident that tells it."""
    tolls = [incident.counts for incident in shown_incidents(record)]
    killed = next((each.killed for each in tolls if each.killed is not None), None)
    return killed, next((each.injured for each in tolls if each.injured is not None), None)


def _figures(name: str, score: CountScore, note: str) -> tuple[Figure, ...]:
    if not score.gold:
        return ()
    return (
        Figure(f"{name}.exact", score.accuracy, f"{score.exact}/{score.gold}", f"{note}; equal bounds"),
        Figure(f"{name}.within", score.within_share, f"{score.within}/{score.gold}", f"{note}; inside the bounds"),
        Figure(f"{name}.told", score.told / score.gold, f"{score.told}/{score.gold}", f"{note}; any number told"),
    )


COUNTS = Suite(
    "counts",
    "Numbers of people: phrases of MUC-4 dev, and dead and injured of the Gun Violence Archive's records. A record of "
    "that archive may know what the article does not tell.",
    _needs,
    _score,
)
