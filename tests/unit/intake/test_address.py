"""Web addresses: only the public internet, with limits; no test leaves this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gesta.errors import Problem
from gesta.intake import address
from gesta.intake.address import Page, Refused, check_public, fetch, is_address


@pytest.mark.parametrize("url", ["http://a.example/x", "HTTPS://a.example"])
def test_web_addresses_are_known(url: str) -> None:
    assert is_address(url)


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://a.example", "http.txt", "-", "https"])
def test_others_are_not(source: str) -> None:
    assert not is_address(source)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "224.0.0.1",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        check_public(host, 80)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://localhost:9/", "http://", "http://a b/"]
)
def test_a_refused_or_broken_address_is_a_problem(url: str) -> None:
    found = fetch(url, timeout=2)
    assert isinstance(found, Problem)
    assert found.where == url


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/secret")
        elif self.path == "/file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
        elif self.path == "/gone":
            self.send_response(404)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path == "/":
            self.wfile.write(b"<p>Five died.</p>")
        if self.path == "/big":
            self.wfile.write(b"x" * 3000)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine that passes for public, so that what comes after the check is seen too."""
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = check_public

    def check(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "127.0.0.1" else real(host, port)

    monkeypatch.setattr(address, "check_public", check)
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    with _served(monkeypatch) as base:
        found = fetch(f"{base}/")
    assert isinstance(found, Page)
    assert (found.content, found.media_type, found.charset) == (b"<p>Five died.</p>", "text/html", "utf-8")


@pytest.mark.parametrize(
    ("path", "what"), [("/inside", "not a public address"), ("/file", "not"), ("/gone", "404"), ("/big", "larger than")]
)
def test_redirects_errors_and_size_are_checked(monkeypatch: pytest.MonkeyPatch, path: str, what: str) -> None:
    monkeypatch.setattr(address, "LARGEST", 1000)
    with _served(monkeypatch) as base:
        found = fetch(base + path, timeout=5)
    assert isinstance(found, Problem)
    assert what in found.what


def test_a_silent_server_is_left() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert isinstance(fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=1), Problem)
