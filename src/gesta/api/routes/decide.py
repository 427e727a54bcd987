"""Deciding over HTTP: the open questions, and judgements with what they change."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.exceptions import HTTPException

from gesta.api.asking import desk_of
from gesta.api.bodies import body_of, told_as
from gesta.api.decisions import Decision, decision_made
from gesta.api.people import Reader, Reviewer
from gesta.api.questions import questions_of
from gesta.model.judgements import Judgement
from gesta.model.merged import Change
from gesta.model.served import SecondReading
from gesta.review.agreeing import Agreement, agreements
from gesta.review.questions import Question, QuestionKind
from gesta.store.store import Store

router = APIRouter(tags=["review"])
Body = Annotated[bytes, Depends(body_of)]
Limit = Annotated[int, Query(ge=1, le=200, description="Questions at most.")]
Kinds = Annotated[list[QuestionKind] | None, Query(description="Only questions of this kind. Repeatable.")]


class Asked(msgspec.Struct, frozen=True):
    """Open questions, the most useful first."""

    items: list[Question]


class Made(msgspec.Struct, frozen=True):
    """A judgement, and what became of the incidents."""

    judgement: Judgement
    changes: tuple[Change, ...]


class Agreed(msgspec.Struct, frozen=True):
    """How far second readers agree with the first, and every answer of theirs."""

    agreement: tuple[Agreement, ...]
    readings: list[SecondReading]


@router.get("/review.json", summary="Open questions", response_class=Response)
def review(request: Request, person: Reader, kind: Kinds = None, limit: Limit = 20) -> Response:
    """What a person could settle, as `gesta review --list` writes it: the most useful first, each with its usefulness
    and with what either answer would append."""
    with questions_of(request).open() as upcoming:
        found = upcoming.first(limit, kind or ())
    return _json(Asked(found))


@router.post("/judgements.json", summary="Decide", status_code=201, response_class=Response)
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
    return _json(Made(made.judgement, made.settled.changes), HTTPStatus.CREATED)


@router.get("/agreement.json", summary="Agreement of two readers", response_class=Response)
def agreement(request: Request, person: Reader) -> Response:
    """Raw agreement and Cohen's kappa by kind of question, and the answers they are computed from."""
    with desk_of(request).store() as store:
        readings = store.second_readings()
    return _json(Agreed(agreements(readings), readings))


def _check_match(request: Request, store: Store) -> None:
    wanted = request.headers.get("if-match")
    if wanted is not None and wanted.strip() not in ("*", f'"{store.state()}"'):
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED, "the project has changed since; look again, then decide")


def _json(value: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(msgspec.json.encode(value), status.value, media_type="application/json")
