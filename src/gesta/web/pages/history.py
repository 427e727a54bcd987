"""Every judgement of the project, and how far second readers agree with the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.people import Reviewer, needs
from gesta.model.judgements import Judgement, in_force
from gesta.review.agreeing import agreements, differing
from gesta.review.decide import history, moment, take_back
from gesta.review.words import judgement_words
from gesta.web.forms import Fields, word
from gesta.web.going import on_to, own_path
from gesta.web.render import render
from gesta.web.said import said_of

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reader"))])
Number = Annotated[int, Query(ge=0, le=2**31)]
_ON_A_PAGE = 100


@router.get("/history")
def judgements(request: Request, before: Number = 0, said: str = "") -> Response:
    """The judgements, the last one first. ``before``: only those made before the one of this number."""
    with desk_of(request).store() as store:
        past = history(store)
        told = said_of(store, said)
    end = before if 0 < before <= len(past) else len(past)
    start = max(0, end - _ON_A_PAGE)
    shown = [(number, each, judgement_words(each.judgement)) for number, each in enumerate(past[start:end], start + 1)]
    return render(
        request, "history.html", past=shown[::-1], number=len(past), older=start, said=told,
        here=f"/history?before={before}" if before else "/history",
    )  # fmt: skip


@router.get("/undo", dependencies=[Depends(needs("reviewer"))])
def ask_undo(request: Request, judgement: str, next: str = "/history") -> Response:
    """The form that takes a judgement back, for a link from elsewhere."""
    with desk_of(request).store() as store:
        made = _made(store.judgements(), judgement)
    return render(request, "undo.html", made=made, words=judgement_words(made), next=own_path(next))


@router.post("/undo")
def undo(request: Request, person: Reviewer, form: Fields) -> Response:
    """The judgement no longer holds; back to the page that the form stood on."""
    desk = desk_of(request)
    with desk.store() as store:
        made = take_back(store, desk.book, word(form, "judgement"), person.who, moment(), word(form, "why"))
    return on_to(word(form, "next"), said=made.judgement.id)


@router.get("/agreement")
def agreement(request: Request, said: str = "") -> Response:
    """Agreement by kind, and where two readers differ."""
    with desk_of(request).store() as store:
        readings = store.second_readings()
        made = {each.id: each for each in store.judgements()}
        holding = {each.id for each in in_force(tuple(made.values()))}
        told = said_of(store, said)
    apart = [(each, made.get(each.judgement), each.judgement in holding) for each in differing(readings)]
    return render(
        request, "agreement.html", agreement=agreements(readings), number=len(readings), apart=apart, said=told
    )


def _made(judgements: Iterable[Judgement], id: str) -> Judgement:
    """The judgement with the id. Raises Missing."""
    for each in judgements:
        if each.id == id:
            return each
    raise Missing(f"there is no judgement {id}")
