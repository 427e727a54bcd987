"""The suite over actors: PETRARCH's unit-test sentences, the CAMEO entity set, and 300 mentions annotated by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from gesta.errors import Problem
from gesta.evaluate.actor_draw import CORPORA, draw
from gesta.evaluate.actor_mentions import GoldMention, Judged, judge, load_mentions, other_texts, score
from gesta.evaluate.cameo_actors import NOTHING, dictionaries, score_sentences, sentences
from gesta.evaluate.cameo_spans import TaggedSentence, anybody, sides, tagged
from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.incident_gold import GoldDocument
from gesta.evaluate.spans import LabelledSpan, over_documents, relaxed, strict
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, prf, ratio
from gesta.evaluate.suites.incidents import GOLD as INCIDENTS
from gesta.evaluate.suites.workers import Workers
from gesta.model.entities import ActorEntity

GOLD = Path("corpus/actors/mentions.jsonl")


def _mentioned(folders: Folders) -> tuple[tuple[GoldMention, ...], dict[str, Article]]:
    gold = load_mentions(GOLD)
    wanted = {each.doc for each in gold}
    return gold, {each.key: each for each in articles(folders.data, *CORPORA) if each.key in wanted}


def _needs(folders: Folders) -> Sequence[Article]:
    _, found = _mentioned(folders)
    return (*found.values(), *(each.article for each in tagged(folders.data)))


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    gold, found = _mentioned(folders)
    problems = (*other_texts(gold, found), *_undrawn(folders.data, gold))
    bad = {problem.where for problem in problems}
    judged = [judge(each, _entities(records, each.doc)) for each in gold if each.doc not in bad]
    coding = partial(score_sentences, dictionaries(folders.data))
    parts = workers.over("actors: PETRARCH sentences", coding, sentences(folders.data), 150)
    coded = sum(parts, NOTHING)
    told = tuple(tagged(folders.data))
    figures = (
        ratio("petrarch.coded", coded.coded, "gold actors: country and sector right; a country where it is named"),
        *prf("petrarch.acting", coded.acting, "the same; a country only where it acts"),
        *_spans(told, records),
        *_mentions("mentions", judged),
        *_mentions("mentions.held", [each for each in judged if each.gold.half == "held"]),
    )
    listing = (*_errors(judged, found), *coded.misses)
    return Outcome(figures, listing, (*problems, *missing(records, found.values())))


def _undrawn(data: Path, gold: Sequence[GoldMention]) -> tuple[Problem, ...]:
    """A Problem for each mention that is not one of the draw: the gold must not have been chosen."""
    lines = (line for path in sorted(INCIDENTS.glob("*.jsonl")) for line in path.read_bytes().splitlines())
    documents = [msgspec.json.decode(line, type=GoldDocument) for line in lines]
    held = frozenset(each.doc for each in documents if each.half == "held")
    drawn = {(each.article.key, each.start, each.half) for each in draw(data, held)}
    return tuple(
        Problem(each.doc, f"the mention at {each.start} was not drawn", "see gesta.evaluate.actor_draw")
        for each in gold
        if (each.doc, each.start, each.half) not in drawn
    )


def _entities(records: Records, key: str) -> list[ActorEntity]:
    return [each for each in records[key].entities if isinstance(each, ActorEntity)]


def _spans(told: Sequence[TaggedSentence], records: Records) -> Iterator[Figure]:
    gold = {each.article.key: each.spans for each in told}
    bare = {key: tuple(LabelledSpan(span.start, span.end) for span in spans) for key, spans in gold.items()}
    roles = {key: sides(records[key]) for key in gold}
    every = {key: anybody(records[key]) for key in gold}
    for rule, name in ((strict, "strict"), (relaxed, "overlap")):
        note = "sources and targets of incidents and statements"
        yield from prf(f"cameo.sides.{name}", over_documents(gold, roles, rule), note)
        yield from prf(f"cameo.actors.{name}", over_documents(bare, every, rule), "any actor; gold tags two a sentence")


def _mentions(name: str, judged: Sequence[Judged]) -> Iterator[Figure]:
    total = score(judged)
    yield ratio(f"{name}.linked", total.linked, "linked rightly or rightly left unlinked")
    yield ratio(f"{name}.found", total.found, "gold actors that are read as actors")
    yield ratio(f"{name}.kind", total.kind, "of those found")
    yield ratio(f"{name}.country", total.country, "of those found")


def _errors(judged: Sequence[Judged], found: Mapping[str, Article]) -> Iterator[str]:
    """A line for each mistake in the half that may be read."""
    for each in judged:
        gold, entity = each.gold, each.entity
        wrong = [] if each.linked else ["link"]
        if entity is not None and gold.actor:
            wrong += [] if entity.sector in gold.kinds else ["kind"]
            wrong += [] if entity.country in gold.countries else ["country"]
        if not wrong or gold.half == "held":
            continue
        text = found[gold.doc].document_text
        words = " ".join(text[max(0, gold.start - 60) : gold.end + 40].split())
        shown = "nothing"
        if entity is not None:
            shown = f"{entity.exact!r} {entity.actor_id} {entity.sector} {entity.country} ({entity.basis})"
        right = f"{gold.ids} {gold.kinds} {gold.countries}" if gold.actor else "no actor"
        yield f"{gold.doc}\t{', '.join(wrong)}\t{shown}\tgold {right}\t{words}"


ACTORS = Suite(
    "actors",
    "Actors: PETRARCH's invented unit-test sentences with their own dictionaries, sources and targets of the CAMEO "
    "entity set, and 300 mentions in development news annotated by hand, half of which are only scored.",
    _needs,
    _score,
)
