"""Answers that follow from the address and the version of the project alone: a reader that has one is told so."""

from __future__ import annotations

from fastapi import Request, Response

_FRESH = "private, no-cache"
"""Kept by the reader, and asked about each time: a project may change at any moment."""


def unchanged(request: Request, etag: str) -> Response | None:
    """The 304 for a reader that has the answer of this ETag; None for one that has not."""
    known = request.headers.get("if-none-match", "")
    tags = {each.strip().removeprefix("W/") for each in known.split(",")}
    return Response(status_code=304, headers=_headers(etag)) if etag in tags or "*" in tags else None


def answer(content: bytes, media_type: str, etag: str) -> Response:
    """The answer with its ETag."""
    return Response(content, media_type=media_type, headers=_headers(etag))


def _headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": _FRESH}
