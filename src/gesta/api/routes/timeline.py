"""The timeline as data: ``/timeline.json?FILTER``."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.api.atlases import etag_of
from gesta.api.conditional import answer, unchanged
from gesta.api.people import needs
from gesta.api.timeline import count_timeline

router = APIRouter(dependencies=[Depends(needs("reader"))], tags=["timeline"])


@router.get("/timeline.json", responses={200: {"content": {"application/json": {}}}}, response_class=Response)
def timeline(request: Request) -> Response:
    """How many incidents of each group of types lie in each day, week, month or year, and how many are less exact."""
    desk, wanted = desk_of(request), filter_of(request)
    with desk.store() as store:
        atlas = desk.atlas.current(store, desk.version(store))
        etag = etag_of(atlas, "timeline")
        told = unchanged(request, etag)
        if told is None:
            counted = count_timeline(atlas, desk.atlas.selected(store, atlas, wanted))
            told = answer(msgspec.json.encode(counted), "application/json", etag)
        return told
