"""Writers take turns: who waits for another process that writes must not keep the readers out."""

from __future__ import annotations

from asyncio import Semaphore

from starlette.types import ASGIApp, Receive, Scope, Send

_AT_A_TIME = 3
"""Of the threads that work on requests, half may be waiting for the project to be written."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Turns:
    """At most three requests that may write are worked on at a time; a further one waits, and holds no thread."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns = Semaphore(_AT_A_TIME)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return
        async with self._turns:
            await self._app(scope, receive, send)
