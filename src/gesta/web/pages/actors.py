"""Actors: who the incidents tell of, what is known of each, and with whom it was."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, one_of
from gesta.api.faults import Missing
from gesta.api.knowledge import KnownActors
from gesta.api.people import needs
from gesta.knowledge.actor_find import find
from gesta.knowledge.actors import Actor
from gesta.knowledge.countries import countries
from gesta.knowledge.offices import holding
from gesta.model.filters import Filter
from gesta.model.plain import harmless
from gesta.model.terms import ActorKind
from gesta.query import to_query
from gesta.store.store import Store
from gesta.store.told_actors import InRole, ToldActor
from gesta.web.bars import Bars, is_month, monthly
from gesta.web.nearest import meant, nearest_words
from gesta.web.recent import recent
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST_SHOWN, _MOST_NAMES, _MOST_FOUND, _MOST_WITH = 200, 40, 40, 30


@router.get("/actors", include_in_schema=False)
def actors(request: Request) -> Response:
    """The actors of the incidents, by name, country and kind; a name is also looked up in the knowledge base."""
    desk, asked = desk_of(request), request.query_params
    query, nation, kind = (harmless(asked.get(name, "")).strip() for name in ("q", "country", "kind"))
    if kind:
        one_of("kind", kind, get_args(ActorKind))
    known = desk.actors()
    with desk.store() as store:
        told = desk.kept(store, "actors told", Store.actors_told)
        names = desk.kept(store, "names told", lambda opened: opened.names_told(_MOST_NAMES))
    counts = {each.actor: each.incidents for each in told}
    meant = [each.actor for each in find(known.actors, query)] if query else []
    rows = [row for each in told if (row := _row(each, known)) and _wanted(row, query, nation, kind, meant)]
    others = [each for each in meant if each.id not in counts and _fits(each, nation, kind)][:_MOST_FOUND]
    return render(
        request, "actors.html", rows=rows[:_MOST_SHOWN], more=max(0, len(rows) - _MOST_SHOWN), number=len(rows),
        others=others, names=[] if query or nation or kind else names, query=query, nation=nation, kind=kind,
        kinds=get_args(ActorKind), nations=_nations(told, known), countries=countries(),
    )  # fmt: skip


@router.get("/actors/{actor_id}", include_in_schema=False)
def actor(request: Request, actor_id: str) -> Response:
    """One actor."""
    desk = desk_of(request)
    known = desk.actors()
    found = known.actors.get(actor_id)
    if found is None:
        near = [match.actor.id for match in find(known.actors, actor_id)]
        hint = meant(near) or nearest_words(actor_id, known.actors.by_id)
        raise Missing(f"the knowledge base has no actor {actor_id}{hint}")
    wanted = Filter(actor=actor_id, shown_only=True)
    with desk.store() as store:
        roles, others = store.roles_of(actor_id), store.told_with(actor_id, _MOST_WITH)
        here = desk.kept(store, f"recent {to_query(wanted)}", lambda opened: recent(opened.lines(wanted)))
    return render(
        request, "actor.html", one=found, here=here, query=to_query(wanted), roles=_by_role(roles),
        drawn=monthly(here.months, "incident"), nation=_nation(found.country),
        ties=[(tie, known.actors.get(tie.other)) for tie in found.ties],
        tied=[(tie, known.actors.get(other)) for other, tie in known.tied.get(found.id, ())],
        offices=[(office, held) for office in holding(found.id) for held in office.holders if held.actor == found.id],
        others=[(each, known.actors.get(each.actor) if each.actor else None) for each in others],
    )  # fmt: skip


def _by_role(roles: list[InRole]) -> list[tuple[str, int, Bars]]:
    """Each role with its incidents and their bars, on one axis."""
    months = [each.month for each in roles if each.month and is_month(each.month)]
    span = (min(months), max(months)) if months else None
    found = []
    for role in dict.fromkeys(each.role for each in roles):
        mine = [each for each in roles if each.role == role]
        counts = Counter({each.month: each.incidents for each in mine if each.month})
        found.append((role, sum(each.incidents for each in mine), monthly(counts, "incident", span)))
    return sorted(found, key=lambda each: -each[1])


_Row = tuple[Actor, int]


def _row(told: ToldActor, known: KnownActors) -> _Row | None:
    """The actor with its number; one that an overlay had once stands as the incidents name it."""
    if told.actor is None:
        return None
    found = known.actors.get(told.actor)
    return found or Actor(told.actor, told.name or told.actor, told.kind, told.country), told.incidents


def _wanted(row: _Row, query: str, nation: str, kind: str, meant: list[Actor]) -> bool:
    actor, words = row[0], query.casefold()
    named = not words or actor in meant or any(words in name.casefold() for name in (actor.id, *actor.names))
    return named and _fits(actor, nation, kind)


def _fits(actor: Actor, nation: str, kind: str) -> bool:
    return (not nation or actor.country == nation) and (not kind or actor.kind == kind)


def _nation(code: str | None) -> str | None:
    named = countries().get(code) if code else None
    return named.name if named else code


def _nations(told: list[ToldActor], known: KnownActors) -> list[tuple[str, str]]:
    """Code and name of the countries of the actors told, by name."""
    found = {row[0].country for each in told if (row := _row(each, known)) and row[0].country}
    return sorted(((code, _nation(code) or code) for code in found if code), key=lambda each: each[1])
