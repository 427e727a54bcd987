"""The situation report of a filter: a page that prints, and its two pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, filter_of, one_of
from gesta.api.people import needs
from gesta.codebook.records import Codebook
from gesta.model.filters import Filter
from gesta.model.plain import harmless
from gesta.model.terms import Policy
from gesta.query import pairs, to_query
from gesta.sitrep.briefing import brief
from gesta.sitrep.drawing import map_svg, time_svg
from gesta.sitrep.page import STYLE, Pictures, body
from gesta.store.store import Store
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])
_OWN = ("policy", "title")
_PICTURE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
"""A drawing has its colours in attributes; nothing in it runs or loads anything."""
_LONGEST_TITLE = 200


@router.get("/sitrep", include_in_schema=False)
def page(request: Request) -> Response:
    """The briefing."""
    wanted, desk = filter_of(request, *_OWN), desk_of(request)
    policy, title = _policy(request), harmless(request.query_params.get("title", "")).strip()[:_LONGEST_TITLE]
    with desk.store() as store:
        name = f"briefing {policy} {to_query(wanted)}"
        made = desk.kept(store, name, lambda opened: brief(opened, desk.book, desk.name, wanted, policy))
    made = replace(made, title=title or made.title)
    asked = f"?{made.query}" if made.query else ""
    pictures = Pictures(f"/sitrep/map.svg{asked}", f"/sitrep/time.svg{asked}")
    return render(
        request, "sitrep.html", title=made.title, body=body(made, pictures, "/incidents/"), query=asked, own=title,
        policy=policy, policies=get_args(Policy), kept=pairs(wanted),
    )  # fmt: skip


@router.get("/sitrep/style.css", include_in_schema=False)
def style() -> Response:
    """The rules of the briefing, which are those of the file that ``gesta sitrep`` writes."""
    return Response(STYLE, media_type="text/css")


@router.get("/sitrep/map.svg", include_in_schema=False)
def drawn_map(request: Request) -> Response:
    """The map of the filter's incidents."""
    return _picture(request, "map", map_svg)


@router.get("/sitrep/time.svg", include_in_schema=False)
def drawn_time(request: Request) -> Response:
    """The timeline of the filter's incidents."""
    return _picture(request, "time", time_svg)


def _picture(request: Request, name: str, draw: Callable[[Store, Codebook, str, Filter], bytes]) -> Response:
    wanted, desk = filter_of(request), desk_of(request)
    with desk.store() as store:
        svg = desk.kept(store, f"{name} {to_query(wanted)}", lambda opened: draw(opened, desk.book, desk.name, wanted))
    return Response(svg, media_type="image/svg+xml", headers=_PICTURE)


def _policy(request: Request) -> Policy:
    policies: tuple[Policy, ...] = get_args(Policy)
    return one_of("policy", request.query_params.get("policy", "lead"), policies)
