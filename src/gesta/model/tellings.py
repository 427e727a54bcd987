"""What passes between resolving, claiming and merging inside one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from gesta.model.entities import (
    ActorEntity,
    CountEntity,
    Entity,
    FacilityEntity,
    PlaceEntity,
    TimeEntity,
    WeaponEntity,
)
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Speaker
from gesta.model.reading import Mention
from gesta.model.spans import Span
from gesta.model.terms import CountField
from gesta.model.values import Count, When, Where

BACKGROUND_AFTER = timedelta(days=7)
"""An occurrence further back than this from publication is background (design, section 1)."""
IN_SENTENCE = "in the same sentence"
"""Said in the basis of a time that stands in the mention's sentence and is not tied to it by the grammar."""

OVER = "all over "
"""How the basis of a place begins that a whole country or unit is, though towns of it are named too."""

COUNTRY_OF_REPORT = "the country of the report's places and actors"
"""The basis of a country that nothing ties to the act: no coordinates go with it."""

COUNTRY_OF_DOER = "country of who did it"
"""The basis of a country that only the doer's tells."""

PLACE_OF_ACCOUNT = "the place of the account"
"""How the basis of a place begins that is that of the report's other acts, where none is told for this one."""

ON_DAY_BEFORE = "on the day told before"
"""Said in the basis of a clock time without a day of its own."""

SINCE = ", since"
"""Said in the basis of a time from which something went on ("on strike since Monday")."""

UP_TO_PUBLICATION = "up to publication"
"""The basis of a length of time that ends with the report ("in the last 72 hours")."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every entity of a document by kind, and the counts read from the toll spans of its mentions.

    ``places_as_where``: the ``Where`` of each place entity, parallel to ``places``.
    ``home``: the first-order unit of a local report, for acts told without a place, and the wide circle about the town
    that shows it, for names that no gazetteer has.
    ``capitals``: what "the capital" means where it stands as a place, each with its ``Where``; no entities, as no name
    stands there.
    """

    places: tuple[PlaceEntity, ...]
    places_as_where: tuple[Where, ...]
    times: tuple[TimeEntity, ...]
    actors: tuple[ActorEntity, ...]
    facilities: tuple[FacilityEntity, ...]
    weapons: tuple[WeaponEntity, ...]
    counts: tuple[CountEntity, ...]
    tolls: Mapping[Span, Count]
    home: tuple[Where, Where] | None = None
    capitals: tuple[tuple[PlaceEntity, Where], ...] = ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All of them in text order."""
        everything: tuple[Entity, ...] = (
            *self.places,
            *self.times,
            *self.actors,
            *self.facilities,
            *self.weapons,
            *self.counts,
        )
        return tuple(sorted(everything, key=lambda entity: (entity.start, entity.end, type(entity).__name__)))


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention with its values resolved and the claims it makes; ``sentence`` is its number in the document."""

    mention: Mention
    sentence: int
    when: When
    where: Where
    actors: tuple[IncidentActor, ...]
    weapons: tuple[IncidentWeapon, ...]
    counts: tuple[tuple[CountField, Count], ...]
    speaker: Speaker | None
    background: bool
    responsibility: Responsibility
    claims: tuple[Claim, ...]
    definite: bool = False
    apart: bool = False
    apart_from: frozenset[int] = frozenset()
    hit: tuple[Count, ...] = ()
    follows: When | None = None
    nearby: Where | None = None
    summary: bool = False
    old: bool = False
    own_day: bool = False
    happened_in: int | None = None
    words: Span | None = None
    """``definite``: the words point back ("the attack"); ``apart``: they tell another one ("a second blast");
    ``apart_from``: trigger starts of mentions told to be of another time ("landed a day after it was attacked");
    ``hit``: those of ``counts`` that tell who was shot or stabbed, not who was only wounded;
    ``follows``: the day of the account, for an occurrence that no telling dates;
    ``nearby``: the place of the account, for an occurrence that no telling places;
    ``summary``: the words tell several acts together ("twelve people were shot over the weekend");
    ``old``: what is tied to it puts it more than a week before publication;
    ``own_day``: its time stands with its own words, not only in its sentence;
    ``happened_in``: the trigger start of the act that it is told to have happened in ("shot during a robbery");
    ``words``: the sentence that tells it."""

    def holds(self, actor: IncidentActor) -> bool:
        """True for one whom the sentence itself tells; the reader brings others from the sentences beside it."""
        return self.words is not None and any(self.words.overlaps(quote.span) for quote in actor.evidence)
