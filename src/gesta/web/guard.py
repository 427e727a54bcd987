"""What every answer bears and every request must pass, whatever the page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import quote

from anyio import current_time, fail_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesta.api.bodies import MOST_BYTES, TOO_LONG
from gesta.api.faults import Page, answered, problem

_LOG = logging.getLogger("gesta.web")
_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "worker-src 'self'", "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, forms would say that they come from nowhere (Origin: null)
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",  # no page elsewhere loads a picture or a table from here
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?", re.ASCII)
"""The header Host in small letters: a name or an address, and a port."""
_SECONDS = 30.0
"""In which a body has to be whole; who sends a byte now and then holds nothing for ever."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def bracketed(host: str) -> str:
    """The host as a browser names it: an address of IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()


class Guard:
    """Requests for another host are refused, so that no page elsewhere reaches a project by renaming its address
    (DNS rebinding); writes that another site sends are refused by their Origin; no body is longer than any that is
    meant, or slower; no address holds NUL, which no value does and PostgreSQL does not take; every answer bears the
    policy.

    ``page``: tells a person of a fault of ours. ``hosts``: names under which the project is served, without ports;
    empty for any, behind a proxy that checks them.
    """

    def __init__(self, app: ASGIApp, page: Page, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._page = page
        self._hosts = frozenset(each.lower() for each in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), quote(scope["path"], safe="/:")
        refusal = self._refusal(scope, headers)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        if refusal is not None:
            await problem(*refusal, path)(scope, receive, sending)
            return
        try:
            await self._app(scope, _bounded(receive), sending)
        except Exception:  # Edge of the process: the fault is logged, the person is told, the server goes on.
            _LOG.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            detail = "this is a fault of Gesta; the server's log says more"
            answer = answered(Request(scope), self._page, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
            await answer(scope, receive, sending)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[HTTPStatus, str] | None:
        host = headers.get("host", "").lower()
        name = _HOST.fullmatch(host)
        if self._hosts and (name is None or name[1] not in self._hosts):
            detail = "the project is not served under this name; `gesta serve --name` adds one"
            return HTTPStatus.FORBIDDEN, detail
        origin = headers.get("origin")
        elsewhere = origin is not None and origin not in (f"http://{host}", f"https://{host}")
        foreign = elsewhere or headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        if scope["method"] not in _SAFE and foreign:
            return HTTPStatus.FORBIDDEN, "another site may not change anything here"
        if "\0" in scope["path"]:
            return HTTPStatus.NOT_FOUND, "there is nothing at this address"
        if b"%00" in scope["query_string"]:
            return HTTPStatus.BAD_REQUEST, "no value can hold NUL"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:9]) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LONG
        return None


def _bounded(receive: Receive) -> Receive:
    """The same messages; raises HTTPException where the body that they bring is too long, or too slow."""
    length, waited_for = 0, True

    async def receiving() -> Message:
        nonlocal length, waited_for
        if not waited_for:
            return await receive()
        try:
            with fail_after(max(0.0, until - current_time())):
                message = await receive()
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, f"the body took longer than {_SECONDS:.0f} s") from None
        length += len(message.get("body", b""))
        waited_for = bool(message.get("more_body"))
        if length > MOST_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LONG)
        return message

    until = current_time() + _SECONDS
    return receiving
