"""OGC API - Features, Part 1 (core, GeoJSON): the incidents as a layer for QGIS, GDAL and other clients."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from gesta.api.answers import DataRoute, bytes_answer, json_answer
from gesta.api.asking import desk_of, filter_of
from gesta.api.described import answers
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.api.regions import read_box, within
from gesta.export.format import Options
from gesta.export.geo_json import feature
from gesta.export.losses import UNHEARD
from gesta.export.passing import ChosenSource
from gesta.export.points import located
from gesta.model.filters import EVERYTHING, Filter
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.store.store import Store

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["OGC API Features"])
_GEO = "application/geo+json"
_MOST = 1000
_CRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CONFORMS = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{each}" for each in ("core", "geojson"))
_OBJECT = {"type": "object"}
Box = Annotated[
    str | None,
    Query(
        description="West, south, east, north in degrees; west above east goes over the date line.",
        json_schema_extra={"format": "bbox"}, examples=["43.9,35.2,44.6,35.7"],
    ),
]  # fmt: skip
Moment = Annotated[
    str | None,
    Query(
        description="A moment, or an interval with '/' between its ends and '..' for an open one; days count.",
        json_schema_extra={"format": "ogc-datetime"}, examples=["2023-03-01/2023-03-31"],
    ),
]  # fmt: skip
Whole = Annotated[str, Path(description="The whole id.", json_schema_extra={"format": "incident-id"})]
Most = Annotated[int, Query(ge=1, le=2**31, description=f"At most so many, and never more than {_MOST}.")]
Behind = Annotated[str | None, Query(description="Where the page before ended, as its link `next` has it.")]


@router.get("/ogc", summary="Landing page", **answers(_OBJECT))
def landing(request: Request) -> Response:
    """Where everything is."""
    desk = desk_of(request)
    return json_answer({
        "title": f"Gesta: {desk.name}",
        "description": "Incidents as news reports tell them.",
        "links": [
            _link(request, "self", "/ogc"),
            _link(request, "service-desc", "/openapi.json"),
            _link(request, "service-doc", "/about", "text/html"),
            _link(request, "conformance", "/ogc/conformance"),
            _link(request, "data", "/ogc/collections"),
        ],
    })  # fmt: skip


@router.get("/ogc/conformance", summary="What is conformed to", **answers(_OBJECT))
def conformance(request: Request) -> Response:
    """The classes of the standard."""
    return json_answer({"conformsTo": _CONFORMS})


@router.get("/ogc/collections", summary="The collections", **answers(_OBJECT))
def collections(request: Request) -> Response:
    """There is one: incidents."""
    links = [_link(request, "self", "/ogc/collections")]
    return json_answer({"links": links, "collections": [_collection(request)]})


@router.get("/ogc/collections/incidents", summary="The collection of incidents", **answers(_OBJECT))
def collection(request: Request) -> Response:
    """What it holds, and where its items are."""
    return json_answer(_collection(request))


@router.get("/ogc/collections/incidents/items", summary="Incidents as features",
            **answers(_OBJECT, _GEO, filtered=True))  # fmt: skip
def items(
    request: Request, bbox: Box = None, datetime: Moment = None, limit: Most = 100, after: Behind = None
) -> Response:
    """Features in order of their ids, with the properties of the table of incidents.

    Geometry is a point, or null where none is known: those lie in no bbox.
    """
    wanted = filter_of(request, "bbox", "datetime", "limit", "after")
    box = read_box(bbox) if bbox is not None else None
    wanted = within(wanted, datetime) if datetime is not None else wanted
    with desk_of(request).store() as store:
        found = store.page_in_box(wanted, box, after, min(limit, _MOST))
        features = _features(request, store, store.whole(found.ids), wanted)
    further = str(request.url.include_query_params(after=found.after)) if found.after else None
    links = [{"rel": "self", "href": str(request.url), "type": _GEO}, _link(request, "collection", _COLLECTION)]
    if further is not None:
        links.append({"rel": "next", "href": further, "type": _GEO})
    told: dict[str, Any] = {"type": "FeatureCollection", "links": links, "numberReturned": len(features)}
    return json_answer({**told, "features": list(map(msgspec.Raw, features))}, _GEO, next=further)


@router.get("/ogc/collections/incidents/items/{id}", summary="One incident as a feature",
            **answers(_OBJECT, _GEO, missing=True))  # fmt: skip
def item(request: Request, id: Whole) -> Response:
    """The feature of the incident, whatever the filter."""
    with desk_of(request).store() as store:
        found = store.incident(IncidentId(id))
        if found is None:
            raise Missing(f"there is no incident {id}")
        (made,) = _features(request, store, [found], EVERYTHING)
    links = [_link(request, "self", f"{_COLLECTION}/items/{id}", _GEO), _link(request, "collection", _COLLECTION)]
    return bytes_answer(made[:-1] + b',"links":' + msgspec.json.encode(links) + b"}", _GEO)


_COLLECTION = "/ogc/collections/incidents"


def _features(request: Request, store: Store, incidents: list[MergedIncident], wanted: Filter) -> list[bytes]:
    """The features, as ``gesta export geojson`` writes them."""
    source = ChosenSource(desk_of(request).source(store, wanted), incidents)
    return [feature(row, place) for row, place in located(source, Options(), UNHEARD)]


def _collection(request: Request) -> dict[str, object]:
    return {
        "id": "incidents",
        "title": "Incidents",
        "description": "Incidents of the default listing, or of the filter of the query string. Geometry is null where "
        "no place is known as a point.",
        "itemType": "feature",
        "crs": [_CRS],
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]], "crs": _CRS},
            "temporal": {"interval": [[None, None]]},
        },
        "links": [
            _link(request, "self", _COLLECTION),
            _link(request, "items", f"{_COLLECTION}/items", _GEO),
            _link(request, "alternate", "/incidents", "text/html"),
        ],
    }


def _link(request: Request, relation: str, path: str, media: str = "application/json") -> dict[str, str]:
    return {"rel": relation, "href": f"{str(request.base_url).rstrip('/')}{path}", "type": media}
