"""Judgements over HTTP: made, refused, contradicted, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.site import visiting

from gesta.api.people import Person
from gesta.api.tokens import new_token
from gesta.store.store import Store


@pytest.fixture
def desk(own_stories: Path) -> Iterator[TestClient]:
    """The site of a project of one's own, where everybody is Ann, a reviewer."""
    with visiting(own_stories, Person("ann", "reviewer")) as client:
        yield client


def incidents(project: Path) -> dict[str, str]:
    """The ids of the current incidents by their type."""
    with Store.open(project) as store:
        return {each.type: each.id for each in store.incidents()}


def post(client: TestClient, **decision: object) -> httpx.Response:
    answer: httpx.Response = client.post("/judgements.json", json=decision)
    return answer


def lines(project: Path) -> list[object]:
    with Store.open(project) as store:
        return list(store.incidents())


def test_a_value_is_set_and_undone(desk: TestClient, own_stories: Path) -> None:
    before = lines(own_stories)
    bombing = incidents(own_stories)["bombing"]
    made = post(desk, value={"incident": bombing, "field": "killed", "value": "at least 9"}, why="recount")
    assert made.status_code == 201, made.text
    told = made.json()
    judgement = told["judgement"]
    assert (judgement["kind"], judgement["field"], judgement["who"], judgement["why"]) == (
        "value", "counts.killed", "ann", "recount",
    )  # fmt: skip
    assert [each["incident"] for each in told["changes"]] == [bombing]
    with Store.open(own_stories) as store:
        now = store.incident(told["changes"][0]["incident"])
    assert now is not None and now.counts.killed is not None and now.counts.killed.low == 9

    undone = post(desk, undo=judgement["id"])
    assert undone.status_code == 201 and undone.json()["judgement"]["undoes"] == judgement["id"]
    assert lines(own_stories) == before
    again = post(desk, undo=judgement["id"])
    assert again.status_code == 409 and again.json()["judgements"] == [undone.json()["judgement"]["id"]]


def test_incidents_become_one_and_a_contradiction_names_the_other_judgement(
    desk: TestClient, own_stories: Path
) -> None:
    found = incidents(own_stories)
    pair = [found["bombing"], found["protest"]]
    apart = post(desk, different=pair)
    assert apart.status_code == 201
    refused = post(desk, same=pair)
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["judgements"] == [apart.json()["judgement"]["id"]]
    assert post(desk, undo=apart.json()["judgement"]["id"]).status_code == 201
    merged = post(desk, same=pair)
    assert merged.status_code == 201
    assert "merged" in {each["kind"] for each in merged.json()["changes"]}


def test_a_report_is_split_off_and_withdrawn(desk: TestClient, own_stories: Path) -> None:
    bombing = incidents(own_stories)["bombing"]
    with Store.open(own_stories) as store:
        incident = store.incident(next(each.id for each in store.incidents() if each.id == bombing))
    assert incident is not None
    later = incident.reports[-1]
    assert post(desk, split=[bombing, later.id]).status_code == 201
    assert post(desk, withdraw=later.id, why="retracted").status_code == 201
    with Store.open(own_stories) as store:
        own = store.incident(later.account)
    assert own is not None and own.status == "withdrawn"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"[]", 400), (b"{}", 400), (b'{"why": "x"}', 400), (b'{"right": 5}', 400),
        (b'{"right": "inc_", "wrong": "inc_"}', 400), (b'{"right": "inc_none"}', 400), (b'{"wright": "inc_1"}', 400),
        (b'{"same": ["inc_1"]}', 400), (b'{"answer": "yes"}', 400), (b'{"question": "qst_1"}', 400),
        (b'{"question": "qst_1", "answer": "maybe"}', 400), (b'{"question": "qst_1", "answer": "yes"}', 409),
        (b'{"value": {"incident": "inc_", "field": "mood", "value": "grim"}}', 400), (b'{"undo": "jdg_none"}', 400),
        (b'{"right": "\xff"}', 400), (b"[" * 60_000, 400), (b'{"why": "' + b"x" * 70_000 + b'"}', 413),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(desk: TestClient, own_stories: Path, body: bytes, status: int) -> None:
    answer = desk.post("/judgements.json", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    with Store.open(own_stories) as store:
        assert store.judgements() == ()


def test_a_form_of_another_site_is_no_decision(desk: TestClient) -> None:
    for media in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"):
        answer = desk.post("/judgements.json", content=b'{"right": "inc_1"}', headers={"Content-Type": media})
        assert answer.status_code == 415


def test_a_reason_longer_than_a_reason_is_refused(desk: TestClient, own_stories: Path) -> None:
    assert post(desk, right=incidents(own_stories)["protest"], why="x" * 2001).status_code == 400


def test_questions_are_listed_and_answered_by_id(desk: TestClient, own_stories: Path) -> None:
    asked = desk.get("/review.json?limit=50").json()["items"]
    assert asked and [each["usefulness"]["value"] for each in asked] == sorted(
        (each["usefulness"]["value"] for each in asked), reverse=True
    )
    assert {each["kind"] for each in desk.get("/review.json?kind=event").json()["items"]} == {"event"}
    first = asked[0]
    made = post(desk, question=first["id"], answer="yes")
    assert made.status_code == 201
    assert made.json()["judgement"]["kind"] == first["yes"]["kind"]
    assert first["id"] not in [each["id"] for each in desk.get("/review.json?limit=50").json()["items"]]
    assert post(desk, question=first["id"], answer="no").status_code == 409
    post(desk, undo=made.json()["judgement"]["id"])
    assert desk.get("/review.json?limit=50").json()["items"] == asked


def test_what_somebody_decides_elsewhere_is_not_asked_any_more(desk: TestClient, own_stories: Path) -> None:
    asked = desk.get("/review.json?kind=event&limit=50").json()["items"]
    with visiting(own_stories) as other:
        assert post(other, right=asked[0]["incidents"][0]).status_code == 201
    left = desk.get("/review.json?kind=event&limit=50").json()["items"]
    assert asked[0]["id"] not in [each["id"] for each in left] and len(left) == len(asked) - 1


def test_a_number_chooses_another_place(desk: TestClient) -> None:
    asked = desk.get("/review.json?kind=place&limit=50").json()["items"]
    offered = next(each for each in asked if each["others"])
    assert post(desk, question=offered["id"], answer="9").status_code == 400
    made = post(desk, question=offered["id"], answer="1")
    assert made.json()["judgement"]["value"] == offered["others"][0]["value"]


def test_what_changed_since_it_was_read_is_not_overwritten(desk: TestClient, own_stories: Path) -> None:
    protest = incidents(own_stories)["protest"]
    tag = desk.get("/judgements.json").headers["ETag"]

    def right(match: str) -> int:
        given = {"If-Match": match}
        status: int = desk.post("/judgements.json", json={"right": protest}, headers=given).status_code
        return status

    assert right('"old"') == 412
    assert right(tag) == 201
    assert right(tag) == 412
    assert right("*") == 201
    assert right(f'"old", {desk.get("/judgements.json").headers["ETag"]}') == 201


def test_only_reviewers_decide(own_stories: Path) -> None:
    protest = incidents(own_stories)["protest"]
    with visiting(own_stories, everybody=None) as client, Store.open(own_stories) as store:
        statuses = {}
        for role in ("reader", "reviewer", "admin"):
            token, _ = new_token(store, role, role, datetime.now(UTC))  # type: ignore[arg-type]
            headers = {"Authorization": f"Bearer {token}"}
            assert client.get("/review.json", headers=headers).status_code == 200
            statuses[role] = client.post("/judgements.json", json={"right": protest}, headers=headers).status_code
        assert client.post("/judgements.json", json={"right": protest}).status_code == 401
        assert client.get("/review.json", headers={"Accept": "*/*"}).status_code == 401
        assert statuses == {"reader": 403, "reviewer": 201, "admin": 201}
        assert {each.who for each in store.judgements()} == {"reviewer", "admin"}
