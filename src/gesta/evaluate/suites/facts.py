"""The suite over stated facts: day, place and toll of the main incident of 200 reports marked by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.facts import Fact, coordinates, load_facts, ratios, score_facts
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, ratio
from gesta.evaluate.suites.workers import Workers

GOLD = Path("corpus/gva_facts")
_NOTES: dict[Fact, str] = {
    "shown": "articles with a shown incident",
    "day_exact": "the day that the text tells, to the day",
    "day_within_one": "at most a day off",
    "place_within_25_km": "coordinates within 25 km of the archive's, where its record is the place the text names",
    "admin1": "the state that the text tells or implies",
    "killed": "victims killed, where the text tells a number",
    "injured": "victims wounded, where the text tells a number",
    "killed_held": "numbers of killed that were read and are the text's",
    "injured_held": "numbers of wounded that were read and are the text's",
}


def facts_files(folders: Folders) -> list[Path]:
    """The files of facts marked by hand; raises FileNotFoundError where there are none."""
    folder = folders.gold or GOLD
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise FileNotFoundError(2, "no stated facts (*.jsonl) here", str(folder))
    return found


def _needs(folders: Folders) -> Sequence[Article]:
    keys = {str(json.loads(line)["doc"]) for path in facts_files(folders) for line in path.read_bytes().splitlines()}
    return tuple(each for each in articles(folders.data, "gva") if each.key in keys)


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    wanted = {article.key: article for article in _needs(folders)}
    gold, problems = load_facts(facts_files(folders), wanted)
    found = ratios(score_facts(gold, records, coordinates(folders.data)))
    acts = found["shown"].total if found else 0
    figures: tuple[Figure, ...] = tuple(
        ratio(fact, found[fact], f"{note}; {acts} articles that tell an act")
        for fact, note in _NOTES.items()
        if fact in found
    )
    return Outcome(figures, (), (*problems, *missing(records, wanted.values())))


FACTS = Suite(
    "facts",
    "Day, place and toll of the main incident of 200 articles of the Gun Violence Archive, as the text states them, "
    "marked by hand before any tuning. The articles are only scored: nothing is tuned on them and no error is listed. "
    "The main incident is the shown one that is told most often. Articles that tell an accident are left out.",
    _needs,
    _score,
)
