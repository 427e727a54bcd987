"""Who asks, for every request: everybody one person, or each by a token."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from gesta.api.people import Person


class SignIn:
    """The person of each request stands in its state as ``person``; None where nobody is known."""

    def __init__(self, app: ASGIApp, everybody: Person | None) -> None:
        self._app = app
        self._everybody = everybody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = self._everybody
        await self._app(scope, receive, send)
