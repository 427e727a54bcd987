"""Every route of the site by role: nothing is read without a token, nothing is written by a reader, and reading writes
nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount
from tests.site import visiting

from gesta.api.tokens import new_token
from gesta.store.store import Store

OPEN = {("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/health.json")}
"""What is shown to everybody, beside /static."""
OF_NOBODY = {("POST", "/sign-in"), ("POST", "/sign-out")}
"""Writes that change nothing in a project."""
FOR_REVIEWERS = {"/decide", "/correct", "/undo"}
"""Forms that only those see who may send them."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def routes(held: list[BaseRoute]) -> Iterator[APIRoute]:
    """The routes of the site, of the routers that it includes too."""
    for route in held:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner.routes)
        elif isinstance(route, APIRoute):
            yield route
        else:
            assert isinstance(route, Mount) and route.path == "/static", route


def asked(site: TestClient) -> Iterator[tuple[str, str]]:
    """Method and path of every operation, with the word "none" for what its path leaves open."""
    assert isinstance(site.app, FastAPI)
    for route in routes(site.app.routes):
        path = route.path_format
        for name in ("z", "x", "y"):
            path = path.replace(f"{{{name}}}", "0")
        for field in route.dependant.path_params:
            path = path.replace(f"{{{field.alias}}}", "none")
        for method in sorted(route.methods):
            yield method, path


@pytest.fixture
def closed(own_stories: Path) -> Iterator[TestClient]:
    """A site that asks everybody for a token."""
    with visiting(own_stories, everybody=None) as client:
        yield client


def bearer(project: Path, role: str) -> dict[str, str]:
    with Store.open(project) as store:
        assert role in ("reader", "reviewer", "admin")
        return {"Authorization": f"Bearer {new_token(store, role, role, datetime.now(UTC))[0]}"}  # type: ignore[arg-type]


def contents(project: Path) -> str:
    with sqlite3.connect(project) as connection:
        return "\n".join(connection.iterdump())


def test_nothing_is_answered_to_nobody(closed: TestClient) -> None:
    found = list(asked(closed))
    assert len(found) > 100
    for method, path in found:
        headers = {"Origin": "http://localhost"} | (FORM if path == "/sign-in" else {})
        answer = closed.request(method, path, headers=headers, follow_redirects=False)
        assert (answer.status_code == 401) == ((method, path) not in OPEN - {("POST", "/sign-in")}), (method, path)


def test_a_reader_writes_nothing_and_an_open_site_is_no_exception(closed: TestClient, own_stories: Path) -> None:
    reader = bearer(own_stories, "reader")
    before = contents(own_stories)
    writes = [each for each in asked(closed) if each[0] != "GET"]
    assert len(writes) >= 8 and {method for method, _ in writes} == {"POST"}
    for method, path in set(writes) - OF_NOBODY:
        kind = {"Content-Type": "application/json"} if path.endswith(".json") else FORM
        answer = closed.request(method, path, headers=reader | kind, content=b"{}")
        assert answer.status_code == 403, path
    assert contents(own_stories) == before


def test_a_reviewer_makes_no_alert(closed: TestClient, own_stories: Path) -> None:
    reviewer = bearer(own_stories, "reviewer") | FORM
    for path in ("/alerts", "/alerts/none/end"):
        assert closed.post(path, headers=reviewer).status_code == 403


def test_reading_changes_nothing_and_readers_read_all_but_forms(closed: TestClient, own_stories: Path) -> None:
    reader, admin = bearer(own_stories, "reader"), bearer(own_stories, "admin")
    before = contents(own_stories)
    for method, path in asked(closed):
        if method == "GET":
            answer = closed.get(path, headers=reader, follow_redirects=False)
            assert (answer.status_code == 403) == (path in FOR_REVIEWERS), path
            assert answer.headers["Cache-Control"].startswith("private"), path
            whole = closed.get(path, headers=admin, follow_redirects=False)
            assert whole.status_code < 500, path
            assert closed.head(path, headers=reader, follow_redirects=False).content == b""
    assert contents(own_stories) == before


def test_no_word_begins_like_an_open_path(closed: TestClient) -> None:
    for path in ("/sign-in/x", "/sign-inx", "/health.jsonx", "/health.json/", "/static", "//static/style.css",
                 "/STATIC/style.css"):  # fmt: skip
        assert closed.get(path, follow_redirects=False).status_code == 401, path
    for path in ("/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/%00", "/static/base/"):
        assert closed.get(path, follow_redirects=False).status_code == 404, path


def test_a_secret_told_once_is_kept_by_no_browser(closed: TestClient, own_stories: Path) -> None:
    form = {"how": "webhook", "target": "https://hook.example/", "kinds": "entered"}
    answer = closed.post("/alerts", data=form, headers=bearer(own_stories, "admin"))
    assert "told only now" in answer.text
    assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]
