"""One request to one host, within a number of seconds and bytes: no redirects, no proxies, nothing unpacked."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator

import httpcore
import httpx

LARGEST = 2_000_000
"""Bytes of one answer, its headers too: a hundred times what a window's events take."""
_TOLD = 240
"""Characters of a server's own words that an error repeats."""


class NoAnswer(Exception):
    """The endpoint gave nothing that can be used. ``again``: it may the next time; ``after``: seconds it asks to wait;
    ``status``: of HTTP, None where no answer came."""

    def __init__(self, what: str, *, again: bool, after: float | None = None, status: int | None = None) -> None:
        super().__init__(what)
        self.again, self.after, self.status = again, after, status


class _Spent(OSError):
    """The seconds or the bytes of a call have run out."""


class _Budget:
    """Seconds and bytes left for the call at hand."""

    def __init__(self) -> None:
        self._until = self._bytes = 0.0

    def begin(self, seconds: float) -> None:
        self._until, self._bytes = time.monotonic() + seconds, LARGEST

    def seconds(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise _Spent("it took too long")
        return left if timeout is None else min(left, timeout)

    def spend(self, size: int) -> None:
        self._bytes -= size
        if self._bytes < 0:
            raise _Spent(f"its answer is larger than {LARGEST / 1_000_000:g} MB")


class _Stream(httpcore.NetworkStream):
    """A connection of which every read is within the budget, that of headers too."""

    def __init__(self, inner: httpcore.NetworkStream, budget: _Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        found = self._inner.read(max_bytes, self._budget.seconds(timeout))
        self._budget.spend(len(found))
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.seconds(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds(timeout))
        return _Stream(secured, self._budget)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    def __init__(self, budget: _Budget) -> None:
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        made = super().connect_tcp(host, port, self._budget.seconds(timeout), local_address, socket_options)
        return _Stream(made, self._budget)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes], response: httpcore.Response) -> None:
        self._stream, self._response = stream, response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """HTTP over connections within the budget."""

    def __init__(self, budget: _Budget) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_Backend(budget)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.read(),
        )
        got = self._pool.handle_request(sent)
        assert isinstance(got.stream, Iterable)
        return httpx.Response(got.status, headers=got.headers, stream=_Body(got.stream, got))

    def close(self) -> None:
        self._pool.close()


class Wire:
    """Posts to one address; the key goes into one header and into nothing that is told."""

    def __init__(self, url: str, key: str) -> None:
        self._budget = _Budget()
        self._url, self._key = f"{url}/chat/completions", key
        headers = {"User-Agent": "gesta", "Accept": "application/json", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._headers = headers

    def post(self, body: bytes, seconds: float) -> bytes:
        """The body of a successful answer; raises NoAnswer."""
        self._budget.begin(seconds)
        headers = {**self._headers, "Content-Type": "application/json"}
        try:
            with (
                httpx.Client(transport=_Transport(self._budget), follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._url, content=body, headers=headers, timeout=seconds) as response,
            ):
                return self._body(response)
        except NoAnswer:
            raise
        except _Spent as error:
            raise NoAnswer(str(error), again=False) from None
        except (httpx.TimeoutException, httpcore.TimeoutException):
            raise NoAnswer("it took too long", again=False) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.NetworkError, httpcore.ProtocolError,
                OSError, UnicodeError, ValueError) as error:  # fmt: skip
            told = str(error) or type(error).__name__
            raise NoAnswer(f"no connection: {self.hidden(told)[:_TOLD]}", again=True) from None

    def _body(self, response: httpx.Response) -> bytes:
        status = response.status_code
        if 300 <= status < 400:
            raise NoAnswer(
                f"it answers {status} and leads elsewhere, where no text is sent", again=False, status=status
            )
        body = b"".join(response.iter_raw())
        if status == 200:
            return body
        words = " ".join(self.hidden(body[:2000].decode("utf-8", "replace")).split())[:_TOLD]
        again = status == 429 or status >= 500
        raise NoAnswer(f"it answers {status}: {words}", again=again, after=_after(response), status=status)

    def hidden(self, words: str) -> str:
        """The words without the key, should a server repeat it."""
        return words.replace(self._key, "…") if self._key else words


def _after(response: httpx.Response) -> float | None:
    """Seconds that Retry-After asks for; None where it does not, or names a date."""
    given = response.headers.get("Retry-After", "").strip()
    return float(given) if given.isascii() and given.isdigit() and len(given) < 9 else None
