"""How data is answered: with its version, so that it need not be sent twice; as JSON, or as a file in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine, Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from gesta.api.asking import desk_of
from gesta.api.people import person
from gesta.store.store import Store

PIECE = 1 << 16
"""Bytes sent at a time."""
JSON = "application/json"
LINES = "application/x-ndjson"


class DataRoute(APIRoute):
    """A route of data. What it answers bears an ETag made of the project's version and the address, and whoever has
    that one already is told so (304)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, conditional."""
        handle = super().get_route_handler()

        async def conditional(request: Request) -> Response:
            if request.method not in ("GET", "HEAD"):
                return await handle(request)
            tag = await run_in_threadpool(_tag, request)
            bearing = {"ETag": tag, "Cache-Control": "no-cache"}
            if tag in _known(request):
                person(request)
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=bearing)
            made = await handle(request)
            if made.status_code == HTTPStatus.OK:
                made.headers.update(bearing)
            return made

        return conditional


def _tag(request: Request) -> str:
    with desk_of(request).store() as store:
        return tag_of(request, store)


def tag_of(request: Request, store: Store) -> str:
    """The ETag of what stands at the address of the request now."""
    version = desk_of(request).version(store)
    return f'W/"{hashlib.sha256(f"{version} {request.url}".encode("utf-8", "replace")).hexdigest()[:32]}"'


def _known(request: Request) -> list[str]:
    return [each.strip() for each in request.headers.get("if-none-match", "").split(",")]


def json_answer(value: object, media: str = JSON, **links: str | None) -> Response:
    """The value as JSON. ``links``: addresses by their relation ("next"); None for one that is not."""
    return bytes_answer(msgspec.json.encode(value), media, **links)


def bytes_answer(body: bytes, media: str, **links: str | None) -> Response:
    """The bytes as they are."""
    told = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items() if address)
    return Response(body, media_type=media, headers={"Link": told} if told else None)


def lines_answer(lines: Iterator[bytes], media: str, name: str) -> Response:
    """The lines as they come, some 64 kB at a time. ``name``: of the file that a browser makes of it."""
    return StreamingResponse(gathered(lines), media_type=media, headers=_named(name))


def gathered(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at least 64 kB, the last one aside."""
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def file_answer(write: Callable[[Path], None], media: str, name: str) -> Response:
    """What the function writes at a path, whole before the first byte is sent; the file is gone when the last one is.

    Whatever the function raises is raised, so that a fault is answered as one.
    """
    folder = TemporaryDirectory(prefix="gesta-", ignore_cleanup_errors=True)
    path = Path(folder.name) / name
    try:
        write(path)
    except BaseException:
        folder.cleanup()
        raise
    size = {"Content-Length": str(path.stat().st_size)}
    return StreamingResponse(_pieces(path, folder), media_type=media, headers={**_named(name), **size})


def _pieces(path: Path, folder: TemporaryDirectory[str]) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    finally:
        folder.cleanup()


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}" if name else "inline"}
