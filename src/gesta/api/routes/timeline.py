"""The timeline as data: ``/timeline.json?FILTER``."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.api.atlases import etag_of
from gesta.api.conditional import answer, unchanged
from gesta.api.described import answers
from gesta.api.people import needs

router = APIRouter(dependencies=[Depends(needs("reader"))], tags=["timeline"])


@router.get("/timeline.json", summary="Incidents over time", **answers({"type": "object"}, filtered=True))
def timeline(request: Request) -> Response:
    """How many incidents of each group of types lie in each day, week, month or year, and how many are less exact."""
    desk, wanted = desk_of(request), filter_of(request)
    with desk.store() as store:
        atlas = desk.atlas.current(store, desk.version(store))
        etag = etag_of(atlas, "timeline")
        return unchanged(request, etag) or answer(desk.atlas.timeline(store, atlas, wanted), "application/json", etag)
