"""The project as a whole as data: its outlets and days, its judgements, problems and changes, its codebook."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from gesta.api.answers import DataRoute, json_answer
from gesta.api.asking import desk_of
from gesta.api.described import answers
from gesta.api.people import needs
from gesta.api.routes.incidents import Limit
from gesta.api.shapes import (
    ChangePage,
    CodebookCard,
    ConceptCard,
    Coverage,
    Health,
    Judgements,
    Problems,
    Sources,
)
from gesta.codebook.records import Concept
from gesta.model.jsonl import incidents_schema, read_schema
from gesta.model.judgements import in_force
from gesta.store.store import Store
from gesta.version import __version__

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["project"])
health_router = APIRouter(tags=["project"])
Since = Annotated[int, Query(ge=0, le=2**53, description="Changes after the one of this number.")]
Lines = Annotated[Literal["incidents", "read"], Query(description="Of the lines of which command.")]


@router.get("/sources.json", summary="What each outlet told", **answers(Sources))
def sources(request: Request) -> Response:
    """Reports, copies, incidents, firsts and contradictions of each outlet."""
    desk = desk_of(request)
    with desk.store() as store:
        return json_answer(Sources(desk.kept(store, "outlets", Store.outlets)))


@router.get("/coverage.json", summary="What was read, when and from whom", **answers(Coverage))
def coverage(request: Request) -> Response:
    """Reports by day and outlet, what failed, what waits, how much nobody reviewed, and counts of all that stands."""
    desk = desk_of(request)
    with desk.store() as store:
        days = desk.kept(store, "reports by day", Store.reports_by_day)
        problems = desk.kept(store, "problem groups", Store.problem_groups)
        reviewed = desk.kept(store, "reviewed by type", Store.reviewed_by_type)
        unread, _ = store.unread_reports(0)
        return json_answer(Coverage(days, problems, reviewed, unread, store.stats()))


@router.get("/judgements.json", summary="Decisions of people", **answers(Judgements))
def judgements(request: Request) -> Response:
    """Every judgement in the order made, and which of them hold."""
    with desk_of(request).store() as store:
        made = store.judgements()
    return json_answer(Judgements(made, tuple(each.id for each in in_force(made))))


@router.get("/problems.json", summary="Faults in data", **answers(Problems))
def problems(request: Request) -> Response:
    """What went wrong with reports, in the order met."""
    with desk_of(request).store() as store:
        return json_answer(Problems(store.problems()))


@router.get("/changes.json", summary="The change feed", **answers(ChangePage))
def changes(request: Request, since: Since = 0, limit: Limit = 100) -> Response:
    """What was created, updated, merged, split, withdrawn or restored; numbers only grow."""
    with desk_of(request).store() as store:
        found = store.changes(since, limit + 1)
    items = found[:limit]
    last = items[-1].seq if items else since
    further = str(request.url.include_query_params(since=last)) if len(found) > limit else None
    return json_answer(ChangePage(items, last, further), next=further)


@router.get("/schema.json", summary="JSON Schema of a record", **answers({"type": "object"}, "application/schema+json"))
def schema(of: Lines = "incidents") -> Response:
    """The output of `gesta schema`."""
    return json_answer(incidents_schema() if of == "incidents" else read_schema(), "application/schema+json")


@router.get("/codebook.json", summary="The codebook", **answers(CodebookCard))
def codebook(request: Request) -> Response:
    """The concepts that the project's incidents are coded by."""
    book = desk_of(request).book
    return json_answer(CodebookCard(book.version, tuple(_card(each) for each in book)))


def _card(concept: Concept) -> ConceptCard:
    names = (each.name for each in msgspec.structs.fields(ConceptCard) if each.name not in ("roles", "examples"))
    same = {name: getattr(concept, name) for name in names}
    roles = {str(role): gloss for role, gloss in concept.roles.items()}
    return ConceptCard(**same, roles=roles, examples=tuple(each.text for each in concept.examples))


@health_router.get("/health.json", summary="Whether the server answers", **answers(Health))
def health(request: Request) -> Response:
    """The project can be read. Nobody need sign in."""
    with desk_of(request).store() as store:
        store.state()
    return json_answer(Health("ok", __version__))
