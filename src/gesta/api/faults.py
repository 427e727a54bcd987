"""Errors as answers: problem+json (RFC 9457) for programs, a page for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from urllib.parse import quote

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from gesta.api.asking import desk_of
from gesta.api.people import NotAllowedError, NotSignedInError
from gesta.errors import ContradictionError, GestaError, UsageError
from gesta.store.errors import (
    FullError,
    GoneError,
    LockedError,
    NotThereError,
    ReadOnlyError,
    SlowError,
    StoreError,
)

Page = Callable[[Request, HTTPStatus, str], Response]
"""Makes the page that tells a person what went wrong."""
_RETRY = "5"
"""Seconds after which a writer is done, as a rule."""


class Missing(UsageError):
    """What is asked for is not in the project."""


def status_of(fault: Exception) -> HTTPStatus:
    """The status that tells the fault."""
    for kind, status in (
        (NotSignedInError, HTTPStatus.UNAUTHORIZED),
        (NotAllowedError, HTTPStatus.FORBIDDEN),
        (Missing, HTTPStatus.NOT_FOUND),
        (NotThereError, HTTPStatus.SERVICE_UNAVAILABLE),
        (ContradictionError, HTTPStatus.CONFLICT),
        (UsageError, HTTPStatus.BAD_REQUEST),
        (RequestValidationError, HTTPStatus.BAD_REQUEST),
        (LockedError, HTTPStatus.SERVICE_UNAVAILABLE),
        (GoneError, HTTPStatus.SERVICE_UNAVAILABLE),
        (SlowError, HTTPStatus.SERVICE_UNAVAILABLE),
        (FullError, HTTPStatus.INSUFFICIENT_STORAGE),
        (ReadOnlyError, HTTPStatus.FORBIDDEN),
        (StoreError, HTTPStatus.INTERNAL_SERVER_ERROR),
    ):
        if isinstance(fault, kind):
            return status
    return HTTPStatus(fault.status_code) if isinstance(fault, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR


def wants_page(request: Request) -> bool:
    """True for a person's browser; a path with a suffix, or of OGC API Features, is asked for by a program."""
    path = request.url.path
    return (
        "." not in path.rpartition("/")[2]
        and not path.startswith("/ogc/")
        and "text/html" in request.headers.get("accept", "")
    )


def problem(status: HTTPStatus, detail: str, instance: str, others: Sequence[str] = ()) -> Response:
    """The fault as ``application/problem+json``; ``others``: judgements that it is about."""
    told = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": instance,
        **({"judgements": list(others)} if others else {}),
    }
    return Response(msgspec.json.encode(told), status.value, media_type="application/problem+json")


def answered(request: Request, page: Page, status: HTTPStatus, detail: str) -> Response:
    """The fault as a page or as a problem, as the request wants it."""
    path = quote(request.url.path, safe="/:")
    return page(request, status, detail) if wants_page(request) else problem(status, detail, path)


def tell_faults(app: FastAPI, page: Page) -> None:
    """Every fault that a route raises is answered: as a page where a person asks, else as a problem."""

    def answer(request: Request, fault: Exception) -> Response:
        status = status_of(fault)
        detail = desk_of(request).public(_detail(fault, status))
        others = fault.others if isinstance(fault, ContradictionError) else ()
        path = quote(request.url.path, safe="/:")
        is_page = wants_page(request)
        made = page(request, status, detail) if is_page else problem(status, detail, path, others)
        if isinstance(fault, HTTPException) and fault.headers:
            made.headers.update(fault.headers)
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            made.headers["Retry-After"] = _RETRY
        if status is HTTPStatus.UNAUTHORIZED:
            made.headers["WWW-Authenticate"] = "Bearer"
        return made

    for kind in (GestaError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def _detail(fault: Exception, status: HTTPStatus) -> str:
    if isinstance(fault, RequestValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in fault.errors())
    if isinstance(fault, HTTPException):
        return str(fault.detail) if fault.detail != status.phrase else "there is nothing at this address"
    return str(fault) if isinstance(fault, GestaError) else "this is a fault of Gesta; what the server wrote says more"
