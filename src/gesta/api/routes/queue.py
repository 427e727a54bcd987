"""The queue of a project on a server: what waits, and reading anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from gesta.api.answers import JSON, json_answer
from gesta.api.asking import desk_of
from gesta.api.described import answers, refers
from gesta.api.faults import Missing
from gesta.api.people import Admin, Person, Reader
from gesta.api.shapes import Queued
from gesta.store.engine import is_address
from gesta.work.queue import Queue, opened

router = APIRouter(tags=["queue"])
_PUT: dict[int | str, Any] = {
    202: {"description": "It waits", "content": {JSON: {"schema": refers(Queued)}}},
    404: {"$ref": "#/components/responses/Missing"},
}


@router.get("/queue.json", summary="What waits to be read", **answers(Queued, missing=True))
def listing(request: Request, person: Reader) -> Response:
    """The jobs that wait, run or failed, as `gesta queue --format jsonl` writes them; admins are told their errors."""
    with _queue(request) as queue:
        return json_answer(_told(queue, person))


@router.post("/queue.json", summary="Read anew", status_code=202, response_class=Response, responses=_PUT)
def recode(request: Request, person: Admin) -> Response:
    """Put all in that today's reader has not read, as `gesta queue --recode` does; asked twice, it waits once."""
    with _queue(request) as queue:
        queue.recode()
        answer = json_answer(_told(queue, person))
    answer.status_code = HTTPStatus.ACCEPTED
    return answer


@contextmanager
def _queue(request: Request) -> Iterator[Queue]:
    project = desk_of(request).project
    if not is_address(project):
        raise Missing("a project in a file has no queue: `gesta run` reads it")
    with opened(project) as queue:
        yield queue


def _told(queue: Queue, person: Person) -> Queued:
    jobs = queue.jobs()
    if not person.may("admin"):
        jobs = [msgspec.structs.replace(each, error=None) for each in jobs]
    return Queued(tuple(jobs))
