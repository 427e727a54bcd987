"""Web addresses: the one way to fetch them, with limits, and only from the public internet."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from gesta.errors import Problem
from gesta.intake.decode import LARGEST
from gesta.intake.guard import PUBLIC, Guard
from gesta.intake.wire import Budget, Redirects, opener

AGENT = "gesta"
"""The product token, by which a robots.txt may address us."""
_HEADERS = {
    "User-Agent": f"{AGENT}/0.1 (reads news pages at a person's request)",
    "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
_CHUNK = 65536
_TAG = re.compile(r"[\x20-\x7e]{1,500}")
"""Validators that are sent back as they came: printable ASCII, of a length that a request may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``timeout``: seconds for one connection or one read; ``deadline``: for the whole page, so that a server that
    drips bytes is left; ``largest``: bytes of the page when unpacked."""

    timeout: float = 20.0
    deadline: float = 60.0
    largest: int = LARGEST


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: the body, the final address, the character set of the header.

    ``status`` 304: unchanged since the ``etag`` or ``last_modified`` that the request gave, and no body. ``moved``: the
    address to ask from now on, where the redirects say so.
    """

    content: bytes
    url: str
    media_type: str
    charset: str | None
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class NoPage:
    """Why there is no page; ``status`` of the answer, None where none came; ``retry_after`` in seconds, if told."""

    problem: Problem
    status: int | None = None
    retry_after: float | None = None


class Web(Protocol):
    """What answers for addresses."""

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | NoPage:
        """The page, or 304 where it is as the validators say, or why there is none."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages under a guard and limits."""

    guard: Guard = PUBLIC
    limits: Limits = Limits()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | NoPage:
        """The page, or 304 where it is as the validators say, or why there is none. Nothing is kept between calls."""
        budget = Budget(self.limits.timeout, self.limits.deadline, self.limits.largest)
        redirects = Redirects()
        try:
            request = urllib.request.Request(_on_the_wire(url), headers=_headers(etag, last_modified))
            with opener(self.guard, budget, redirects).open(request, timeout=self.limits.timeout) as answer:
                return _page(answer, _read(answer, self.limits.largest), redirects.moved)
        except urllib.error.HTTPError as fault:
            with fault:
                return _not_modified(fault, redirects.moved) if fault.code == 304 else _error(url, fault)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as fault:
            reason = fault.reason if isinstance(fault, urllib.error.URLError) else fault
            return NoPage(Problem(url, f"the page cannot be fetched: {reason or type(reason).__name__}"))


def is_address(source: str) -> bool:
    """True for a source that is fetched from the network."""
    return source[:8].lower().startswith(("http://", "https://"))


def _on_the_wire(url: str) -> str:
    """The address as a request holds it: letters of other scripts and spaces escaped, no fragment."""
    parts = urlsplit(url.strip())
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return _HEADERS | {name: value for name, value in asked.items() if value}


def _page(answer: http.client.HTTPResponse, content: bytes, moved: str | None, status: int = 200) -> Page:
    headers = answer.headers
    media_type, charset = headers.get_content_type(), headers.get_content_charset()
    etag, last_modified = _validator(headers["ETag"]), _validator(headers["Last-Modified"])
    return Page(content, answer.geturl(), media_type, charset, status, etag, last_modified, moved)


def _not_modified(fault: urllib.error.HTTPError, moved: str | None) -> Page:
    etag, last_modified = _validator(fault.headers["ETag"]), _validator(fault.headers["Last-Modified"])
    return Page(b"", fault.geturl(), "", None, 304, etag, last_modified, moved)


def _error(url: str, fault: urllib.error.HTTPError) -> NoPage:
    problem = Problem(url, f"the server answered {fault.code} {fault.reason}".rstrip())
    return NoPage(problem, fault.code, _seconds(fault.headers["Retry-After"], fault.headers["Date"]))


def _validator(value: str | None) -> str | None:
    return value if value and _TAG.fullmatch(value) else None


def _seconds(value: str | None, date: str | None) -> float | None:
    """Retry-After (RFC 9110, 10.2.3), a number of seconds or a time, against the server's own clock if it tells it."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:12])
    try:
        now = parsedate_to_datetime(date).timestamp() if date else time.time()
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _read(answer: http.client.HTTPResponse, largest: int) -> bytes:
    """The whole body, unpacked; raises OSError where it is too large or cut short."""
    packing = (answer.headers["Content-Encoding"] or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise OSError(f"it is packed as {packing[:20]}, which was not asked for")
    pieces: Iterable[bytes] = iter(lambda: answer.read1(_CHUNK), b"")
    if packing != "identity":
        pieces = _unpacked(pieces)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > largest:
            raise OSError(f"it is larger than {largest / 1_000_000:g} MB")
    if answer.length:
        raise OSError("the connection was cut before the end of the page")
    return bytes(body)


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a gzip stream, in pieces of bounded size however much they were packed."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for packed in pieces:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise OSError("its packing is cut short")
