"""Who the incidents of the default listing tell of, and with whom: counted by the database."""

from __future__ import annotations

import msgspec
from sqlalchemy import distinct, func, select

from gesta.model.terms import ActorId, ActorKind, ActorRole
from gesta.store.columns import Words
from gesta.store.schema_merged import INCIDENT_ACTORS, INCIDENTS
from gesta.store.session import Session
from gesta.store.views import listed, listed_ids

_MONTH = 7


class ToldActor(msgspec.Struct, frozen=True):
    """An actor with the number of its incidents; ``actor`` None for a name that the knowledge base does not have."""

    actor: ActorId | None
    name: str | None
    kind: ActorKind
    country: str | None
    incidents: int


class InRole(msgspec.Struct, frozen=True):
    """So many incidents of an actor in a role that began in a month (YYYY-MM; None where no day is known)."""

    role: ActorRole
    month: str | None
    incidents: int


class With(msgspec.Struct, frozen=True):
    """Another actor of the same incidents and its role there."""

    actor: ActorId | None
    name: str | None
    kind: ActorKind
    role: ActorRole
    incidents: int


def actors_told(session: Session) -> list[ToldActor]:
    """The known actors of the incidents, those with most incidents first."""
    actors = INCIDENT_ACTORS.c
    number = func.count(distinct(actors.incident))
    query = (
        select(actors.actor_id, func.min(actors.name), func.min(actors.kind), func.min(actors.country), number)
        .where(actors.actor_id.is_not(None), actors.incident.in_(listed_ids()))
        .group_by(actors.actor_id)
        .order_by(number.desc(), actors.actor_id)
    )
    with session.read() as connection:
        return [ToldActor(ActorId(row[0]), *row[1:]) for row in connection.execute(query)]


def names_told(session: Session, limit: int) -> list[ToldActor]:
    """The names that mean no known actor ("gunmen"), those with most incidents first; one spelt in several
    ways counts once."""
    actors = INCIDENT_ACTORS.c
    number = func.count(distinct(actors.incident))
    query = (
        select(func.min(actors.name), func.min(actors.kind), func.min(actors.country), number)
        .where(
            actors.actor_id.is_(None),
            actors.name.is_not(None),
            actors.incident.in_(listed_ids()),
        )
        .group_by(actors.words)
        .order_by(number.desc(), func.min(actors.name))
        .limit(limit)
    )
    with session.read() as connection:
        return [ToldActor(None, *row) for row in connection.execute(query)]


def roles_of(session: Session, actor: str) -> list[InRole]:
    """The incidents of the actor by role and month."""
    month = func.substr(INCIDENTS.c.when_start, 1, _MONTH, type_=Words())
    query = (
        select(INCIDENT_ACTORS.c.role, month, func.count(distinct(INCIDENTS.c.id)))
        .join(INCIDENTS, INCIDENTS.c.id == INCIDENT_ACTORS.c.incident)
        .where(INCIDENT_ACTORS.c.actor_id == actor, *listed())
        .group_by(INCIDENT_ACTORS.c.role, month)
    )
    with session.read() as connection:
        rows = [InRole(*row) for row in connection.execute(query)]
    return sorted(rows, key=lambda each: (each.role, each.month or ""))


def told_with(session: Session, actor: str, limit: int) -> list[With]:
    """Who else is told of in the incidents of the actor, and in which role, the most frequent first."""
    mine, theirs = INCIDENT_ACTORS.alias("mine"), INCIDENT_ACTORS.alias("theirs")
    own = select(mine.c.incident).where(mine.c.actor_id == actor)
    number = func.count(distinct(theirs.c.incident))
    who = func.coalesce(theirs.c.actor_id, theirs.c.words, type_=Words())
    query = (
        select(theirs.c.actor_id, func.min(theirs.c.name), func.min(theirs.c.kind), theirs.c.role, number)
        .join(INCIDENTS, INCIDENTS.c.id == theirs.c.incident)
        .where(theirs.c.incident.in_(own), func.coalesce(theirs.c.actor_id, "", type_=Words()) != actor, *listed())
        .group_by(who, theirs.c.actor_id, theirs.c.role)
        .order_by(number.desc(), who, theirs.c.role)
        .limit(limit)
    )
    with session.read() as connection:
        return [With(ActorId(row[0]) if row[0] is not None else None, *row[1:]) for row in connection.execute(query)]
