"""The incidents of one filter: a list with a timeline, and a map."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.api.people import needs
from gesta.web.render import render
from gesta.web.views.filters import filter_form

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
_ON_A_PAGE = 50


@router.get("/")
@router.get("/incidents")
def incidents(request: Request) -> Response:
    """The list, newest first, with the timeline above it."""
    desk = desk_of(request)
    wanted = filter_of(request, "after")
    with desk.store() as store:
        found = list(islice(store.incidents(wanted), _ON_A_PAGE))
        number = store.count_incidents(wanted)
    form = filter_form(wanted, desk.book)
    return render(request, "incidents.html", found=found, number=number, form=form, here="/incidents", after=None)


@router.get("/map")
def on_a_map(request: Request) -> Response:
    """The map, and in words what it cannot show."""
    desk = desk_of(request)
    wanted = filter_of(request)
    with desk.store() as store:
        number = store.count_incidents(wanted)
    form = filter_form(wanted, desk.book)
    return render(request, "map.html", number=number, form=form, here="/map", unplaced=())
