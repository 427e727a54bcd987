"""Scores actors at 300 mentions annotated by hand (``corpus/actors/mentions.jsonl``): found, linked, kind and country.

The gold was made by reading each mention in its article before any system was asked. ``ids`` are the answers that are
right: an id of the base, or null for one who is rightly left unlinked (unknown to the base, anonymous, or one of
several). Where two readings are sound both stand: a plural of soldiers may be their army or just soldiers, a local
police force may be left unlinked or taken for the country's. A mention that is no actor ("a garden party", "Syrian
air") is right when nothing is found there; where ``optional`` is set, nothing found is right too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import Half
from gesta.evaluate.measures import Ratio
from gesta.model.entities import ActorEntity
from gesta.model.terms import ActorKind


class GoldMention(msgspec.Struct, frozen=True, omit_defaults=True):
    """One mention: where it stands and what is right there. ``actor`` False: it is none."""

    doc: str
    digest: str
    start: int
    end: int
    stratum: str
    half: Half
    actor: bool = True
    ids: tuple[str | None, ...] = ()
    kinds: tuple[ActorKind, ...] = ()
    countries: tuple[str | None, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class MentionScore:
    """Shares over some mentions. ``linked``: of all; ``kind`` and ``country``: of the actors that were found."""

    linked: Ratio
    found: Ratio
    kind: Ratio
    country: Ratio


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with what the system has there; ``linked`` tells whether that is right."""

    gold: GoldMention
    entity: ActorEntity | None
    linked: bool


def load_mentions(path: Path) -> tuple[GoldMention, ...]:
    """The annotated mentions in file order; raises OSError and msgspec.ValidationError."""
    decoder = msgspec.json.Decoder(GoldMention)
    return tuple(decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip())


def other_texts(gold: Iterable[GoldMention], articles: Mapping[str, Article]) -> tuple[Problem, ...]:
    """A Problem for each mention whose article is missing or has another text than the one annotated."""
    return tuple(
        Problem(each.doc, "the article is missing or has another text", "its mentions are not scored")
        for each in gold
        if each.doc not in articles or articles[each.doc].digest != each.digest
    )


def judge(gold: GoldMention, entities: Sequence[ActorEntity]) -> Judged:
    """What the entities of an article have at the mention, and whether it is right."""
    entity = _at(gold, entities)
    if entity is None:
        return Judged(gold, None, not gold.actor or gold.optional)
    return Judged(gold, entity, gold.actor and entity.actor_id in gold.ids)


def _at(gold: GoldMention, entities: Sequence[ActorEntity]) -> ActorEntity | None:
    """The entity that shares most with the mention, of several the shortest."""

    def rank(entity: ActorEntity) -> tuple[int, int]:
        return min(entity.end, gold.end) - max(entity.start, gold.start), entity.start - entity.end

    best = max(entities, key=rank, default=None)
    return best if best is not None and rank(best)[0] > 0 else None


def score(judged: Iterable[Judged]) -> MentionScore:
    """The shares over the judged mentions."""
    every = list(judged)
    actors = [each for each in every if each.gold.actor and not (each.gold.optional and each.entity is None)]
    found = [(each.gold, each.entity) for each in actors if each.entity is not None]
    return MentionScore(
        Ratio(sum(each.linked for each in every), len(every)),
        Ratio(len(found), len(actors)),
        Ratio(sum(entity.sector in gold.kinds for gold, entity in found), len(found)),
        Ratio(sum(entity.country in gold.countries for gold, entity in found), len(found)),
    )
