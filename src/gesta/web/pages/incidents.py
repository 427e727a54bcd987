"""The incidents of one filter: a list with a timeline, and a map."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.api.people import needs
from gesta.knowledge.countries import country
from gesta.model.filters import Filter
from gesta.query import to_query
from gesta.web.render import render
from gesta.web.views.filters import filter_form
from gesta.web.views.rows import row_words

router = APIRouter(dependencies=[Depends(needs("reader"))], include_in_schema=False)
_ON_A_PAGE = 50
_ROOM, _LEAST_ROOM = 0.08, 1.5
"""Share of the longer side that is free around the incidents of a map, and the least, in degrees."""
_HIGHEST = 84.0
"""The latitude up to which a Mercator map shows the world."""


@router.get("/")
@router.get("/incidents")
def incidents(request: Request) -> Response:
    """The list, newest first, with the timeline above it."""
    desk = desk_of(request)
    wanted = filter_of(request, "after")
    with desk.store() as store:
        atlas = desk.atlas.current(store, desk.version(store))
        page = desk.atlas.page(store, atlas, wanted, request.query_params.get("after") or None, _ON_A_PAGE)
        number = desk.atlas.count(store, atlas, wanted)
    form, found = filter_form(wanted, desk.book), [row_words(row) for row in page.rows]
    return render(request, "incidents.html", found=found, number=number, form=form, here="/incidents", after=page.after)


@router.get("/map")
def on_a_map(request: Request) -> Response:
    """The map, and in words what it cannot show."""
    desk = desk_of(request)
    wanted = filter_of(request)
    with desk.store() as store:
        atlas = desk.atlas.current(store, desk.version(store))
        selected = desk.atlas.selected(store, atlas, wanted)
    form, number = filter_form(wanted, desk.book), int(selected.sum())
    unplaced = [_unplaced(wanted, code, count) for code, count in atlas.unplaced(selected)]
    return render(
        request,
        "map.html",
        number=number,
        form=form,
        here="/map",
        unplaced=unplaced,
        bounds=_around(atlas.bounds(selected)),
    )


def _around(bounds: tuple[float, float, float, float] | None) -> str | None:
    """The bounds with some room around them, as the map takes them."""
    if bounds is None:
        return None
    west, south, east, north = bounds
    room = max(_LEAST_ROOM, _ROOM * max(east - west, north - south))
    around = (west - room, max(south - room, -_HIGHEST), east + room, min(north + room, _HIGHEST))
    return ",".join(f"{each:.2f}" for each in around)


def _unplaced(wanted: Filter, code: str | None, count: int) -> tuple[str, str, int]:
    """Name of the country, the filter of its incidents, how many of them the map has not."""
    if code is None:
        return "no country told", "", count
    found = country(code)
    return found.name if found else code, to_query(msgspec.structs.replace(wanted, countries=(code,))), count
