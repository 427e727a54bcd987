"""A filter as a feed: the incidents of the newest start first, a hundred a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.answers import DataRoute, file_answer
from gesta.api.asking import desk_of, filter_of
from gesta.api.described import answers
from gesta.api.people import needs
from gesta.api.routes.incidents import After
from gesta.export.feeds import Standing, write_atom, write_json_feed
from gesta.export.format import Losses, Options, Source
from gesta.export.losses import UNHEARD
from gesta.export.passing import ChosenSource
from gesta.query import to_query

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["feeds"])
_ON_A_PAGE = 100
_ATOM, _JSON = "application/atom+xml", "application/feed+json"
Write = Callable[[Source, Path, Options, Losses, Standing | None], None]


@router.get("/incidents.atom", summary="Incidents as an Atom feed", **answers({"type": "string"}, _ATOM, filtered=True))
def atom(request: Request, after: After = None) -> Response:
    """RFC 4287: an entry an incident that has a date; `next` leads to older ones (RFC 5005)."""
    return _feed(request, after, write_atom, _ATOM)


@router.get(
    "/incidents.feed.json", summary="Incidents as a JSON Feed", **answers({"type": "object"}, _JSON, filtered=True)
)
def json_feed(request: Request, after: After = None) -> Response:
    """JSON Feed 1.1: an item an incident; `next_url` leads to older ones."""
    return _feed(request, after, write_json_feed, _JSON)


def _feed(request: Request, after: str | None, write: Write, media: str) -> Response:
    wanted = filter_of(request, "after")
    desk = desk_of(request)
    query = to_query(wanted)
    with desk.store() as store:
        page = store.page(wanted, after, _ON_A_PAGE, newest=True)
        source = ChosenSource(desk.source(store, wanted), store.whole(row.id for row in page.rows))
        further = urlencode({"after": page.after}) if page.after else None
        site, own = str(request.base_url), str(request.url.replace(query=""))
        at = Standing(
            own=_address(own, query, urlencode({"after": after}) if after else None),
            page=_address(f"{site}incidents", query),
            incidents=f"{site}incidents/",
            next=_address(own, query, further) if further else None,
        )
        name = request.url.path.rpartition("/")[2]
        return file_answer(lambda path: write(source, path, Options(), UNHEARD, at), media, name)


def _address(base: str, *queries: str | None) -> str:
    query = "&".join(each for each in queries if each)
    return f"{base}?{query}" if query else base
