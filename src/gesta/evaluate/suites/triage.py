"""The suite over the triage: on stories that it was not learnt from, what it keeps of what the full reader shows.

Two truths: what the full reader shows of each held-back article (what a batch loses by the triage), and the incidents
annotated by hand in articles that are only ever scored (what there is to lose).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import GoldDocument, load_gold
from gesta.evaluate.incident_match import shown_incidents
from gesta.evaluate.measures import Ratio
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, ratio
from gesta.evaluate.suites.incidents import GOLD, annotated, gold_files
from gesta.evaluate.suites.workers import Workers
from gesta.evaluate.triage_draw import AMERICAN, corpus, drawn, part
from gesta.model.incidents import Record
from gesta.model.terms import LISTED_REALIS
from gesta.readers.triage import Decision, triage

GOLDS = (GOLD, Path("corpus/incidents_held"))
ORDINARY = frozenset({"masakhane", "polnear", "lgl", "geovirus", "meantime"})
"""Corpora that were not collected for violence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article with the triage's decision, and whether the reader shows an incident there, a fresh one among them."""

    article: Article
    decision: Decision
    shown: bool
    fresh: bool


def _held_back(folders: Folders) -> list[Article]:
    return [each for each in drawn(folders.data) if part(each, folders.data) == 0]


def _gold(folders: Folders) -> tuple[list[tuple[Article, GoldDocument]], tuple[Problem, ...]]:
    """The articles annotated by hand that are only scored."""
    found: list[tuple[Article, GoldDocument]] = []
    problems: list[Problem] = []
    for gold in (folders.gold,) if folders.gold else GOLDS:
        here = Folders(folders.data, gold)
        every = annotated(here)
        documents, faults = load_gold(gold_files(here), every)
        found += [(every[each.doc], each) for each in documents if each.half == "held"]
        problems += faults
    return found, tuple(problems)


def weigh(articles: Sequence[Article], records: Records) -> list[Weighed]:
    """The English articles among those that were read, each decided on."""
    return [
        _weighed(each, record)
        for each in articles
        if (record := records.get(each.key)) is not None and record.document.language in (None, "en")
    ]


def _weighed(article: Article, record: Record) -> Weighed:
    shown = shown_incidents(record)
    decision = triage().decide(article.text, article.title)
    return Weighed(article, decision, bool(shown), any(not each.background for each in shown))


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    articles = _held_back(folders)
    found = weigh(articles, records)
    figures = list(_figures(found))
    gold, problems = _gold(folders)
    figures += _of_gold(gold)
    wrong = [each for each in found if each.decision.keep != each.shown]
    listing = [
        f"{each.article.key}\t{'kept' if each.decision.keep else 'missed'}\t{each.decision.score}\t"
        f"{'fresh' if each.fresh else 'background' if each.shown else 'nothing'}"
        for each in sorted(wrong, key=lambda each: (each.decision.keep, each.decision.score))
    ]
    return Outcome(tuple(figures), tuple(listing), (*problems, *missing(records, articles)))


def _kept(found: Sequence[Weighed], wanted: Callable[[Weighed], bool]) -> Ratio:
    chosen = [each for each in found if wanted(each)]
    return Ratio(sum(each.decision.keep for each in chosen), len(chosen))


def _figures(found: Sequence[Weighed]) -> Iterator[Figure]:
    fresh: Callable[[Weighed], bool] = lambda each: each.fresh  # noqa: E731
    shown: Callable[[Weighed], bool] = lambda each: each.shown  # noqa: E731
    world = [each for each in found if corpus(each.article) not in AMERICAN]
    ordinary = [each for each in found if corpus(each.article) in ORDINARY]
    note = "articles of held-back stories in which the reader shows"
    yield ratio("recall", _kept(found, fresh), f"{note} an incident that is no background, kept")
    yield ratio("recall.world", _kept(world, fresh), f"{note} such an incident, without the archives of US shootings")
    yield ratio("recall.any", _kept(found, shown), f"{note} any incident, background too, kept")
    yield ratio("precision", _precision(found), "kept articles in which the reader shows an incident")
    yield ratio("dropped", _dropped(world), "articles without a shown incident that are dropped, US shootings aside")
    yield ratio("dropped.ordinary", _dropped(ordinary), f"the same in {', '.join(sorted(ORDINARY))}")
    for name, each in sorted(_by_corpus(found).items()):
        yield Figure(f"corpus.{name}.recall", None, str(_kept(each, fresh)), "kept of those with a fresh incident")
        yield Figure(f"corpus.{name}.dropped", None, str(_dropped(each)), "dropped of those without an incident")


def _precision(found: Sequence[Weighed]) -> Ratio:
    kept = [each for each in found if each.decision.keep]
    return Ratio(sum(each.shown for each in kept), len(kept))


def _dropped(found: Sequence[Weighed]) -> Ratio:
    silent = [each for each in found if not each.shown]
    return Ratio(sum(not each.decision.keep for each in silent), len(silent))


def _by_corpus(found: Sequence[Weighed]) -> Mapping[str, list[Weighed]]:
    made: dict[str, list[Weighed]] = {}
    for each in found:
        made.setdefault(corpus(each.article), []).append(each)
    return made


def _of_gold(gold: Sequence[tuple[Article, GoldDocument]]) -> Iterator[Figure]:
    telling = [a for a, each in gold if any(i.realis in LISTED_REALIS and not i.background for i in each.incidents)]
    kept = Ratio(sum(triage().decide(a.text, a.title).keep for a in telling), len(telling))
    yield ratio("recall.gold", kept, "articles with a fresh incident annotated by hand that are kept, held half")


TRIAGE = Suite(
    "triage",
    "The triage in front of the full reader, on articles whose stories it was not learnt from. An article that it "
    "drops is not read in a batch.",
    _held_back,
    _score,
)
