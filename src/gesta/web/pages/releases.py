"""The releases: what was frozen, when, by whom, and how it is cited."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of
from gesta.api.freezing import card, citation
from gesta.api.people import needs
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])


@router.get("/releases", include_in_schema=False)
def releases(request: Request) -> Response:
    """The list, the newest first."""
    desk = desk_of(request)
    with desk.store() as store:
        found = [card(each) for each in store.releases()]
    return render(request, "releases.html", found=[(each, citation(each, desk.name)) for each in found])
