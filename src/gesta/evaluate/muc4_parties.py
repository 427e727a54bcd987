"""Who and what an incident has, in MUC-4's terms: individuals and organisations that did it, people and things hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gesta.evaluate.muc4_fills import PREMODIFIERS
from gesta.evaluate.muc4_words import (
    AMOUNTS,
    FIGHTERS,
    KIND_TYPES,
    NOT_NAMES,
    NOT_TARGETS,
    ORGANIZATION_WORDS,
    OWNED,
    PERSON_TYPES,
    THING_OWNERS,
    THING_TYPES,
    TITLES,
)
from gesta.model.entities import ActorEntity, CountEntity
from gesta.model.incidents import Incident, IncidentActor, Record
from gesta.model.spans import Quote
from gesta.model.terms import ActorKind
from gesta.model.values import Count

Sort = Literal["person", "people", "thing"]
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|,")
_AFTER_HEAD = frozenset("OF IN AT ON FROM WITH FOR WHO THAT WHICH TO BY NEAR WHERE , LOCATED BELONGING AND".split())
_DOING = frozenset({"perpetrator", "participant"})
_DONE_TO = frozenset({"target", "victim"})


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who did it, in the words of the text; ``organization`` when the words name a body."""

    words: str
    kind: ActorKind
    organization: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something it was done to.

    ``sort``: a named person, people described, or a thing; ``words`` of the text without a person's title, which is in
    ``title``; ``type``: of the MUC-4 set for its slot; ``quote``: where it stands.
    """

    sort: Sort
    words: str
    type: str
    kind: ActorKind
    quote: Quote
    title: str | None = None
    count: Count | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of an incident, each once."""

    doers: tuple[Doer, ...]
    targets: tuple[Target, ...]

    @property
    def people(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.sort != "thing")

    @property
    def things(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.sort == "thing")


def parties(record: Record, incident: Incident) -> Parties:
    """The doers and targets of the incident; words that are neither people nor a known kind of thing are left out."""
    doers = [doer for actor in incident.actors if actor.role in _DOING for doer in _doers(record, actor)]
    quotes = [(actor, q) for actor in incident.actors if actor.role in _DONE_TO for q in actor.evidence[:1]]
    targets = [target for actor, quote in quotes if (target := _target(record, quote, actor)) is not None]
    for count in (incident.counts.killed, incident.counts.injured, incident.counts.abducted):
        for quote in count.evidence if count is not None and count.high != 0 else ():
            whole = _whole(record, quote)
            if not any(target.quote.span.overlaps(whole.span) for target in targets):
                target = _target(record, whole, None)
                targets += [target] if target is not None and target.sort != "thing" else []
    return Parties(_once(doers), _once_by_words(targets))


def head(words: Sequence[str]) -> str:
    """The last word before a preposition, relative pronoun or comma."""
    for index, word in enumerate(words):
        if word in _AFTER_HEAD and index:
            return words[index - 1]
    return words[-1] if words else ""


def upper_words(text: str) -> list[str]:
    """The words and commas of a phrase in upper case."""
    return [word.upper() for word in _WORD.findall(text)]


def singular(word: str) -> str:
    """An English noun without its plural ending, near enough to look it up in a table."""
    if word in PERSON_TYPES or word in THING_TYPES:
        return word
    if word.endswith("IES") and len(word) > 4:
        return f"{word[:-3]}Y"
    for ending in ("ES", "S"):
        stem = word.removesuffix(ending)
        if stem != word and (stem in PERSON_TYPES or stem in THING_TYPES or ending == "S"):
            return stem
    return word


def plain(quote: Quote) -> str:
    """The words of a quote on one line."""
    return " ".join(quote.exact.split())


def _doers(record: Record, actor: IncidentActor) -> Iterator[Doer]:
    """The actor in its own words, and any body named inside them ("terrorists of the Front ..."); of an actor told in
    several words the first that are of people and the first that are of a body."""
    seen: set[bool] = set()
    for quote in actor.evidence:
        for doer in _told(record, quote, actor):
            if doer.organization not in seen:
                seen.add(doer.organization)
                yield doer


def _told(record: Record, quote: Quote, actor: IncidentActor) -> Iterator[Doer]:
    phrase = _phrase(record, quote, actor)
    words = upper_words(phrase)
    top, people = head(words), _are_people(words)
    body = next((e for e in _entities(record, quote) if _is_body(e) and not (people and e.exact == quote.exact)), None)
    whole = body is not None and len(body.exact) >= len(phrase) - 4
    if not people and (top in ORGANIZATION_WORDS or whole):
        yield Doer(phrase, actor.kind, True)
    elif singular(top) not in NOT_TARGETS | NOT_NAMES:
        yield Doer(phrase, actor.kind, False)
        if body is not None:
            yield Doer(" ".join(body.exact.split()), body.sector, True)


def _are_people(words: Sequence[str]) -> bool:
    """True for a phrase of people, not of the body they are in ("guerrillas of the Front", "a group of armed men")."""
    top = head(words)
    if top in AMOUNTS and "OF" in words:
        return _are_people(words[words.index("OF") + 1 :])
    return top not in ORGANIZATION_WORDS and singular(top) in PERSON_TYPES.keys() | FIGHTERS


def _phrase(record: Record, quote: Quote, actor: IncidentActor) -> str:
    """The words of the quote; for a pronoun the name of whom it stands for, where that is in the text."""
    if singular(head(upper_words(quote.exact))) in NOT_NAMES and actor.name:
        return _in_text(record, actor.name) or plain(quote)
    return plain(quote)


def _in_text(record: Record, name: str) -> str | None:
    """The name as the text writes it, None where it does not."""
    pattern = r"\s+".join(map(re.escape, name.split()))
    found = re.search(pattern, record.document.text, re.IGNORECASE)
    return " ".join(found[0].split()) if found else None


def is_person_name(name: str) -> bool:
    """Two words or more, no article, number or preposition among them, the last no noun of the tables."""
    words = upper_words(name)
    tables = (PERSON_TYPES, THING_TYPES, ORGANIZATION_WORDS, NOT_TARGETS, NOT_NAMES)
    grammar = _AFTER_HEAD | PREMODIFIERS | NOT_NAMES
    return len(words) > 1 and not grammar & set(words) and not any(singular(words[-1]) in table for table in tables)


def _is_body(entity: ActorEntity) -> bool:
    known = entity.actor_id is not None and entity.sector != "leader"
    return known or head(upper_words(entity.exact)) in ORGANIZATION_WORDS


def _entities(record: Record, quote: Quote) -> list[ActorEntity]:
    """Actors named inside the quote, the longest first."""
    inside = [
        e for e in record.entities if isinstance(e, ActorEntity) and quote.start <= e.start and e.end <= quote.end
    ]
    return sorted(inside, key=lambda e: (e.start - e.end, e.start))


def _target(record: Record, quote: Quote, actor: IncidentActor | None) -> Target | None:
    entities = _entities(record, quote)
    phrase = _phrase(record, quote, actor) if actor is not None else plain(quote)
    words = upper_words(phrase)
    top = singular(head(words))
    kind: ActorKind = actor.kind if actor is not None else entities[0].sector if entities else "unknown"
    country = actor.country if actor is not None else None
    name = _person(record, actor, entities)
    if name is not None:
        title = _title(phrase, name)
        described = upper_words(f"{title or ''} {name}") if title else upper_words(name)
        return Target("person", name, person_type(described, kind), kind, quote, title, Count(1, 1), country)
    if not words or top in NOT_TARGETS or top in NOT_NAMES:
        return None
    count = _count(record, quote)
    if top in THING_TYPES and top not in PERSON_TYPES:
        return Target("thing", phrase, thing_type(words), kind, quote, None, count, country)
    if top in PERSON_TYPES or kind not in ("unknown", "facility") or entities:
        return Target("people", phrase, person_type(words, kind), kind, quote, None, count, country)
    return None


def _person(record: Record, actor: IncidentActor | None, entities: Sequence[ActorEntity]) -> str | None:
    """The proper name of the person, without title, as the text writes it."""
    names = [actor.name] if actor is not None else [entity.name for entity in entities[:1]]
    known = [e for e in record.entities if isinstance(e, ActorEntity) and names and e.name == names[0]]
    if names and names[0] and known and not any(_is_body(entity) for entity in known):
        bare = _split(names[0])
        if is_person_name(bare) or (bare != names[0] and len(upper_words(bare)) == 1):
            return _in_text(record, bare)
    return None


def _title(phrase: str, name: str) -> str | None:
    """What the phrase says of the person beside the name: what stands before it, else all of it; a pronoun nothing."""
    before, found, _ = phrase.upper().partition(name.upper())
    title = phrase[: len(before)].strip(" ,") if found else phrase
    return title if upper_words(title) and upper_words(title)[-1] not in NOT_NAMES else None


def thing_type(words: Sequence[str]) -> str:
    """Physical target type by the head, or by whose house, office or line it is."""
    top = singular(head(words))
    others = [singular(word) for word in words if singular(word) != top]
    if top in OWNED:
        for word in others:
            if word in THING_OWNERS:
                return THING_OWNERS[word]
    return THING_TYPES.get(top, "OTHER")


def person_type(words: Sequence[str], kind: ActorKind) -> str:
    """Human target type by the head, any other word, the actor's kind; FORMER where the words say so."""
    lookup = [singular(head(words)), *map(singular, words)]
    told = [PERSON_TYPES[word] for word in lookup if word in PERSON_TYPES]
    special = [one for one in told if one != "CIVILIAN"]
    found = (special or told or [KIND_TYPES.get(kind, "CIVILIAN")])[0]
    if {"FORMER", "RETIRED", "EX"} & set(words) and found in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY"):
        return f"FORMER {found}"
    return found


def _split(name: str) -> str:
    """A person's name without titles in front."""
    parts = name.split()
    while len(parts) > 1 and parts[0].upper() in TITLES:
        parts.pop(0)
    return " ".join(parts)


def _whole(record: Record, quote: Quote) -> Quote:
    """The longest actor that overlaps a toll's words ("FIVE" -> "FIVE PEASANTS"), else the words themselves."""
    over = [e for e in record.entities if isinstance(e, ActorEntity) and e.start < quote.end and quote.start < e.end]
    if not over:
        return quote
    start, end = min(quote.start, *(e.start for e in over)), max(quote.end, *(e.end for e in over))
    return Quote(start, end, record.document.text[start:end])


def _count(record: Record, quote: Quote) -> Count | None:
    """How many the phrase tells; one for a singular phrase."""
    for entity in record.entities:
        if isinstance(entity, CountEntity) and quote.start <= entity.start < quote.end:
            return entity.count
    words = upper_words(quote.exact)
    top = head(words)
    plural = singular(top) != top or top in ("PEOPLE", "MEN", "WOMEN", "CHILDREN", "POLICEMEN")
    return None if plural else Count(1, 1)


def _once(doers: Iterable[Doer]) -> tuple[Doer, ...]:
    return tuple({(doer.words.upper(), doer.organization): doer for doer in reversed(list(doers))}.values())[::-1]


def _once_by_words(targets: Iterable[Target]) -> tuple[Target, ...]:
    return tuple({target.words.upper(): target for target in reversed(list(targets))}.values())[::-1]
