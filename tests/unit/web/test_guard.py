"""What every answer bears and every request must pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.site import visiting

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
        answer = client.get("/incidents")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
