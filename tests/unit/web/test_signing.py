"""Who may come in: by a token in a header or a cookie, from this site's pages, and not by guessing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.site import visiting

from gesta.api.tokens import new_token
from gesta.model.served import Role
from gesta.store.store import Store
from gesta.web.going import own_path
from gesta.web.guard import is_loopback
from gesta.web.tries import Tries

HERE = {"Origin": "http://localhost"}


def made(project: Path, who: str, role: Role, days: int | None = None, ago: int = 0) -> str:
    with Store.open(project) as store:
        return new_token(store, who, role, datetime.now(UTC) - timedelta(days=ago), days)[0]


@pytest.fixture
def closed(own_stories: Path) -> Iterator[TestClient]:
    """A site that asks everybody for a token."""
    with visiting(own_stories, everybody=None) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_without_a_token_only_the_way_in_is_shown(closed: TestClient) -> None:
    for path in ("/", "/incidents", "/nothing", "/review", "/openapi.json"):
        assert closed.get(path).status_code == 401, path
    page = closed.get("/incidents?country=IQ&killed=3-")
    assert 'value="/incidents?country=IQ&amp;killed=3-"' in page.text and "Kirkuk" not in page.text
    program = closed.get("/incidents", headers={"Accept": "application/json"})
    assert program.headers["WWW-Authenticate"] == "Bearer"
    assert program.headers["Content-Type"] == "application/problem+json"
    assert closed.get("/sign-in").status_code == 200
    assert closed.get("/static/style.css").status_code == 200


def test_a_token_lets_in_by_its_name_until_it_ends_or_is_revoked(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "Ann <b>", "reviewer", days=90)
    page = closed.get("/incidents", headers=bearer(token))
    assert page.status_code == 200 and "<bdi>Ann &lt;b&gt;</bdi>, reviewer" in page.text
    assert {"Cookie", "Authorization"} <= {each.strip() for each in page.headers["Vary"].split(",")}
    assert page.headers["Cache-Control"].startswith("private")
    assert closed.get("/incidents", headers=bearer(made(own_stories, "old", "admin", days=1, ago=2))).status_code == 401
    with Store.open(own_stories) as store:
        store.revoke_token(token[:12], "2026-01-01T00:00:00Z")
    assert closed.get("/incidents", headers=bearer(token)).status_code == 401


def test_nothing_but_the_whole_token_lets_in(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "ann", "admin")
    for wrong in (token[:-1], token + "A", token[:12], token[:-1] + "é", "", "gst_", "x" * 5000):
        given = b"Bearer " + wrong.encode()
        assert closed.get("/incidents", headers={b"Authorization": given}).status_code == 401, wrong[:60]
    assert closed.get("/incidents", headers={"Authorization": f"Basic {token}"}).status_code == 401
    with Store.open(own_stories) as store:
        (kept,) = store.tokens()
    assert token not in repr(kept) and token[12:] not in repr(kept)


def test_the_form_sets_a_cookie_that_scripts_cannot_read(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "ann", "reader", days=30)
    wrong = closed.post("/sign-in", data={"token": "gst_wrong"}, headers=HERE)
    assert wrong.status_code == 401 and "not known" in wrong.text and "Set-Cookie" not in wrong.headers
    form = {"token": token, "next": "/incidents?country=IQ"}
    right = closed.post("/sign-in", data=form, headers=HERE, follow_redirects=False)
    assert (right.status_code, right.headers["Location"]) == (303, "/incidents?country=IQ")
    cookie = right.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Max-Age=25" in cookie and "Secure" not in cookie
    assert closed.get("/incidents").status_code == 200
    assert closed.post("/sign-out", headers=HERE, follow_redirects=False).headers["Location"] == "/sign-in"
    assert closed.get("/incidents").status_code == 401


def test_over_https_the_cookie_is_of_this_host_alone(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "ann", "reader")
    answer = closed.post(
        "https://localhost/sign-in", data={"token": token}, headers={"Origin": "https://localhost"},
        follow_redirects=False,
    )  # fmt: skip
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-gesta-") and "Secure" in cookie and "Path=/" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://localhost:9000"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_write_by_cookie_must_come_from_a_page_of_this_site(
    closed: TestClient, own_stories: Path, headers: dict[str, str]
) -> None:
    closed.post("/sign-in", data={"token": made(own_stories, "ann", "admin")}, headers=HERE)
    assert closed.get("/incidents").status_code == 200
    assert closed.post("/sign-out", headers=headers, follow_redirects=False).status_code == 403
    assert closed.post("/sign-in", data={"token": "x"}, headers=headers).status_code == 403
    assert closed.get("/incidents").status_code == 200


def test_a_write_by_header_needs_no_origin(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "ann", "admin")
    assert closed.post("/sign-out", headers=bearer(token), follow_redirects=False).status_code == 303
    closed.post("/sign-in", data={"token": token}, headers={"Sec-Fetch-Site": "same-origin"})
    assert closed.get("/incidents").status_code == 200


def test_who_guesses_has_to_wait_and_who_knows_has_not(closed: TestClient, own_stories: Path) -> None:
    token = made(own_stories, "ann", "admin")
    statuses = [closed.get("/incidents", headers=bearer(f"gst_{number}")).status_code for number in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    form = closed.post("/sign-in", data={"token": "gst_no"}, headers=HERE)
    assert form.status_code == 429 and 0 < int(form.headers["Retry-After"]) <= 60
    assert closed.get("/incidents", headers=bearer(token)).status_code == 200


def test_tries_are_forgotten_after_a_minute_and_kept_in_bounded_memory() -> None:
    now = [0.0]
    tries = Tries(most=2, within=60.0, clock=lambda: now[0])
    assert [tries.failed("192.0.2.1") for _ in range(3)] == [0, 0, 60]
    assert tries.failed("192.0.2.2") == 0
    now[0] = 45.5
    assert tries.failed("192.0.2.1") == 15
    now[0] = 60.0
    assert tries.failed("192.0.2.1") == 0
    for number in range(10_000):
        tries.failed(f"host {number}")
    assert len(tries) == 4096


def test_a_household_of_ipv6_is_one_address() -> None:
    tries = Tries(most=1, clock=lambda: 0.0)
    assert tries.failed("2001:db8:1:2::1") == 0
    assert tries.failed("2001:db8:1:2:ffff::9") == 60
    assert tries.failed("2001:db8:1:3::1") == 0
    assert tries.failed("::ffff:192.0.2.7") == 0 and tries.failed("192.0.2.7") == 60


@given(st.text())
def test_a_form_leads_to_no_other_site(given: str) -> None:
    for path in (given, f"/{given}", f"//{given}", f"/\\{given}", f"https:{given}"):
        found = own_path(path)
        assert found == "/" or (found == path and found[0] == "/" and found[1:2] not in {"/", "\\"})


def test_addresses_of_this_machine() -> None:
    assert all(map(is_loopback, ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org", "", "localhost.example")))
