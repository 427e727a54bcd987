"""Reports as data: what was captured, and what was read from each."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from gesta.api.answers import JSON, DataRoute, bytes_answer, json_answer
from gesta.api.asking import desk_of
from gesta.api.described import answers
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.api.routes.incidents import Limit
from gesta.api.shapes import ReportPage
from gesta.model.incidents import Record
from gesta.model.jsonl import encode
from gesta.model.terms import ReportId

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["reports"])
After = Annotated[int, Query(ge=0, le=2**53, description="Reports that arrived after the one of this number.")]
Id = Annotated[
    str,
    Path(
        description="The id, or its beginning where no other begins so.",
        json_schema_extra={"format": "report-id"},
        examples=["sha256:1a2b"],
    ),
]
_MOST_NAMED = 3


@router.get("/reports.json", summary="Reports in order of arrival", **answers(ReportPage))
def listing(request: Request, limit: Limit = 100, after: After = 0) -> Response:
    """A page of the reports captured, read or not."""
    with desk_of(request).store() as store:
        found = store.reports_after(after, limit + 1)
    items = found[:limit]
    further = str(request.url.include_query_params(after=items[-1].number)) if len(found) > limit else None
    return json_answer(ReportPage(items, further), next=further)


@router.get("/reports/{id}.json", summary="What was read from a report", **answers(Record, begun=True))
def one(request: Request, id: Id) -> Response:
    """The line of `gesta read --format jsonl`: text, entities, incidents, problems."""
    with desk_of(request).store() as store:
        record = store.current_record(ReportId(id))
        if record is not None:
            return bytes_answer(encode(record), JSON)
        meant = [each for each in store.find_reports(id, _MOST_NAMED) if each.startswith(id)]
    if len(meant) == 1 and meant[0] != id:
        return RedirectResponse(f"/reports/{quote(meant[0])}.json")
    if meant == [id]:
        raise Missing(f"report {id} was not read yet; `gesta run` does it")
    raise Missing(f"several reports begin with {id}" if meant else f"there is no report {id}")
