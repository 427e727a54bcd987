"""Web archives as the tests make them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence


def page(title: str, *paragraphs: str, published: str = "2024-05-02") -> bytes:
    """A page with a title, a date, furniture around and the paragraphs."""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="article:published_time" '
        f'content="{published}"></head><body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article>'
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def record(
    address: str,
    body: bytes,
    kind: str = "response",
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    http: str = "",
    length: int | str | None = None,
    at: str = "2024-05-02T10:00:00Z",
) -> bytes:
    """One record: a response has an HTTP header of its own; ``length``: what it says in place of its length."""
    if kind == "response":
        body = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{http}\r\n".encode() + body
        media = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {at}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(address.encode()):012}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def zipped(records: Sequence[bytes]) -> bytes:
    """The archive with a gzip member for each record, as CC-NEWS is published."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
