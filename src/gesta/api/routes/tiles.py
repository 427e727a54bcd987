"""The tiles of the map: ``/tiles/{z}/{x}/{y}.mvt?FILTER``."""

from __future__ import annotations

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from gesta.api.asking import desk_of, filter_of
from gesta.api.atlases import etag_of
from gesta.api.conditional import answer, unchanged
from gesta.api.described import answers
from gesta.api.people import needs
from gesta.api.tiles import MEDIA_TYPE, is_tile

router = APIRouter(dependencies=[Depends(needs("reader"))], tags=["map"])


@router.get(
    "/tiles/{z:int}/{x:int}/{y:int}.mvt",
    summary="A tile of the map",
    **answers({"type": "string", "format": "binary"}, MEDIA_TYPE, filtered=True, missing=True),
)
def tile(request: Request, z: int, x: int, y: int) -> Response:
    """One vector tile of the incidents that the filter of the query string lets through; see the page on the map."""
    if not is_tile(z, x, y):
        raise HTTPException(404)
    desk, wanted = desk_of(request), filter_of(request)
    with desk.store() as store:
        atlas = desk.atlas.current(store, desk.version(store))
        etag = etag_of(atlas, "tile")
        return unchanged(request, etag) or answer(desk.atlas.tile(store, atlas, wanted, z, x, y), MEDIA_TYPE, etag)
