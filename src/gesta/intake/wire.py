"""Connections under a guard and a budget: nothing goes to a private address, lasts for ever or fills the memory."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import urllib.request
from functools import partial
from typing import IO
from urllib.parse import urlsplit

from gesta.intake.guard import Guard, Refused

_OVERHEAD = 1_000_000
"""Bytes that headers, chunk sizes and the bodies of redirects may take beside the page."""


class Budget:
    """Seconds and bytes left for one page, over all its redirects; raises OSError when either has run out."""

    def __init__(self, timeout: float, deadline: float, largest: int) -> None:
        self._timeout = timeout
        self._until = time.monotonic() + deadline
        self._bytes = largest + _OVERHEAD
        self._largest = largest

    def seconds(self) -> float:
        """Seconds that the next connection or read may take."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise OSError("it took too long")
        return min(left, self._timeout)

    def spend(self, size: int) -> None:
        """Books the bytes that were read."""
        self._bytes -= size
        if self._bytes < 0:
            raise OSError(f"it is larger than {self._largest / 1_000_000:g} MB")


class _Metered(io.RawIOBase):
    """The bytes of a socket, each read within the budget: also those of headers and of a redirect's body."""

    def __init__(self, stream: io.RawIOBase, sock: socket.socket, budget: Budget) -> None:
        self._stream, self._sock, self._budget = stream, sock, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        self._sock.settimeout(self._budget.seconds())
        size = self._stream.readinto(buffer)
        self._budget.spend(size or 0)
        return size

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, budget: Budget, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> None:
        super().__init__(sock, debuglevel, method)
        self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, budget))


def _connect(host: str, port: int, guard: Guard, budget: Budget) -> socket.socket:
    """A socket to an address that was checked, not to a name that may have changed since."""
    fault: OSError | None = None
    for address in guard.addresses(host, port):
        seconds = budget.seconds()
        try:
            return socket.create_connection((address, port), seconds)
        except OSError as error:
            fault = error
    raise fault or OSError(f"{host} has no address")


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, *, timeout: float, guard: Guard, budget: Budget) -> None:
        super().__init__(host, timeout=timeout)
        self._guard, self._budget = guard, budget
        self.response_class = partial(_Response, budget)  # type: ignore[assignment]

    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, self._guard, self._budget)


class _Secure(_Plain):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


class _HTTP(urllib.request.HTTPHandler):
    def __init__(self, guard: Guard, budget: Budget) -> None:
        super().__init__()
        self._given = {"guard": guard, "budget": budget}

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req, **self._given)  # type: ignore[arg-type]


class _HTTPS(urllib.request.HTTPSHandler):
    def __init__(self, guard: Guard, budget: Budget) -> None:
        super().__init__()
        self._given = {"guard": guard, "budget": budget}

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secure, req, **self._given)  # type: ignore[arg-type]


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows up to five redirects to web addresses; ``moved``: where the address leads for good, None if nowhere."""

    max_redirections = 5

    def __init__(self) -> None:
        self.moved: str | None = None
        self._for_good = True

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
        self._for_good = self._for_good and code in (301, 308)
        if self._for_good:
            self.moved = newurl
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener(guard: Guard, budget: Budget, redirects: Redirects) -> urllib.request.OpenerDirector:
    """Opens web addresses alone; proxies of the environment are not used, since no check sees through them."""
    made = urllib.request.OpenerDirector()
    for handler in (
        _HTTP(guard, budget),
        _HTTPS(guard, budget),
        redirects,
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        made.add_handler(handler)
    return made
