"""Actors of the knowledge base: who they are, what they are called, to whom they are tied, and when.

The shipped base is written in ``data/actors/*.yaml`` and read from its compiled form ``data/actors.json`` (a test holds
the two together); a user's overlay directories hold YAML of the same form. National bodies that the files do not name
("Turkish police", "armed forces of Chad") are known by rule for every country: ``national_bodies``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from gesta.knowledge.actor_names import common_words, fold, is_acronym, loose
from gesta.knowledge.countries import CountryNames, shipped
from gesta.knowledge.national_bodies import body_actor, body_named
from gesta.knowledge.offices import first_day, last_day
from gesta.knowledge.people import Noun
from gesta.model.terms import ActorId, ActorKind, TieRelation

_OPEN = 10_000_000
"""Days beyond any calendar."""
BASE_VERSION = "base@1"
Exactness = Literal["exact", "folded", "loose", "weak", "rule"]
"""How a name was found: letter for letter, but for case and accents, but for articles too, as a name that counts only
with context, or as a national body."""
_ORDER: tuple[Exactness, ...] = ("exact", "folded", "loose", "weak", "rule")


class Years(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Calendar years, or months and days as "2012-11" and "2012-11-09", both ends included; None is open."""

    first: int | str | None = msgspec.field(name="from", default=None)
    last: int | str | None = msgspec.field(name="to", default=None)

    @property
    def start(self) -> date | None:
        """The first day; raises ValueError when it is no day."""
        return None if self.first is None else first_day(f"{self.first:0>4}")

    @property
    def end(self) -> date | None:
        """The last day; raises ValueError when it is no day."""
        return None if self.last is None else last_day(f"{self.last:0>4}")

    @property
    def days(self) -> int:
        """How many days they are; an open end is longer than any that are known."""
        start, end = self.start, self.end
        if start is None or end is None:
            return _OPEN * ((start is None) + (end is None))
        return (end - start).days + 1

    def inside(self, wide: Years) -> bool:
        """True when they lie in the wider years, and are fewer."""
        begins = wide.start is None or (self.start is not None and wide.start <= self.start)
        ends = wide.end is None or (self.end is not None and self.end <= wide.end)
        return begins and ends and self.days < wide.days

    def holds(self, on: date) -> bool:
        """True when the day falls into the years."""
        start, end = self.start, self.end
        return (start is None or start <= on) and (end is None or on <= end)


class ActorTie(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A relation of an actor to another, with its years and where the knowledge is from."""

    relation: TieRelation
    other: ActorId
    first: int | str | None = msgspec.field(name="from", default=None)
    last: int | str | None = msgspec.field(name="to", default=None)
    note: str = ""


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """A known actor. ``aliases`` are compared folded, ``acronyms`` with their case; ``weak``: names that count only
    with context; ``valid``: existed or led."""

    id: ActorId
    name: str
    kind: ActorKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    ties: tuple[ActorTie, ...] = ()
    valid: Years = Years()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, its own name first, weak names last."""
        return (self.name, *self.aliases, *self.acronyms, *self.weak)


@dataclass(frozen=True, slots=True)
class Match:
    """An actor that a name may mean, and how exactly the name is one of its own."""

    actor: Actor
    exactness: Exactness


@dataclass(frozen=True, slots=True)
class Continuation:
    """What may follow the first word of a name: words of the longest, and every second word ("": none)."""

    longest: int
    seconds: frozenset[str]


_NOTHING = Continuation(0, frozenset())


@dataclass(frozen=True, slots=True)
class Actors:
    """The knowledge base of actors with its name index. ``version``: "base@1", and a short hash of the overlays."""

    version: str
    by_id: Mapping[str, Actor]
    countries: CountryNames
    nouns: tuple[Noun, ...]
    _acronyms: Mapping[str, tuple[str, ...]] = field(repr=False)
    _folded: Mapping[str, tuple[str, ...]] = field(repr=False)
    _loose: Mapping[str, tuple[str, ...]] = field(repr=False)
    _weak: Mapping[str, tuple[str, ...]] = field(repr=False)
    _starts: Mapping[str, Continuation] = field(repr=False)
    _parts: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, actor_id: str) -> Actor | None:
        """The actor with the id: one of the files, or a national body of any country ("td.military")."""
        found = self.by_id.get(actor_id)
        if found is not None:
            return found
        body = body_actor(actor_id, self.countries)
        return None if body is None else Actor(ActorId(body.id), body.name, body.kind, body.country)

    def lookup(self, name: str, on: date | None = None, *, rules: bool = True) -> tuple[Match, ...]:
        """Everybody the name may mean, the most exact first, then those of whom it is true on the day, then by id.

        ``rules``: a name that nobody has may be that of a national body ("Turkish police").
        """
        key = fold(name)
        if not key:
            return ()
        found: dict[str, Exactness] = {}
        for actor_id in self._acronyms.get(name.strip(), ()) or self._acronyms.get(name.replace(".", "").strip(), ()):
            found[actor_id] = "exact"
        for actor_id in self._folded.get(key, ()):
            actor = self.by_id[actor_id]
            found.setdefault(actor_id, "exact" if name == actor.name or name in actor.aliases else "folded")
        for actor_id in self._loose.get(loose(name), ()):
            found.setdefault(actor_id, "loose")
        for actor_id in self._weak.get(name.strip() if is_acronym(name) else key, ()):
            found.setdefault(actor_id, "weak")
        matches = [Match(self.by_id[actor_id], exactness) for actor_id, exactness in found.items()]
        if not matches:
            body = body_named(name, self.countries) if rules else None
            known = None if body is None else self.get(body)
            return () if known is None else (Match(known, "rule"),)
        return tuple(
            sorted(
                matches,
                key=lambda match: (
                    _ORDER.index(match.exactness),
                    on is not None and not match.actor.valid.holds(on),
                    match.actor.id,
                ),
            )
        )

    def ties(self, actor_id: str, on: date | None = None) -> tuple[ActorTie, ...]:
        """The ties of the actor, only those true on the day where one is given; a tie without years lasts as long as
        the actor."""
        actor = self.get(actor_id)
        if actor is None:
            return ()
        valid = actor.valid
        return tuple(
            tie for tie in actor.ties if on is None or Years(tie.first or valid.first, tie.last or valid.last).holds(on)
        )

    def after(self, first: str) -> Continuation:
        """What may follow this folded word as the first of a name."""
        return self._starts.get(first, _NOTHING)

    def people_named(self, part: str) -> tuple[Actor, ...]:
        """People whose full name begins or ends with this folded word."""
        return tuple(self.by_id[actor_id] for actor_id in self._parts.get(part, ()))


def load(*overlays: Path) -> Actors:
    """The shipped base with the overlays laid over it in order: an actor with a known id replaces it.

    An overlay is a directory of actor files, one such file, or a list that ``actor_overlays`` can import. Raises
    KnowledgeError with every problem of the overlays.
    """
    if not overlays:
        return _shipped()
    from gesta.knowledge.actor_overlays import overlaid

    found = {actor.id: actor for actor in _base_actors()}
    more = overlaid(overlays, frozenset(found))
    digest = hashlib.sha256(msgspec.json.encode(more))
    found |= {actor.id: actor for actor in more.actors}
    version = f"{BASE_VERSION}+{digest.hexdigest()[:8]}"
    return indexed(version, found.values(), shipped().adding(more.countries), more.nouns)


@cache
def _shipped() -> Actors:
    return indexed(BASE_VERSION, _base_actors())


@cache
def _base_actors() -> tuple[Actor, ...]:
    compiled = (files("gesta.knowledge") / "data" / "actors.json").read_bytes()
    return msgspec.json.decode(compiled, type=tuple[Actor, ...])


def indexed(
    version: str, actors: Iterable[Actor], countries: CountryNames | None = None, nouns: tuple[Noun, ...] = ()
) -> Actors:
    """The actors with an index of all their names; ``countries``: those of the table unless others are given."""
    acronyms: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    article_free: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    by_id: dict[str, Actor] = {actor.id: actor for actor in sorted(actors, key=lambda actor: actor.id)}
    for actor in by_id.values():
        for acronym in actor.acronyms:
            _add(acronyms, acronym, actor.id)
        for name in (actor.name, *actor.aliases):
            if is_acronym(name):
                _add(acronyms, name, actor.id)
                continue
            if actor.kind != "leader" and fold(name) in common_words():
                _add(weak, fold(name), actor.id)
                continue
            _add(folded, fold(name), actor.id)
            _add(article_free, loose(name), actor.id)
        for name in actor.weak:
            _add(weak, name if is_acronym(name) else fold(name), actor.id)
        words = loose(actor.name).split(" ")
        if actor.kind == "leader" and len(words) > 1:
            _add(parts, words[-1], actor.id)
            _add(parts, words[0], actor.id)
    starts = _continuations((*folded, *article_free, *(fold(name) for name in (*acronyms, *weak))))
    return Actors(
        version,
        by_id,
        countries or shipped(),
        nouns,
        _frozen(acronyms),
        _frozen(folded),
        _frozen(article_free),
        _frozen(weak),
        starts,
        _frozen(parts),
    )


def _continuations(keys: Iterable[str]) -> dict[str, Continuation]:
    longest: dict[str, int] = defaultdict(int)
    seconds: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        first, *rest = key.split(" ")
        longest[first] = max(longest[first], 1 + len(rest))
        seconds[first].add(rest[0] if rest else "")
    return {first: Continuation(words, frozenset(seconds[first])) for first, words in longest.items()}


def _add(index: dict[str, list[str]], key: str, actor_id: str) -> None:
    if key and actor_id not in index[key]:
        index[key].append(actor_id)


def _frozen(index: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in index.items()}
