"""Web addresses: fetched with limits, and only from the public internet."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from gesta.errors import Problem
from gesta.intake.decode import LARGEST

TIMEOUT = 20.0
"""Seconds for one connection or one read."""
DEADLINE = 60.0
"""Seconds for the whole page: a server that drips bytes is left."""
_CHUNK = 65536
_AGENT = "gesta/0.1 (reads one page at a person's request)"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: the body, the final address, the character set of the header."""

    content: bytes
    url: str
    media_type: str
    charset: str | None


class Refused(OSError):
    """The address is not a public web address."""


def is_address(source: str) -> bool:
    """True for a source that is fetched from the network."""
    return source[:8].lower().startswith(("http://", "https://"))


def fetch(url: str, *, timeout: float = TIMEOUT, deadline: float = DEADLINE) -> Page | Problem:
    """The page, or why there is none; proxies of the environment are not used, since no check sees through them."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        _PublicHTTP(),
        _PublicHTTPS(),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    try:
        request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "text/html,text/plain;q=0.9"})
        with opener.open(request, timeout=timeout) as answer:
            content = _read(answer, time.monotonic() + deadline)
            headers = answer.headers
            return Page(content, answer.geturl(), headers.get_content_type(), headers.get_content_charset())
    except urllib.error.HTTPError as fault:
        return Problem(url, f"the server answered {fault.code} {fault.reason}")
    except (OSError, http.client.HTTPException, ValueError) as fault:
        reason = fault.reason if isinstance(fault, urllib.error.URLError) else fault
        return Problem(url, f"the page cannot be fetched: {reason or type(reason).__name__}")


def check_public(host: str, port: int) -> list[str]:
    """The addresses of the host; raises Refused where any of them is not on the public internet."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(answer[4][0]) for answer in answers]
    for address in found:
        number = ipaddress.ip_address(address.split("%")[0])
        mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
        if not (mapped or number).is_global or number.is_multicast:
            raise Refused(f"{host} is at {address}, which is not a public address")
    return found


def _connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """A socket to an address that was checked, not to a name that may have changed since."""
    fault: OSError | None = None
    for address in check_public(host, port):
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            fault = error
    raise fault or OSError(f"{host} has no address")


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, self.timeout)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = _connect(self.host, self.port, self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


class _PublicHTTP(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req)


class _PublicHTTPS(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secure, req)


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise Refused(f"it leads to {newurl[:100]}, which is not a web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise OSError(f"it is larger than {LARGEST // 1_000_000} MB")
        if time.monotonic() > until:
            raise OSError("it took too long")
    return b"".join(pieces)
