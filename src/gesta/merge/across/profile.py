"""What of an account merging compares: its values, and the names and rare words told with it."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import takewhile
from typing import TypeGuard

from gesta.codebook.load import load
from gesta.merge.across.words import UNSEEN_IDF, frozen_idf, hashed, packed, words
from gesta.model.entities import ActorEntity, Entity, FacilityEntity, PlaceEntity, TimeEntity
from gesta.model.incidents import Incident, IncidentActor, Record
from gesta.model.profiles import Profile
from gesta.model.sources import host
from gesta.model.spans import Span
from gesta.model.terms import LISTED_REALIS, ActorKind, ConceptId, IncidentId
from gesta.model.values import Count, When, Where

Family = Callable[[str], str]
FOLLOW_UPS = frozenset({"arrest", "release", "protest", "investigation"})
"""What comes of an act; a report that also tells the act is about the act."""
_MOST_WORDS = 64
"""Words kept of an account: about a quarter of a kilobyte."""
_MOST_NEAR = 32
_MOST_NAMES = 48
_LEAD = 3
_OWN = 6
"""Sentences after a mention that a report of several acts tells of that act."""
_LOOSE_DAY = ("in the same sentence", "the day of the account", "night before publication")
_NOT_PERSONS: frozenset[ActorKind] = frozenset(
    {"military", "police", "government", "media", "business", "international", "ngo", "facility", "party"}
)
_SIDES_DONE_TO = frozenset({"target", "victim"})
_AGE = re.compile(r"\b(\d{1,3})[ -]years?[ -]old|\baged? (\d{1,3})\b|(?<=[a-z]), (\d{2})(?=[,.;])")
"""Ages as news gives them: "24-year-old", "aged 24", and "Smith, 24,"."""
_OLDEST = 110


def profiles(record: Record, family: Family | None = None) -> dict[IncidentId, Profile]:
    """The profile of every incident of the record, by the incident's id; ``family``: that of a concept."""
    if not record.incidents:
        return {}
    main = main_account(record)
    made = _Page(record)
    return {each.id: _profile(record, each, each is main, made, family or family_of) for each in record.incidents}


@cache
def _families() -> dict[str, str]:
    return {concept.id: concept.family for concept in load()}


def family_of(concept: str) -> str:
    """The family of a shipped concept; a user's own concept is a family of its own."""
    return _families().get(concept, concept)


def main_account(record: Record) -> Incident | None:
    """The listed event that the report tells most often, follow-ups last; of equals the first told."""
    shown = [each for each in record.incidents if each.cls == "event" and each.realis in LISTED_REALIS]
    acts = [each for each in shown if each.type not in FOLLOW_UPS] or shown
    return max(acts, key=lambda each: (len(each.mentions), -each.mentions[0].start), default=None)


class _Page:
    """The report's sentences and names by position, worked out once for all its accounts."""

    def __init__(self, record: Record) -> None:
        self.text = record.document.text
        self.bare = _without(self.text, record.entities)
        self.sentences = record.document.sentences or (Span(0, len(self.text)),)
        self.starts = [sentence.start for sentence in self.sentences]
        self.people = [(each.start, each.name or "") for each in record.entities if _is_person(each)]
        self.spots = [(each.start, each.name or "") for each in record.entities if _is_spot(each)]
        self.telling: dict[int, set[IncidentId]] = {}
        for incident in record.incidents:
            for mention in incident.mentions if _is_act(incident) else ():
                self.telling.setdefault(self.sentence(mention.start), set()).add(incident.id)
        self.roundup = any(_is_act(each) and self.leads_with_several(each) for each in record.incidents)

    def sentence(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def leads_with_several(self, incident: Incident) -> bool:
        """True where the headline or one of the first two sentences tells the acts together that it then lists."""
        return any(mention.summary and self.sentence(mention.start) < _LEAD for mention in incident.mentions)

    def around(self, incident: Incident) -> list[int]:
        """The sentences of its mentions with those before and after."""
        told = {self.sentence(mention.start) for mention in incident.mentions}
        near = {each + step for each in told for step in (-1, 0, 1)}
        return sorted(each for each in near if 0 <= each < len(self.sentences))

    def own(self, incident: Incident) -> list[int]:
        """The sentences of its mentions, and those after each up to one that tells another act: in a list of acts what
        is told of the next one is not told of this one."""
        told = {self.sentence(mention.start) for mention in incident.mentions}
        own: set[int] = set()
        for each in told:
            after = range(each + 1, min(each + 1 + _OWN, len(self.sentences)))
            own |= {each, *takewhile(lambda at: self.telling.get(at, set()) <= {incident.id}, after)}
        return sorted(own)

    def read(self, sentences: Iterable[int], bare: bool = False) -> str:
        """The sentences; ``bare``: without the places and times that are compared as such."""
        text = self.bare if bare else self.text
        return " ".join(text[self.sentences[each].start : self.sentences[each].end] for each in sentences)

    def names(self, found: Sequence[tuple[int, str]], sentences: Iterable[int]) -> Iterator[str]:
        wanted = set(sentences)
        return (name for start, name in found if self.sentence(start) in wanted)


def is_summary(incident: Incident) -> bool:
    """True for what tells several acts together, such as the toll of a weekend."""
    return any(mention.summary for mention in incident.mentions)


def _is_act(incident: Incident) -> bool:
    return incident.cls == "event" and incident.realis in LISTED_REALIS and incident.type not in FOLLOW_UPS


def _without(text: str, entities: Iterable[Entity]) -> str:
    """The text with blanks for its places and times, offsets kept."""
    parts: list[str] = []
    done = 0
    told = [each for each in entities if isinstance(each, PlaceEntity | TimeEntity)]
    for each in sorted(told, key=lambda entity: (entity.start, entity.end)):
        if each.start >= done:
            parts += [text[done : each.start], " " * (each.end - each.start)]
            done = each.end
    return "".join((*parts, text[done:]))


def _is_person(entity: Entity) -> TypeGuard[ActorEntity]:
    return (
        isinstance(entity, ActorEntity)
        and entity.refers_to is None
        and entity.actor_id is None
        and entity.sector not in _NOT_PERSONS
        and bool(entity.name)
    )


def _is_spot(entity: Entity) -> TypeGuard[FacilityEntity | PlaceEntity]:
    """True for a street, building or other place that only its name is known of."""
    return isinstance(entity, FacilityEntity) or (isinstance(entity, PlaceEntity) and entity.place_id is None)


def _profile(record: Record, incident: Incident, main: bool, page: _Page, family: Family) -> Profile:
    near = page.own(incident) if page.roundup else page.around(incident)
    sentences = range(len(page.sentences)) if main and not page.roundup else near
    first, last = _days(incident.when)
    where = incident.where
    return Profile(
        account=incident.id,
        report=record.report.id,
        cls=incident.cls,
        concept=incident.type,
        family=family(incident.type),
        kinds=tuple(sorted({ConceptId(mention.type) for mention in incident.mentions} | {incident.type})),
        realis=incident.realis,
        background=incident.background,
        main=main,
        outlet=record.report.outlet or host(record.report.source),
        published=_ordinal(record.report.published.start),
        first_day=first,
        last_day=last,
        day_loose=any(part in incident.when.basis for part in _LOOSE_DAY),
        clock=_clock(incident.when),
        lat=where.lat,
        lon=where.lon,
        radius_km=where.radius_km,
        level=where.level,
        country=where.country,
        admin1=where.admin1,
        place=_name(where),
        place_id=where.place_id,
        place_loose=_is_loose(where),
        killed=_bounds(incident.counts.killed),
        injured=_bounds(incident.counts.injured),
        doers=_known(each for each in incident.actors if each.role in {"perpetrator", "participant"}),
        done_to=_known(each for each in incident.actors if each.role in _SIDES_DONE_TO),
        weapons=tuple(sorted({weapon.kind for weapon in incident.weapons})),
        ages=_ages(page.read(sentences)),
        named=_names(each.name or "" for each in incident.actors if _took_part(each)),
        people=_names(page.names(page.people, sentences)),
        spots=_names(page.names(page.spots, sentences)),
        words=_rarest(page.read(sentences), _MOST_WORDS, _own_place(where)),
        near=_rarest(page.read(near, bare=True), _MOST_NEAR, _own_place(where)),
        summary=is_summary(incident),
    )


def _is_loose(where: Where) -> bool:
    """True for a place that no words tie to the act, and for a name that may well mean another place."""
    return "told before" in where.basis or where.basis.startswith("the town of the report") or bool(where.candidates)


def _name(where: Where) -> str | None:
    """The name of the place; none for a country that nothing ties to the act."""
    tied = where.level != "country" or where.lat is not None
    return where.name.casefold() if where.name and tied else None


def _own_place(where: Where) -> str:
    """The names of the place: of a street or building in its town the town's too."""
    return " ".join((where.name or "", *where.within[:1])) if where.level == "site" else where.name or ""


def _took_part(actor: IncidentActor) -> bool:
    return actor.actor_id is None and actor.kind not in _NOT_PERSONS and actor.role != "speaker"


def _known(actors: Iterable[IncidentActor]) -> tuple[str, ...]:
    return tuple(sorted({actor.actor_id for actor in actors if actor.actor_id}))


def _names(names: Iterable[str]) -> bytes:
    """The capitalised words of the names; "baby girl" is no name."""
    parts = {word for name in names for part in name.split() if part[:1].isupper() for word in words(part)}
    return packed(
        sorted(map(hashed, parts), key=lambda each: (-frozen_idf().get(each, UNSEEN_IDF), each))[:_MOST_NAMES]
    )


def _rarest(text: str, most: int, place: str) -> bytes:
    """The words that tell most of what the text is about: rare in news, told often here; the incident's own place is
    compared as such and left out."""
    told = Counter(map(hashed, words(text)))
    for word in words(place):
        told.pop(hashed(word), None)
    table = frozen_idf()

    def order(each: int) -> tuple[float, int]:
        return -(1.0 + math.log(told[each])) * table.get(each, UNSEEN_IDF), each

    return packed(sorted(told, key=order)[:most])


def _ages(text: str) -> tuple[int, ...]:
    found = (int(next(filter(None, match.groups()))) for match in _AGE.finditer(text))
    return tuple(sorted({age for age in found if age <= _OLDEST}))


def _days(when: When) -> tuple[int | None, int | None]:
    """First and last day; an hour of a night that goes past midnight counts for the evening's day."""
    first, last = _ordinal(when.start), _ordinal(when.end)
    if when.precision == "part_of_day" and first is not None:
        return first, first
    return first, last if last is not None else first


def _ordinal(iso: str | None) -> int | None:
    return date.fromisoformat(iso[:10]).toordinal() if iso else None


def _clock(when: When) -> tuple[int, int] | None:
    """First and last minute told, counted from the first day's midnight."""
    if when.precision != "part_of_day" or not when.start or not when.end or len(when.start) < 16 or len(when.end) < 16:
        return None
    days = (_ordinal(when.end) or 0) - (_ordinal(when.start) or 0)
    return _minute(when.start), _minute(when.end) + days * 24 * 60


def _minute(iso: str) -> int:
    return int(iso[11:13]) * 60 + int(iso[14:16])


def _bounds(count: Count | None) -> tuple[int | None, int | None] | None:
    return (count.low, count.high) if count is not None else None
