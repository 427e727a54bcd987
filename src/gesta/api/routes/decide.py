"""Deciding over HTTP: the open questions, and judgements with what they change."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.exceptions import HTTPException

from gesta.api.answers import JSON, DataRoute, json_answer, tag_of
from gesta.api.asking import desk_of
from gesta.api.bodies import body_of, told_as
from gesta.api.decisions import SAYABLE, Decision, decision_made
from gesta.api.described import answers, refers
from gesta.api.people import Reader, Reviewer
from gesta.api.questions import questions_of
from gesta.api.shapes import Agreed, Asked, Made
from gesta.review.agreeing import agreements
from gesta.review.questions import QuestionKind
from gesta.store.store import Store

router = APIRouter(route_class=DataRoute, tags=["review"])
Body = Annotated[bytes, Depends(body_of)]
Limit = Annotated[int, Query(ge=1, le=200, description="Questions at most.")]
Kinds = Annotated[list[QuestionKind] | None, Query(description="Only questions of this kind. Repeatable.")]
_JUDGED: dict[int | str, dict[str, Any]] = {
    201: {"description": "The judgement stands", "content": {JSON: {"schema": refers(Made)}}},
    409: {"$ref": "#/components/responses/Contradicted"},
    412: {"$ref": "#/components/responses/Changed"},
    413: {"$ref": "#/components/responses/TooLong"},
    415: {"$ref": "#/components/responses/NotJson"},
}
_SAID: dict[str, Any] = {"not": {"type": "null"}}


def _said(name: str) -> dict[str, Any]:
    """That decision and no answer, or a question and its answer."""
    if name == "question":
        return {"required": ["question", "answer"], "properties": {"question": _SAID, "answer": _SAID}}
    return {"required": [name], "properties": {name: _SAID, "answer": {"type": "null"}}}


_ONE = [_said(each) for each in SAYABLE]
_DECISION: dict[str, Any] = {"allOf": [refers(Decision), {"oneOf": _ONE}]}
_DECIDES: dict[str, Any] = {"requestBody": {"required": True, "content": {JSON: {"schema": _DECISION}}}}


@router.get("/review.json", summary="Open questions", **answers(Asked))
def review(request: Request, person: Reader, kind: Kinds = None, limit: Limit = 20) -> Response:
    """What a person could settle, as `gesta review --list` writes it: the most useful first, each with its usefulness
    and with what either answer would append."""
    with questions_of(request).open() as upcoming:
        found = upcoming.first(limit, kind or ())
    return json_answer(Asked(found))


@router.post(
    "/judgements.json", summary="Decide", status_code=201, response_class=Response, responses=_JUDGED,
    openapi_extra=_DECIDES,
)  # fmt: skip
def judge(
    request: Request,
    body: Body,
    person: Reviewer,
) -> Response:
    """Append one judgement, under the name of whoever asks, and settle the incidents it touches.

    With `If-Match` and the ETag of `/judgements.json` it is made only where nothing changed since that was read.
    """
    desk = desk_of(request)
    given = told_as(body, Decision)
    with desk.store() as store:
        made = decision_made(
            desk, questions_of(request), store, given, person.who, lambda: _check_match(request, store)
        )
    answer = json_answer(Made(made.judgement, made.settled.changes))
    answer.status_code = HTTPStatus.CREATED
    return answer


@router.get("/agreement.json", summary="Agreement of two readers", **answers(Agreed))
def agreement(request: Request, person: Reader) -> Response:
    """Raw agreement and Cohen's kappa by kind of question, and the answers they are computed from."""
    with desk_of(request).store() as store:
        readings = store.second_readings()
    return json_answer(Agreed(agreements(readings), readings))


def _check_match(request: Request, store: Store) -> None:
    """Raises 412 where the request asks for a state of the project that is past."""
    wanted = [each.strip() for each in request.headers.get("if-match", "*").split(",")]
    if "*" not in wanted and tag_of(request, store) not in wanted:
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED, "the project has changed since; look again, then decide")
