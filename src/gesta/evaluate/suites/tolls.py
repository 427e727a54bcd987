"""The suite over tolls of merged incidents: articles with facts marked by hand, merged with all of their incidents."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.evaluate.corpora import Article
from gesta.evaluate.facts import load_facts
from gesta.evaluate.measures import Ratio
from gesta.evaluate.merge_gold import Filed, filed_incidents, told_articles
from gesta.evaluate.merged_tolls import TollVerdict, toll_verdicts
from gesta.evaluate.suites.facts import FACTS, facts_files
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, ratio
from gesta.evaluate.suites.workers import Workers


def _needs(folders: Folders) -> Sequence[Article]:
    """The marked articles, and every other of their incidents."""
    marked = {each.key: each for each in FACTS.needs(folders)}
    told = told_articles(folders.data)
    incidents = {each.incident for each in told if each.article.key in marked and each.incident is not None}
    also = {each.article.key: each.article for each in told if each.incident in incidents}
    return tuple({**also, **marked}.values())


def _filed(folders: Folders, keys: set[str]) -> dict[str, Filed]:
    known = filed_incidents(folders.data)
    return {
        each.article.key: known[each.incident]
        for each in told_articles(folders.data)
        if each.article.key in keys and each.incident in known
    }


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    wanted = {article.key: article for article in _needs(folders)}
    gold, problems = load_facts(facts_files(folders), wanted)
    filed = _filed(folders, {facts.doc for facts in gold})
    verdicts = list(toll_verdicts(gold, filed, {key: records[key] for key in sorted(wanted)}))
    figures = tuple(_figure(field, verdicts) for field in ("killed", "injured"))
    return Outcome(figures, (), (*problems, *missing(records, wanted.values())))


def _figure(field: str, verdicts: Sequence[TollVerdict]) -> Figure:
    mine = [each for each in verdicts if each.field == field]
    merged = Ratio(sum(each.merged == each.record for each in mine), len(mine))
    alone = Ratio(sum(each.alone == each.record for each in mine), len(mine))
    return ratio(field, merged, f"as the record has it; the article alone: {100 * (alone.value or 0):.1f}")


TOLLS = Suite(
    "tolls",
    "Killed and injured of merged incidents: the 200 articles with facts marked by hand, merged with all others of "
    "their incidents as a project would, by the lead policy. Scored are figures that the article states and the "
    "archive's record has too. Nothing is tuned on them and no error is listed.",
    _needs,
    _score,
)
