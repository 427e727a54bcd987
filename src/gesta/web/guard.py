"""What every answer bears and every request must pass, whatever the page."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesta.api.faults import problem

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
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
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
    (DNS rebinding); writes that another site sends are refused by their Origin; every answer bears the policy.

    ``hosts``: names under which the project is served, without ports; empty for any, behind a proxy that checks them.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
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
            await problem(HTTPStatus.FORBIDDEN, refusal, scope["path"])(scope, receive, sending)
            return
        try:
            await self._app(scope, receive, sending)
        except Exception:  # Edge of the process: the fault is logged, the person is told, the server goes on.
            _LOG.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            await problem(status, "this is a fault of Gesta; the server's log says more", scope["path"])(
                scope, receive, sending
            )

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if self._hosts and name.lower() not in self._hosts:
            return "the project is not served under this name; `gesta serve --name` adds one"
        origin = headers.get("origin")
        elsewhere = origin is not None and urlsplit(origin).netloc != host
        if method not in _SAFE and (elsewhere or headers.get("sec-fetch-site") in {"cross-site", "same-site"}):
            return "another site may not change anything here"
        return None
