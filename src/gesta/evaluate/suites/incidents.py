"""Suites over whole records: incidents annotated by hand, and incidents shown where news is not about violence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from gesta.codebook.load import load as load_codebook
from gesta.errors import Problem
from gesta.evaluate.corpora import CORPORA, Article, articles, by_hash
from gesta.evaluate.incident_gold import load_gold
from gesta.evaluate.incident_match import Relation, shown_incidents
from gesta.evaluate.incidents import IncidentFigures, errors, score, words
from gesta.evaluate.measures import Ratio
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, prf, ratio
from gesta.evaluate.suites.workers import Workers

GOLD = Path("corpus/incidents")
_FURTHER = Path("corpus/incidents_further")
_OF_CONFLIBERT = frozenset({"insightCrime", "satp_relevant", "IndiaPoliceEvents_docs"})
PEACEFUL = frozenset({"sports", "business", "entertainment", "technology"})
PEACEFUL_SAMPLE = 100
_SALT = "false-incidents"


def gold_files(folders: Folders) -> list[Path]:
    folder = folders.gold or GOLD
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise FileNotFoundError(2, "no annotated incidents (*.jsonl) here", str(folder))
    return found


def annotated(folders: Folders) -> dict[str, Article]:
    """The articles that the gold files name, of the corpora that hold them; one that is nowhere is left out."""
    keys: set[str] = set()
    for path in gold_files(folders):
        keys |= {str(json.loads(line)["doc"]) for line in path.read_bytes().splitlines()}
    named = {key.partition(":")[0] for key in keys}
    corpora = sorted({"conflibert" if name in _OF_CONFLIBERT else name for name in named} & set(CORPORA))
    return {each.key: each for each in articles(folders.data, *corpora) if each.key in keys} if corpora else {}


def _needs(folders: Folders) -> Sequence[Article]:
    return tuple(annotated(folders).values())


def related() -> Relation:
    book = load_codebook()
    return lambda one, two: one in book.concepts and two in book.concepts and book.related(one, two)


def _further(folders: Folders) -> Folders:
    return Folders(folders.data, folders.gold or _FURTHER)


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    gold, problems = load_gold(gold_files(folders), annotated(folders))
    scores = score(gold, records, related())
    figures = [*_figures("read", scores.total("read")), *_figures("held", scores.total("held"))]
    listing = [f"{each.doc}\t{each.kind}\t{each.label}\t{each.words}" for each in errors(scores)]
    return Outcome(tuple(figures), tuple(listing), (*problems, *scores.problems))


def _figures(half: str, total: IncidentFigures) -> Iterator[Figure]:
    """All figures of one half; nothing where the gold has no documents of it."""
    if not total.documents:
        return
    verdicts = ", ".join(f"{verdict} {count}" for verdict, count in sorted(total.verdicts.items()))
    shown = sum(total.verdicts.values())
    duplicates = total.verdicts.get("duplicate", 0)
    silent = sum(total.silenced.values())
    yield ratio(f"{half}.precision", total.precision, f"right of shown, {total.documents} documents: {verdicts}")
    yield ratio(f"{half}.core_recall", total.core, "core gold incidents found")
    yield ratio(f"{half}.debatable_recall", total.debatable, "debatable gold incidents found")
    yield ratio(f"{half}.empty_left_empty", total.empty, "documents without an incident for which none is shown")
    yield ratio(f"{half}.not_duplicate", Ratio(shown - duplicates, shown), "shown incidents that repeat no other")
    yield ratio(f"{half}.not_silenced", Ratio(shown - silent, shown), "shown incidents not on words that tell none")
    yield ratio(f"{half}.one_occurrence", total.whole, "matched incidents that run no two occurrences together")
    yield ratio(f"{half}.not_actual", total.not_actual, _shown_as_actual(total.not_actual))
    for attribute, counted in total.attributes.items():
        yield ratio(f"{half}.attribute.{attribute}", counted, "of right incidents where gold or Gesta tells it")
    for item, counts in total.items.items():
        yield from prf(f"{half}.attribute_f1.{item}", counts, "each one that gold or Gesta tells of right incidents")


def _shown_as_actual(kept: Ratio) -> str:
    shown = Ratio(kept.total - kept.right, kept.total)
    return f"planned, threatened, imagined, denied or general, and not shown; shown as actual: {shown}"


def peaceful(folders: Folders) -> list[Article]:
    """MasakhaNEWS articles of the topics, in a fixed random order."""
    path = folders.data / "masakhane_news" / "eng_dev.jsonl"
    topics = [str(json.loads(line)["category"]) for line in path.read_bytes().splitlines()]
    found = by_hash(articles(folders.data, "masakhane"), _SALT)
    return [a for a in found if topics[int(a.key.partition(":")[2])] in PEACEFUL][:PEACEFUL_SAMPLE]


def _false(folders: Folders, records: Records, workers: Workers) -> Outcome:
    sample = peaceful(folders)
    listing: list[str] = []
    touched = 0
    for article in sample:
        shown = shown_incidents(records.get(article.key))
        touched += bool(shown)
        listing += [f"{article.key}\t{each.type}\t{each.realis}\t{words(each)}" for each in shown]
    note = f"shown incidents in {len(sample)} articles of {', '.join(sorted(PEACEFUL))}; a person says which are false"
    figures = (
        Figure("shown", None, f"{len(listing)} in {len(sample)}", note),
        Figure("articles", None, f"{touched}/{len(sample)}", "articles with a shown incident, true or false"),
    )
    problems: tuple[Problem, ...] = missing(records, sample)
    return Outcome(figures, tuple(listing), problems)


INCIDENTS = Suite(
    "incidents",
    "Incidents annotated by hand in articles of seven corpora. The read half may be looked at while developing, of the "
    "held half only these sums are seen.",
    _needs,
    _score,
)
FURTHER = Suite(
    "further",
    "Incidents annotated by hand in further articles, drawn from what other draws had left: most tell acts in "
    "passing, in features, politics and opinion, which is harder than a report of an incident. Halves as above.",
    lambda folders: _needs(_further(folders)),
    lambda folders, records, workers: _score(_further(folders), records, workers),
)
FALSE = Suite(
    "false",
    "Incidents shown in articles that are hardly ever about violence, listed by `gesta eval false` for a person to "
    "read: the number alone does not say how many are false, so it has no floor.",
    peaceful,
    _false,
)
