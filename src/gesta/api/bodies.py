"""What is sent: bounded and of the right media type; JSON of the shape that is asked for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

import msgspec
from fastapi import Request
from starlette.exceptions import HTTPException

from gesta.errors import UsageError

T = TypeVar("T")
_MOST_BYTES = 65_536
"""A decision with a long reason has a few thousand."""


async def sent(request: Request, media_type: str) -> bytes:
    """The body of a request that says it is of the type. Raises 415 for another type, 413 for one that is too long."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != media_type:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {media_type}")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_MOST_BYTES:,} bytes")
    return bytes(body)


async def body_of(request: Request) -> bytes:
    """The body of a request that says it is JSON; raises as ``sent`` does."""
    return await sent(request, "application/json")


def told_as(body: bytes, shape: type[T]) -> T:
    """The body as a record. Raises UsageError where it is no JSON, or not of the shape."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise UsageError(f"the body is not what is asked for: {fault}") from fault
