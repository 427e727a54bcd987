"""The queue over HTTP: readers see it, admins put all in, a file has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.site import visiting

from gesta.api.people import Person
from gesta.store.store import Store
from gesta.work import jobs
from gesta.work.queue import opened


@pytest.fixture
def shared(another: Callable[[str], str]) -> str:
    """An empty project in PostgreSQL."""
    target = another("postgresql")
    Store.create(target).close()
    return target


def test_an_admin_puts_all_in_once_and_everybody_sees_it(shared: str) -> None:
    with visiting(shared, everybody=Person("ada", "admin")) as site:
        assert site.get("/queue.json").json() == {"items": []}
        for _ in range(2):
            answer = site.post("/queue.json", headers={"Origin": "http://localhost"})
            assert answer.status_code == 202, answer.text
            assert [(each["kind"], each["state"]) for each in answer.json()["items"]] == [("recode", "waiting")]
    with opened(shared) as queue:
        jobs.keep_error(queue._app, _first(queue._app), "no /home/ada/concepts")
    for role, told in (("admin", "no /home/ada/concepts"), ("reader", None)):
        with visiting(shared, everybody=Person("ada", role)) as site:  # type: ignore[arg-type]
            (item,) = site.get("/queue.json").json()["items"]
            assert item["error"] == told
            assert _posted(site) == (202 if role == "admin" else 403)


def test_a_file_has_no_queue(tmp_path: Path) -> None:
    project = tmp_path / "my.db"
    Store.create(project).close()
    with visiting(project, everybody=Person("ada", "admin")) as site:
        assert site.get("/queue.json").status_code == 404 == _posted(site)


def _posted(site: TestClient) -> int:
    return site.post("/queue.json", headers={"Origin": "http://localhost"}).status_code


def _first(app: object) -> object:
    (job,) = app.job_manager.list_jobs()  # type: ignore[attr-defined]
    return job
