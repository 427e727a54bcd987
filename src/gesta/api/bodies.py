"""What is sent: of the right media type; JSON of the shape that is asked for. How long it may be is seen to before."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TypeVar

import msgspec
from fastapi import Request
from starlette.exceptions import HTTPException

from gesta.errors import UsageError

T = TypeVar("T")
MOST_BYTES = 65_536
"""Of any request; a decision with a long reason has a few thousand."""
TOO_LONG = f"at most {MOST_BYTES:,} bytes"
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


async def sent(request: Request, media_type: str) -> bytes:
    """The body of a request that says it is of the type. Raises 415 for another type."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != media_type:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {media_type}")
    return await request.body()


async def body_of(request: Request) -> bytes:
    """The body of a request that says it is JSON; raises as ``sent`` does."""
    return await sent(request, "application/json")


def told_as(body: bytes, shape: type[T]) -> T:
    """The body as a record. Raises UsageError where it is no JSON, not of the shape, or holds NUL."""
    if _NUL.search(body):
        raise UsageError("no value can hold NUL")
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise UsageError(f"the body is not what is asked for: {fault}") from fault
