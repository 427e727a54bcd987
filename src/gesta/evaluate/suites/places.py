"""The suite over places: LGL and GeoVirus with the names given, and end to end from what a record lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gesta.evaluate.corpora import Article, articles, by_hash
from gesta.evaluate.place_ranker import five_folds
from gesta.evaluate.places import Accuracy, GoldText, accuracy, detection, geovirus, lgl, with_gold_spans
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing
from gesta.evaluate.suites.workers import Workers
from gesta.knowledge.places import gazetteer
from gesta.model.entities import PlaceEntity

_LGL_SAMPLE, _GEOVIRUS_SAMPLE = 150, 100
"""Articles read end to end: enough for two points of error, few enough for a run of minutes."""


def _geovirus_article(text: GoldText) -> Article:
    """GeoVirus passages by number: some pages stand twice, so the page is no key."""
    return Article(f"geovirus-passage:{text.key.rpartition(':')[2]}", "", text.text)


def _lgl_sample(data: Path) -> list[Article]:
    return by_hash(articles(data, "lgl"), "places")[:_LGL_SAMPLE]


def _geovirus_sample(data: Path) -> list[Article]:
    return by_hash(map(_geovirus_article, geovirus(data)), "places")[:_GEOVIRUS_SAMPLE]


def _needs(folders: Folders) -> Sequence[Article]:
    return (*_lgl_sample(folders.data), *_geovirus_sample(folders.data))


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    workers.tell("places: LGL and GeoVirus with gold spans")
    cities = tuple(lgl(folders.data))
    passages = tuple(geovirus(folders.data))
    figures = [
        *_given("lgl.gold_spans", cities, "all articles"),
        *_figures("lgl.five_fold", five_folds(cities, gazetteer()), "weights learnt on the other four folds"),
        *_given("lgl_untuned.gold_spans", [text for text in cities if not text.tuning], "the half not tuned on"),
        *_given("geovirus.gold_spans", passages, "all passages"),
    ]
    local, viral = _lgl_sample(folders.data), _geovirus_sample(folders.data)
    keyed = [replace(text, key=_geovirus_article(text).key) for text in passages]
    figures += _end_to_end("lgl.end_to_end", cities, local, records)
    figures += _end_to_end("geovirus.end_to_end", keyed, viral, records)
    return Outcome(tuple(figures), (), missing(records, (*local, *viral)))


def _given(name: str, texts: Sequence[GoldText], what: str) -> Iterator[Figure]:
    yield from _figures(name, accuracy(with_gold_spans(texts, gazetteer()), gazetteer()), what)


def _figures(name: str, found: Accuracy, what: str) -> Iterator[Figure]:
    told = f"{what}, names given; median error {found.median_km:g} km"
    of = str(found.total)
    if found.exact is not None:
        yield Figure(f"{name}.exact", found.exact, of, f"{what}, names given; the same GeoNames number")
    yield Figure(f"{name}.within_161_km", found.within_161_km if found.total else None, of, told)
    yield Figure(f"{name}.within_25_km", found.within_25_km if found.total else None, of, told)
    yield Figure(f"{name}.resolved", found.resolved if found.total else None, of, told)


def _end_to_end(name: str, texts: Iterable[GoldText], sample: Sequence[Article], records: Records) -> Iterator[Figure]:
    keys = {article.key for article in sample}
    chosen = [text for text in texts if text.key in keys]
    found = detection(chosen, lambda text: _places(records, text))
    of = f"{len(chosen)} texts"
    told = "sample by hash, read end to end"
    yield Figure(f"{name}.precision", found.precision, of, f"{told}; names found that are gold names")
    yield Figure(f"{name}.recall", found.recall, of, f"{told}; gold names found")
    yield Figure(f"{name}.f1", found.f1, of, told)
    yield Figure(f"{name}.located", found.located, of, f"{told}; gold names found and within 161 km")


def _places(records: Records, text: GoldText) -> list[PlaceEntity]:
    return [each for each in records[text.key].entities if isinstance(each, PlaceEntity)]


PLACES = Suite(
    "places",
    "Place names of LGL (local US news) and GeoVirus (Wikinews on epidemics), resolved to coordinates.",
    _needs,
    _score,
)
