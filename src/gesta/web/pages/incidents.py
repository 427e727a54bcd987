"""The incidents of one filter: a list, a map, a timeline."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.query import told
from gesta.web.render import render

router = APIRouter()
_ON_A_PAGE = 50


@router.get("/", include_in_schema=False)
@router.get("/incidents", include_in_schema=False)
def incidents(request: Request) -> Response:
    """The list."""
    wanted = filter_of(request, "after")
    with desk_of(request).store() as store:
        found = list(islice(store.incidents(wanted), _ON_A_PAGE))
        number = store.count_incidents(wanted)
    return render(request, "incidents.html", found=found, number=number, asked=told(wanted))
