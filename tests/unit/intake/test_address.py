"""Web addresses: only the public internet, with limits; no test leaves this machine."""

from __future__ import annotations

import gzip
import re
import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest
from tests.served import Answer, Site, site

from gesta.intake.address import Fetcher, Limits, NoPage, Page, is_address
from gesta.intake.guard import PUBLIC, Guard, Refused


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
        "127.8.8.8",
        "2130706433",
        "0x7f.1",
        "10.0.0.8",
        "100.64.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "224.0.0.1",
        "ff02::1",
        "localhost",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        PUBLIC.addresses(host, 80)


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_public_addresses_are_let_through(host: str) -> None:
    assert PUBLIC.addresses(host, 80) == [host]


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.1.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Refused, match=r"10\.1\.1\.1"):
        PUBLIC.addresses("news.example", 80)


def test_the_guard_of_a_test_opens_one_port_alone() -> None:
    guard = Guard(frozenset({("127.0.0.1", 8080)}))
    assert guard.addresses("127.0.0.1", 8080) == ["127.0.0.1"]
    with pytest.raises(Refused):
        guard.addresses("127.0.0.1", 8081)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://localhost:9/", "http://", "http://a b/", "http://[x/",
            "ftp://a.example/", "http://h\u0130.example:x/"]
)  # fmt: skip
def test_a_refused_or_broken_address_is_a_problem(url: str) -> None:
    found = Fetcher(limits=Limits(timeout=2)).get(url)
    assert isinstance(found, NoPage)
    assert (found.problem.where, found.status) == (url, None)


def test_a_name_for_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, port, **kinds: real("127.0.0.1", port, **kinds))
    with site() as served:
        found = Fetcher().get(f"http://news.example:{served.port}/")
    assert isinstance(found, NoPage)
    assert "not a public address" in found.problem.what
    assert served.asked == []


def test_a_page_is_fetched() -> None:
    with site() as served:
        served.answers["/"] = Answer(b"<p>Five died.</p>", headers={"Content-Type": "text/html; charset=utf-8"})
        found = served.fetcher().get(f"{served.base}/#part")
    assert isinstance(found, Page)
    assert (found.content, found.media_type, found.charset) == (b"<p>Five died.</p>", "text/html", "utf-8")
    assert served.asked[0][1]["User-Agent"].startswith("gesta/")


def test_letters_of_other_scripts_are_escaped_and_escapes_left_alone() -> None:
    with site() as served:
        served.answers["/%D8%A7/a%20b?q=%D8%A7"] = Answer(b"x")
        found = served.fetcher().get(f"{served.base}/\u0627/a%20b?q=\u0627")
    assert isinstance(found, Page)


def test_validators_are_sent_back_and_304_is_no_fault() -> None:
    def feed(headers: dict[str, str]) -> Answer:
        same = headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in headers
        return Answer(status=304) if same else Answer(b"x", headers={"ETag": '"v1"', "Last-Modified": _MONDAY})

    with site() as served:
        served.answers["/feed"] = feed
        first = served.fetcher().get(f"{served.base}/feed")
        assert isinstance(first, Page)
        assert (first.status, first.etag, first.last_modified) == (200, '"v1"', _MONDAY)
        second = served.fetcher().get(f"{served.base}/feed", etag=first.etag, last_modified=first.last_modified)
    assert isinstance(second, Page)
    assert (second.status, second.content) == (304, b"")


_MONDAY = "Mon, 03 Mar 2031 10:00:00 GMT"


def test_a_validator_that_no_request_can_hold_is_dropped() -> None:
    with site() as served:
        served.answers["/"] = Answer(b"x", headers={"ETag": '"' + "v" * 600 + '"', "Last-Modified": "a\tb"})
        found = served.fetcher().get(f"{served.base}/")
    assert isinstance(found, Page)
    assert (found.etag, found.last_modified) == (None, None)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Mon, 03 Mar 2031 10:02:00 GMT", "Date": _MONDAY}, 120.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read(headers: dict[str, str], seconds: float | None) -> None:
    from gesta.intake.address import _seconds

    assert _seconds(headers.get("Retry-After"), headers.get("Date")) == seconds


def test_faults_keep_their_status() -> None:
    with site() as served:
        served.answers["/busy"] = Answer(status=503, headers={"Retry-After": "90"})
        busy = served.fetcher().get(f"{served.base}/busy")
        gone = served.fetcher().get(f"{served.base}/gone")
    assert isinstance(busy, NoPage) and isinstance(gone, NoPage)
    assert (busy.status, busy.retry_after, gone.status) == (503, 90.0, 404)


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("http://10.0.0.1/secret", "not a public address"),
        ("http://localhost:1/", "not a public address"),
        ("file:///etc/passwd", "not allowed"),
        ("ftp://a.example/x", "not a web address"),
        ("/loop", "redirect"),
    ],
)
def test_redirects_are_checked(target: str, what: str) -> None:
    with site() as served:
        served.answers["/loop"] = Answer(status=302, headers={"Location": target})
        found = served.fetcher().get(f"{served.base}/loop")
    assert isinstance(found, NoPage)
    assert what in found.problem.what


def test_only_a_chain_of_permanent_redirects_moves_an_address() -> None:
    with site() as served:
        served.answers["/a"] = Answer(status=301, headers={"Location": "/b"})
        served.answers["/b"] = Answer(status=302, headers={"Location": "/c"})
        served.answers["/d"] = Answer(status=302, headers={"Location": "/a"})
        served.answers["/c"] = Answer(b"x")
        moved, passing = served.fetcher().get(f"{served.base}/a"), served.fetcher().get(f"{served.base}/d")
    assert isinstance(moved, Page) and isinstance(passing, Page)
    assert (moved.moved, moved.url, passing.moved) == (f"{served.base}/b", f"{served.base}/c", None)


def _fails(served: Site, answer: Answer, **limits: float) -> str:
    served.answers["/"] = answer
    began = time.monotonic()
    found = served.fetcher(**limits).get(f"{served.base}/")
    assert time.monotonic() - began < 5
    assert isinstance(found, NoPage)
    return found.problem.what


def _drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _flood(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(1000):
        handler.wfile.write(b"x" * 100_000)


def test_a_page_is_bounded_in_size_and_time() -> None:
    with site() as served:
        assert "larger than" in _fails(served, Answer(b"x" * 3000), largest=1000)
        assert re.search("too long|timed out", _fails(served, Answer(slow=_drip), deadline=0.5))
        assert "timed out" in _fails(served, Answer(slow=lambda _: time.sleep(2)), timeout=0.3)
        assert "larger than" in _fails(served, Answer(slow=_flood), deadline=4.0)
        assert "cut" in _fails(served, Answer(b"x", headers={"Content-Length": "9"}))


def test_headers_and_the_bodies_of_redirects_are_bounded_too() -> None:
    with site() as served:
        assert "larger than" in _fails(
            served, Answer(status=302, headers={"Location": "/b"}, slow=_flood), deadline=4.0
        )
        lines = {f"X-{number}": "y" * 60_000 for number in range(90)}
        assert _fails(served, Answer(headers=lines), largest=1000)


def test_a_silent_server_is_left() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        guard = Guard(frozenset({("127.0.0.1", port)}))
        found = Fetcher(guard, Limits(timeout=0.3)).get(f"http://127.0.0.1:{port}/")
    assert isinstance(found, NoPage)
    assert "timed out" in found.problem.what


def test_packed_pages_are_unpacked_within_the_same_bounds() -> None:
    packed = {"Content-Encoding": "gzip"}
    with site() as served:
        served.answers["/"] = Answer(gzip.compress(b"<p>Five died.</p>" * 20_000), headers=packed)
        found = served.fetcher().get(f"{served.base}/")
        assert isinstance(found, Page)
        assert found.content == b"<p>Five died.</p>" * 20_000
        assert "larger than" in _fails(served, Answer(gzip.compress(b"x" * 50_000_000), headers=packed))
        assert "cut short" in _fails(served, Answer(gzip.compress(b"Five died." * 90)[:-12], headers=packed))
        assert "cannot be fetched" in _fails(served, Answer(b"no gzip at all", headers=packed))
        assert "packed as br" in _fails(served, Answer(b"x", headers={"Content-Encoding": "br"}))


def test_a_name_is_looked_up_once_and_the_number_that_was_checked_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: the second answer would be this machine."""
    asked: list[str] = []
    connected: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        number = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert isinstance(Fetcher().get("http://news.example/"), NoPage)
    assert (asked, connected) == (["news.example"], ["93.184.216.34"])


@pytest.mark.parametrize(
    "url",
    ["http://user:secret@127.0.0.1/", "http://127.0.0.1:80@[::1]/", "http://a.example@10.0.0.1/",
     "http+unix://%2Ftmp%2Fs/",
     "http:///var/run/docker.sock", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:7f00:1]/",
     "http://[fe80::1%25lo]/",
     "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://\u2460\u2461\u2466.0.0.1/"],
)  # fmt: skip
def test_a_strange_address_reaches_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        raise AssertionError(f"connected to {address}")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert isinstance(Fetcher(limits=Limits(timeout=2)).get(url), NoPage)
