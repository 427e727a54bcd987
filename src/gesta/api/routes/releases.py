"""Releases as data: their cards, and their frozen content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from gesta.api.answers import LINES, DataRoute, file_answer, json_answer, lines_answer
from gesta.api.asking import desk_of
from gesta.api.described import answers
from gesta.api.desk import Desk
from gesta.api.faults import Missing
from gesta.api.freezing import card
from gesta.api.media import media_of
from gesta.api.people import needs
from gesta.api.shapes import ReleaseCard, Releases
from gesta.export.format import Options
from gesta.export.frozen import FrozenSource
from gesta.export.losses import UNHEARD
from gesta.export.registry import FORMATS
from gesta.store.store import Store

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["releases"])
Name = Annotated[
    str,
    Path(description="The name of the release.", json_schema_extra={"format": "release-name"}, examples=["2023-03"]),
]


@router.get("/releases.json", summary="Every release", **answers(Releases))
def listing(request: Request) -> Response:
    """The cards of the releases, the newest first."""
    with desk_of(request).store() as store:
        return json_answer(Releases(tuple(map(card, store.releases()))))


@router.get("/releases/{name}.json", summary="One release", **answers(ReleaseCard, missing=True))
def one(request: Request, name: Name) -> Response:
    """Its card: filter, versions, counts, and the SHA-256 of its JSON lines."""
    with desk_of(request).store() as store:
        return json_answer(_found(store, name))


@router.get(
    "/releases/{name}.jsonl",
    summary="The incidents of a release, a line each",
    **answers({"type": "string"}, LINES, missing=True),
)
def lines(request: Request, name: Name) -> Response:
    """The frozen bytes: their SHA-256 is that of the card."""
    desk = desk_of(request)
    with desk.store() as store:
        _found(store, name)
    return lines_answer(_pieces(desk, name), LINES, f"{name}.jsonl")


@router.get("/releases/{name}.csv", summary="The incidents of a release as CSV",
            **answers({"type": "string"}, "text/csv", missing=True))  # fmt: skip
def csv(request: Request, name: Name) -> Response:
    """The table of incidents, made of the frozen ones."""
    return _exported(request, name, "csv")


@router.get("/releases/{name}.geojson", summary="The incidents of a release as GeoJSON",
            **answers({"type": "object"}, "application/geo+json", missing=True))  # fmt: skip
def geojson(request: Request, name: Name) -> Response:
    """A FeatureCollection, made of the frozen incidents."""
    return _exported(request, name, "geojson")


@router.get("/releases/{name}.parquet", summary="The incidents of a release as Parquet",
            **answers({"type": "string", "format": "binary"}, media_of(".parquet"), missing=True))  # fmt: skip
def parquet(request: Request, name: Name) -> Response:
    """The table of incidents, made of the frozen ones."""
    return _exported(request, name, "parquet")


def _exported(request: Request, name: str, form: str) -> Response:
    desk = desk_of(request)
    with desk.store() as store:
        found = _found(store, name)
        source = FrozenSource(found, found.asked, desk.book, lambda: store.released(name))
        return file_answer(
            lambda path: FORMATS[form].write(source, path, Options(), UNHEARD), media_of(f".{form}"), f"{name}.{form}"
        )


def _found(store: Store, name: str) -> ReleaseCard:
    found = store.release(name)
    if found is None:
        raise Missing(f"there is no release {name}")
    return card(found)


def _pieces(desk: Desk, name: str) -> Iterator[bytes]:
    with desk.store() as store:
        yield from store.released(name)
