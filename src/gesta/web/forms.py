"""Forms that a page sends: bounded, and plain words only."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from gesta.api.bodies import MOST_BYTES

_FORM = "application/x-www-form-urlencoded"


async def form_of(request: Request) -> FormData:
    """The fields of the form. Raises 415 for another media type, 413 for one that is too long."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != _FORM:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {_FORM}")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MOST_BYTES:,} bytes")
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    return FormData([*fields])


Fields = Annotated[FormData, Depends(form_of)]
"""A parameter of a route: the fields that were sent."""


def word(form: FormData, name: str) -> str:
    """What the field holds, without spaces around; empty where it is not there."""
    given = form.get(name)
    return given.strip() if isinstance(given, str) else ""
