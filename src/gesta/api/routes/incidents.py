"""Incidents as data: page by page, as lines, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from gesta.api.answers import LINES, DataRoute, file_answer, json_answer, lines_answer
from gesta.api.asking import desk_of, filter_of
from gesta.api.described import answers
from gesta.api.desk import Desk
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.api.shapes import IncidentPage
from gesta.export.format import Options
from gesta.export.geo_json import GEOJSON
from gesta.export.losses import UNHEARD
from gesta.export.passing import ChosenSource
from gesta.export.tables_csv import CSV
from gesta.model.filters import EVERYTHING, Filter
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.query import told
from gesta.store.store import Store

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["incidents"])
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
Id = Annotated[
    str,
    Path(
        description="The id, or its beginning where no other begins so.",
        json_schema_extra={"format": "incident-id"},
        examples=["inc_1a2b"],
    ),
]
After = Annotated[
    str | None,
    Query(description="Where the page before ended, as its `next` has it.", json_schema_extra={"format": "cursor"}),
]
Order = Annotated[Literal["oldest", "newest"], Query(description="Which start comes first; unknown ones are last.")]
Counting = Annotated[Literal["yes"] | None, Query(description="Also count all that the filter lets through.")]
_MOST_NAMED = 5


@router.get("/incidents.json", summary="Incidents of a filter", **answers(IncidentPage, filtered=True))
def listing(
    request: Request, limit: Limit = 100, after: After = None, order: Order = "oldest", count: Counting = None
) -> Response:
    """A page of the incidents that the filter lets through, whole records."""
    wanted = filter_of(request, "limit", "after", "order", "count")
    with desk_of(request).store() as store:
        page = store.page(wanted, after, limit, newest=order == "newest")
        items = store.whole(row.id for row in page.rows)
        number = store.count_incidents(wanted) if count else None
    further = str(request.url.include_query_params(after=page.after)) if page.after else None
    return json_answer(IncidentPage(items, further, told(wanted), number), next=further)


@router.get(
    "/incidents.jsonl",
    summary="Incidents of a filter, a line each",
    **answers({"type": "string"}, LINES, filtered=True),
)
def lines(request: Request) -> Response:
    """Every incident that the filter lets through: the output of `gesta incidents --format jsonl`."""
    wanted = filter_of(request)
    return lines_answer(_lines(desk_of(request), wanted), LINES, "incidents.jsonl")


def _lines(desk: Desk, wanted: Filter) -> Iterator[bytes]:
    with desk.store() as store:
        for incident in store.incidents(wanted):
            yield msgspec.json.encode(incident) + b"\n"


@router.get("/incidents/{id}.json", summary="One incident", **answers(MergedIncident, begun=True))
def one(request: Request, id: Id) -> Response:
    """The whole record; of one that was merged into another as it last was, with `superseded_by`."""
    with desk_of(request).store() as store:
        found = found_incident(store, id)
    return _moved(found, "json") if isinstance(found, str) else json_answer(found)


@router.get(
    "/incidents/{id}.csv", summary="One incident as a row", **answers({"type": "string"}, "text/csv", begun=True)
)
def one_row(request: Request, id: Id) -> Response:
    """The incident as a row of the table of incidents."""
    return _exported(request, id, "csv")


@router.get(
    "/incidents/{id}.geojson", summary="One incident as GeoJSON",
    **answers({"type": "object"}, "application/geo+json", begun=True),
)  # fmt: skip
def one_feature(request: Request, id: Id) -> Response:
    """A FeatureCollection of the one incident; null geometry where its place is no point."""
    return _exported(request, id, "geojson")


def _exported(request: Request, id: str, suffix: Literal["csv", "geojson"]) -> Response:
    form, media = (CSV, "text/csv") if suffix == "csv" else (GEOJSON, "application/geo+json")
    desk = desk_of(request)
    with desk.store() as store:
        found = found_incident(store, id)
        if isinstance(found, str):
            return _moved(found, suffix)
        source = ChosenSource(desk.source(store, EVERYTHING), (found,))
        return file_answer(lambda path: form.write(source, path, Options(), UNHEARD), media, f"{found.id}.{suffix}")


def found_incident(store: Store, id: str) -> MergedIncident | IncidentId:
    """The incident of the id; the whole id where only its beginning is given. Raises Missing."""
    found = store.incident(IncidentId(id))
    if found is not None:
        return found
    meant = store.find_ids(id, _MOST_NAMED + 1)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Missing(f"several incidents begin with {id}: {', '.join(meant[:_MOST_NAMED])}")
    raise Missing(f"there is no incident {id}")


def _moved(id: IncidentId, suffix: str) -> Response:
    return RedirectResponse(f"/incidents/{quote(id)}.{suffix}")
