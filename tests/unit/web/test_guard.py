"""What every answer bears and every request must pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio import run, sleep
from fastapi.testclient import TestClient
from starlette.types import Message
from tests.site import ADA, visiting

from gesta.api.bodies import MOST_BYTES
from gesta.api.desk import Desk
from gesta.errors import UsageError
from gesta.query import read_query
from gesta.web import guard
from gesta.web.app import create_app
from gesta.web.pages import incidents


def test_every_answer_bears_the_policy(site: TestClient) -> None:
    for path in ("/incidents", "/incidents?country=nowhere", "/nothing", "/static/style.css"):
        policy = site.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8016", "localhost.evil.example", ""])
def test_another_name_is_refused(site: TestClient, host: str) -> None:
    assert site.get("/incidents", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8016", "127.0.0.1:1", "[::1]", "[::1]:8016"])
def test_the_loopback_is_served(site: TestClient, host: str) -> None:
    assert site.get("/incidents", headers={"Host": host}).status_code == 200


def test_another_site_changes_nothing(site: TestClient) -> None:
    assert site.post("/incidents", headers={"Origin": "https://evil.example"}).status_code == 403
    assert site.post("/incidents", headers={"Origin": "http://localhost"}).status_code == 405


def test_a_fault_is_a_page_for_people_and_a_problem_for_programs(site: TestClient) -> None:
    page = site.get("/incidents?country=nowhere")
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "no country is called so" in page.text
    told = site.get("/incidents?country=nowhere", headers={"Accept": "application/json"})
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.json()["status"] == 400
    assert site.get("/nothing.json").json()["title"] == "Not Found"


def test_a_fault_of_ours_is_answered_with_the_policy_too(stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with visiting(stories) as client:
        monkeypatch.setattr(incidents, "filter_form", lambda *_: 1 / 0)
        page = client.get("/incidents")
        told = client.get("/incidents", headers={"Accept": "application/json"})
    for answer in (page, told):
        assert answer.status_code == 500
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "this is a fault of Gesta" in page.text and page.headers["Content-Type"].startswith("text/html")
    assert told.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "host", ["localhost.", "localhost:", "localhost:evil.example", "localhost:80:90", "[::1]:x", "[::1", "::1", "127.1",
             "localhost@evil.example", "evil.example@localhost", "localhost, evil.example", "localhost:999999"],
)  # fmt: skip
def test_a_host_is_a_known_name_and_a_port(site: TestClient, host: str) -> None:
    assert site.get("/health.json", headers={"Host": host, "X-Forwarded-Host": "localhost"}).status_code == 403


def test_a_name_is_one_in_any_letters(stories: Path) -> None:
    app = create_app(Desk(str(stories)), everybody=ADA, hosts=("Desk.Example",))
    with TestClient(app, base_url="http://desk.example") as client:
        assert client.get("/health.json", headers={"Host": "DESK.example:8016"}).status_code == 200


@pytest.mark.parametrize("origin", ["null", "", "http://[", "http://localhost.", "http://a@localhost", "file://",
                                    "http://localhost, http://evil.example", "//localhost", "localhost"])  # fmt: skip
def test_a_strange_origin_changes_nothing(site: TestClient, origin: str) -> None:
    answer = site.post("/sign-out", headers={"Origin": origin}, follow_redirects=False)
    assert answer.status_code == 403
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_no_page_elsewhere_loads_what_is_here(site: TestClient) -> None:
    assert site.get("/incidents.json").headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-in", "/alerts", "/decide", "/judgements.json", "/review", "/nothing"])
def test_a_body_is_bounded_whether_it_says_its_length_or_not(site: TestClient, path: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(80):
            yield b"token=" + b"x" * 1024

    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "application/json"):
        told = site.post(path, content=b"x" * (MOST_BYTES + 1), headers={"Content-Type": kind})
        assert told.status_code == 413, kind
    answer = site.post(path, content=pieces(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code in ((413,) if path in ("/sign-in", "/alerts", "/decide", "/review") else (404, 415))


def test_a_slow_body_is_given_up(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_SECONDS", 0.3)
    sent: list[Message] = []

    async def receive() -> Message:
        await sleep(0.1)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/decide", "query_string": b"", "headers": headers,
             "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
             "raw_path": b"/decide", "root_path": ""}  # fmt: skip
    run(site.app, scope, receive, send)
    assert sent[0]["status"] == 408


@pytest.mark.parametrize("path", ["/incidents/%00", "/decide?incident=%00", "/history?said=%00", "/correct?report=%00"])
def test_nul_is_asked_of_no_database(site: TestClient, path: str) -> None:
    assert site.get(path).status_code == (400 if "?" in path else 404)
    for form in ({"what": "right", "incident": "a\0"}, {"what": "right", "incident": "a", "why": "\0"}):
        assert site.post("/decide", data=form).status_code == 400
    kind = {"Content-Type": "application/json"}
    nul = site.post("/judgements.json", content=rb'{"right": "\u0000"}', headers=kind)
    assert nul.status_code == 400 and "NUL" in nul.json()["detail"]
    words = site.post("/judgements.json", content=rb'{"right": "\\u0000"}', headers=kind)
    assert "NUL" not in words.json()["detail"]
    with pytest.raises(UsageError, match="NUL"):
        read_query("text=%00")
    assert site.post("/alerts", data={"query": "text=%00", "how": "webhook"}).status_code == 400
