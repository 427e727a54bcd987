"""Who asks, for every request: everybody one person, or each by a token, in a header or in a cookie."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesta.api.asking import desk_of
from gesta.api.faults import Page, answered
from gesta.api.people import Person
from gesta.api.tokens import known_token
from gesta.model.served import Token
from gesta.review.decide import moment
from gesta.web.tries import Tries

SIGN_IN = "/sign-in"
_OPEN = frozenset({SIGN_IN, "/health.json"})
_LOOKS = "/static/"
"""What is shown to those who are not known: the page to sign in, what pages look like, whether the server answers."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SECURE = "__Host-"
"""Browsers take a cookie of such a name only over https, for this host alone and for all of it."""


class SignIn:
    """The person of each request stands in its state as ``person``; without one, only the page to sign in is shown.

    ``everybody``: who all are where nobody signs in; else None, and a token says who asks: ``Authorization: Bearer``,
    or the cookie that the page to sign in sets. A browser sends a cookie whoever made it ask; so a write by cookie
    must say that it comes from a page of this site.
    """

    def __init__(self, app: ASGIApp, everybody: Person | None, page: Page, tries: Tries) -> None:
        self._app = app
        self._everybody = everybody
        self._page = page
        self._tries = tries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["person"] = self._everybody
        state["signs_in"] = self._everybody is None
        if self._everybody is not None:
            await self._app(scope, receive, send)
            return
        answer = await run_in_threadpool(self._admitted, Request(scope))
        await (answer or self._app)(scope, receive, _private(scope, send))

    def _admitted(self, request: Request) -> Response | None:
        """None, with the person known where one has to be; else what is answered instead."""
        bearer = _bearer(request.headers)
        cookie = request.cookies.get(cookie_name(request)) if bearer is None else None
        is_open = request.url.path in _OPEN or request.url.path.startswith(_LOOKS)
        by_browser = cookie is not None or (is_open and bearer is None)
        if by_browser and request.method not in _SAFE and not _from_here(request.headers):
            detail = "a write without a token must come from a page of this site: send Origin, or Authorization: Bearer"
            return answered(request, self._page, HTTPStatus.FORBIDDEN, detail)
        if is_open:
            return None
        given = cookie if bearer is None else bearer
        token = holding(request, given) if given is not None else None
        if token is not None:
            request.state.person = Person(token.who, token.role)
            return None
        wait = self._tries.failed(address_of(request)) if given is not None else 0
        return too_many(request, self._page, wait) if wait else self._unknown(request, given is not None)

    def _unknown(self, request: Request, tried: bool) -> Response:
        detail = "the token is not known, or does not hold any more" if tried else "sign in first: this project is " \
            "shown only to those who have a token"  # fmt: skip
        answer = answered(request, self._page, HTTPStatus.UNAUTHORIZED, detail)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer


def too_many(request: Request, page: Page, wait: int) -> Response:
    """The answer to one who failed too often, with the seconds to wait."""
    answer = answered(request, page, HTTPStatus.TOO_MANY_REQUESTS, f"too many wrong tokens; try again in {wait} s")
    answer.headers["Retry-After"] = str(wait)
    return answer


def holding(request: Request, given: str) -> Token | None:
    """The token that was given, where it is known and holds."""
    with desk_of(request).store() as store:
        token = known_token(store, given)
    return token if token is not None and token.holds(moment()) else None


def cookie_name(request: Request) -> str:
    """The name of the cookie of this project: one machine serves several, and cookies do not tell ports apart."""
    own = hashlib.sha256(desk_of(request).name.encode()).hexdigest()[:8]
    return f"{_SECURE if request.url.scheme == 'https' else ''}gesta-{own}"


def address_of(request: Request) -> str:
    """The address that the request comes from."""
    return request.client.host if request.client else ""


def _bearer(headers: Headers) -> str | None:
    """The token of the header; None where no such header is sent, empty for one of another scheme."""
    given = headers.get("authorization")
    if given is None:
        return None
    scheme, _, token = given.strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _from_here(headers: Headers) -> bool:
    """True for a request of a page of this site: the guard has compared the Origin with the host."""
    return "origin" in headers or headers.get("sec-fetch-site") == "same-origin"


def _private(scope: Scope, send: Send) -> Send:
    """Answers that depend on who asks are kept by nobody else."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and not scope["path"].startswith(_LOOKS):
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Cookie, Authorization")
            kept = [each.strip() for each in headers.get("cache-control", "no-cache").split(",")]
            rest = [each for each in kept if each and each.lower() not in {"public", "private"}]
            headers["Cache-Control"] = ", ".join(("private", *rest))
        await send(message)

    return sending
