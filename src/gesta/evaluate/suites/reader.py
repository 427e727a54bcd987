"""The suites over mentions, whichever reader the engine has: acts with their roles, and who tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from gesta.evaluate.attributions import ToldText, score_speakers, told_texts
from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Prf
from gesta.evaluate.reader_score import ROLES, ReaderScore, score_acts
from gesta.evaluate.suites.figures import Folders, Outcome, Records, Suite, nothing_to_read, prf
from gesta.evaluate.suites.workers import Workers, report
from gesta.evaluate.wikievents import ActText, act_texts
from gesta.model.analysis import Analysis
from gesta.model.reading import Mention
from gesta.pipeline.engines import Settings, engine_of


def read_acts(settings: Settings, texts: Sequence[ActText]) -> ReaderScore:
    """The sum over the texts of what the engine's reader finds in them."""
    found = zip(texts, _read(settings, [text.article for text in texts]), strict=True)
    return sum((score_acts(text.acts, *read) for text, read in found), ReaderScore())


def read_speakers(settings: Settings, texts: Sequence[ToldText]) -> Prf:
    """The sum over the texts of the speakers that the engine's reader finds in them."""
    found = zip(texts, _read(settings, [text.article for text in texts]), strict=True)
    return sum((score_speakers(text.told, *read) for text, read in found), Prf())


def _read(settings: Settings, articles: Iterable[Article]) -> Iterator[tuple[Analysis, tuple[Mention, ...]]]:
    engine = engine_of(settings)
    for article in articles:
        document, analysis = engine.analyse(report(article))
        yield analysis, engine.reader.read(document, analysis).mentions


def _score_acts(folders: Folders, records: Records, workers: Workers) -> Outcome:
    texts = list(act_texts(folders.data))
    total = sum(
        workers.over("reader: articles of WikiEvents", partial(read_acts, workers.settings), texts, 2), ReaderScore()
    )
    note = f"WikiEvents dev, {len(texts)} articles"
    roles = sum(total.roles.values(), Prf())
    figures = [
        *prf("wikievents.triggers", total.triggers, f"{note}; acts asked for, mentions on acts accepted too"),
        *prf("wikievents.roles", roles, f"{note}; the head word, of the triggers found"),
    ]
    for role in ROLES:
        figures += prf(f"wikievents.roles.{role}", total.roles.get(role, Prf()), f"{note}; of the triggers found")
    return Outcome(tuple(figures))


def _score_speakers(folders: Folders, records: Records, workers: Workers) -> Outcome:
    texts = list(told_texts(folders.data))
    total = sum(
        workers.over("attribution: articles of PolNeAR", partial(read_speakers, workers.settings), texts, 4), Prf()
    )
    note = f"PolNeAR dev, {len(texts)} articles; mentions whose innermost attribution names its source"
    return Outcome(prf("polnear", total, note))


READER = Suite(
    "reader",
    "Mentions of acts and their roles against WikiEvents: attacks, demonstrations, arrests and releases are asked for; "
    "deaths, injuries, damage and crimes are accepted and not asked for (`gesta.evaluate.kairos`). A trigger is found "
    "by an event mention of any realis; precision is of the mentions that would be listed.",
    nothing_to_read,
    _score_acts,
)
ATTRIBUTION = Suite(
    "attribution",
    "Speakers of mentions against the attributions of political news in PolNeAR. A mention inside an attribution is "
    "told by its source, any other by nobody; a speaker is right when it and the source hold each other's head word.",
    nothing_to_read,
    _score_speakers,
)
