"""The review in the browser, by plain forms: answer, pass over, go back, undo, decide, correct, read a second time."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.site import visiting

from gesta.api.people import Person
from gesta.model.merged import MergedIncident
from gesta.store.store import Store

ANN, BEN = Person("ann", "reviewer"), Person("ben", "reviewer")


@pytest.fixture
def ann(own_stories: Path) -> Iterator[TestClient]:
    """Ann, a reviewer, at a project of her own."""
    with visiting(own_stories, ANN) as client:
        yield client


def of_type(project: Path, concept: str) -> MergedIncident:
    with Store.open(project) as store:
        return next(each for each in store.incidents() if each.type == concept)


def lines(project: Path) -> list[bytes]:
    with Store.open(project) as store:
        return [msgspec.json.encode(each) for each in store.incidents()]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return html.unescape(found[1])


def send(client: TestClient, path: str, **fields: str) -> httpx.Response:
    answer: httpx.Response = client.post(path, data=fields, follow_redirects=False)
    return answer


def reply(client: TestClient, page: httpx.Response, answer: str, why: str = "") -> httpx.Response:
    names = ("question", "kind", "incident", "skip", "second")
    return send(client, "/review", answer=answer, why=why, **{name: hidden(page.text, name) for name in names})


def test_an_answer_is_a_judgement_and_leads_to_the_next_question(ann: TestClient, own_stories: Path) -> None:
    before = lines(own_stories)
    first = ann.get("/review")
    answered = reply(ann, first, "yes", "both reports say so")
    assert answered.status_code == 303
    with Store.open(own_stories) as store:
        (made,) = store.judgements()
    assert (made.who, made.why) == ("ann", "both reports say so")
    next_one = ann.get(answered.headers["Location"])
    assert made.id in next_one.text and hidden(next_one.text, "question") != hidden(first.text, "question")
    undone = send(ann, "/undo", judgement=made.id, next=answered.headers["Location"])
    assert undone.status_code == 303
    assert "Undo the undo" in ann.get(undone.headers["Location"]).text
    assert lines(own_stories) == before
    assert hidden(ann.get("/review").text, "question") == hidden(first.text, "question")


def test_questions_are_passed_over_and_come_back(ann: TestClient) -> None:
    seen, path = [], "/review"
    while 'name="question"' in (page := ann.get(path)).text:
        seen.append(hidden(page.text, "question"))
        found = re.search(r'href="([^"]*)" data-keys="space j"', page.text)
        assert found is not None
        path = html.unescape(found[1])
    assert len(seen) == len(set(seen)) > 3
    assert "Nothing is left to ask" in page.text and f"{len(seen)} questions passed over" in page.text
    second = ann.get(f"/review?skip={seen[0]}")
    back = re.search(r'href="([^"]*)" data-keys="backspace k"', second.text)
    assert back is not None and hidden(ann.get(html.unescape(back[1])).text, "question") == seen[0]


def test_only_questions_of_a_kind_or_about_an_incident(ann: TestClient, own_stories: Path) -> None:
    assert "Did this happen as it is told here?" in ann.get("/review?kind=event").text
    assert "Is this the right place?" in ann.get("/review?kind=place").text
    protest = of_type(own_stories, "protest")
    page = ann.get(f"/review?incident={protest.id[:10]}")
    assert protest.id in page.text and "Did this happen" in page.text
    assert reply(ann, page, "no").status_code == 303
    assert of_type(own_stories, "protest").status == "withdrawn"
    assert ann.get("/review?kind=mood").status_code == 400
    assert ann.get("/review?incident=inc_none").status_code == 400


def test_a_question_answered_meanwhile_is_not_answered_again(ann: TestClient, own_stories: Path) -> None:
    page = ann.get("/review?kind=place")
    assert reply(ann, page, "yes").status_code == 303
    late = reply(ann, page, "no")
    assert late.status_code == 303 and "missed=qst_" in late.headers["Location"]
    assert "nothing was decided" in ann.get(late.headers["Location"]).text
    with Store.open(own_stories) as store:
        assert len(store.judgements()) == 1


def test_both_sides_are_marked_in_words_and_the_trigger_stands_out(own_stories: Path) -> None:
    from gesta.web.sides import compared

    bombing, protest = of_type(own_stories, "bombing"), of_type(own_stories, "protest")
    rows = {each.name: each for each in compared(bombing, protest)}
    assert rows["what"].state == rows["when"].state == rows["where"].state == "differs"
    assert rows["killed"].state == "one" and rows["killed"].other is None and rows["killed"].meaning
    assert all(each.state in ("alike", "") for each in compared(bombing, bombing))
    with visiting(own_stories, ANN) as client:
        page = client.get(f"/review?incident={bombing.id}").text
    assert re.search(r'<mark class="act" data-start="\d+">exploded</mark>', page)


def test_a_value_is_set_by_a_form(ann: TestClient, own_stories: Path) -> None:
    bombing = of_type(own_stories, "bombing")
    page = ann.get(f"/decide?incident={bombing.id}").text
    assert "killed — now 5" in page
    wrong = send(ann, "/decide", incident=bombing.id, what="value", field="killed", value="many", step="do")
    assert wrong.status_code == 400 and "no number" in wrong.text and 'value="many"' in wrong.text
    looked = send(ann, "/decide", incident=bombing.id, what="value", field="killed", value="at least 9", step="look")
    assert looked.status_code == 200 and f"updated {bombing.id}" in looked.text
    with Store.open(own_stories) as store:
        assert store.judgements() == ()
    fields = {name: hidden(looked.text, name) for name in ("incident", "what", "field", "value", "why", "next")}
    done = send(ann, "/decide", step="do", **fields)
    assert done.status_code == 303 and "said=jdg_" in done.headers["Location"]
    killed = of_type(own_stories, "bombing").counts.killed
    assert killed is not None and (killed.low, killed.high) == (9, None)
    assert "Undo" in ann.get(done.headers["Location"]).text


def test_incidents_are_merged_and_a_report_split_off(ann: TestClient, own_stories: Path) -> None:
    before = lines(own_stories)
    bombing, protest = of_type(own_stories, "bombing"), of_type(own_stories, "protest")
    found = ann.get(f"/decide?incident={bombing.id}&find=protesters")
    assert f'value="{protest.id}"' in found.text
    looked = send(ann, "/decide", incident=bombing.id, what="same", other=protest.id, step="look")
    assert "merged" in looked.text
    merged = send(ann, "/decide", incident=bombing.id, what="same", other=protest.id, step="do")
    assert merged.status_code == 303
    refused = send(ann, "/decide", incident=bombing.id, what="different", other=protest.id, step="do")
    assert refused.status_code in (400, 409)
    with Store.open(own_stories) as store:
        made = store.judgements()[-1].id
    assert send(ann, "/undo", judgement=made, next="/history").headers["Location"].startswith("/history?said=jdg_")
    assert lines(own_stories) == before
    out = bombing.reports[-1]
    assert send(ann, "/decide", incident=bombing.id, what="split", report=out.account, step="do").status_code == 303
    assert len(of_type(own_stories, "bombing").reports) < len(bombing.reports)
    assert send(ann, "/decide", incident=bombing.id, what="withdraw", report=out.id, step="do").status_code == 303
    with Store.open(own_stories) as store:
        own = store.incident(out.account)
    assert own is not None and own.status == "withdrawn"


def test_what_cannot_be_decided_says_so(ann: TestClient, own_stories: Path) -> None:
    protest = of_type(own_stories, "protest")
    for fields, status in (
        ({}, 404),
        ({"incident": "inc_none", "what": "right"}, 404),
        ({"incident": protest.id}, 400),
        ({"incident": protest.id, "what": "eat"}, 400),
        ({"incident": protest.id, "what": "split", "report": "sha256:0"}, 400),
        ({"incident": protest.id, "what": "same", "other": protest.id}, 400),
        ({"incident": protest.id, "what": "right", "why": "x" * 2001}, 400),
    ):
        assert send(ann, "/decide", step="do", **fields).status_code == status, fields
    assert ann.post("/decide", json={"what": "right"}).status_code == 415
    assert ann.post("/decide", data={"why": "x" * 100_000}).status_code == 413
    assert ann.get("/decide?incident=inc_none").status_code == 404


def test_words_of_a_report_become_a_value(ann: TestClient, own_stories: Path) -> None:
    bombing = of_type(own_stories, "bombing")
    with Store.open(own_stories) as store:
        texts = {each.id: store.record(each.id).document.text for each in bombing.reports}
    report, text = next(each for each in texts.items() if "wounding twelve" in each[1])
    at = text.index("wounding twelve")
    words = {"report": report, "start": at - 1, "end": at + len("wounding twelve")}
    page = ann.get("/correct", params={**words, "incident": bombing.id, "field": "killed"})
    assert page.status_code == 200 and "killed: <bdi>12</bdi>" in page.text
    assert re.search(r'<mark class="act" data-start="\d+">wounding twelve</mark>', page.text)
    assert '<option value="killed" selected>' in page.text and 'name="value" value="12"' in page.text
    fields = {"incident": bombing.id, "what": "value", "field": "killed", "value": hidden(page.text, "value"),
              "next": f"/incidents/{bombing.id}#toll", "step": "do"}  # fmt: skip
    done = send(ann, "/decide", **fields)
    assert re.fullmatch(rf"/incidents/{bombing.id}\?said=jdg_\w+#toll", done.headers["Location"])
    assert '<option value="injured" selected>' in ann.get("/correct", params=words).text
    place = text.index("Kirkuk, Iraq")
    where = ann.get("/correct", params={"report": report, "start": place, "end": place + 6})
    assert '<option value="where" selected>' in where.text and "geonames:" in hidden(where.text, "value")
    for wrong, status in (({"start": 5, "end": 5}, 400), ({"start": 0, "end": 10**6}, 400), ({"start": -1}, 400),
                          ({"report": "sha256:0"}, 404)):  # fmt: skip
        assert ann.get("/correct", params={**words, **wrong}).status_code == status, wrong


def test_the_history_tells_who_when_why_and_what_holds(ann: TestClient, own_stories: Path) -> None:
    assert "0 judgements" in ann.get("/history").text
    protest = of_type(own_stories, "protest")
    send(ann, "/decide", incident=protest.id, what="right", why="<script>alert(1)</script>\u202e", step="do")
    with Store.open(own_stories) as store:
        made = store.judgements()[0].id
    page = ann.get("/history").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;�" in page and "<script>alert" not in page and "ann" in page
    asked = ann.get(f"/review?undo={made}")
    assert asked.status_code == 200 and hidden(asked.text, "judgement") == made
    assert ann.get("/undo?judgement=jdg_none").status_code == 404
    send(ann, "/undo", judgement=made, next="/history")
    again = ann.get("/history").text
    assert "undone by" in again and again.index("undo of") < again.index(f'<tr id="{made}"')
    assert send(ann, "/undo", judgement=made, next="/history").status_code == 409
    assert send(ann, "/undo", judgement="jdg_none", next="//evil.example").status_code == 400


def test_a_reader_sees_and_does_not_decide(own_stories: Path) -> None:
    protest = of_type(own_stories, "protest")
    with visiting(own_stories, Person("rita", "reader")) as rita:
        page = rita.get("/review")
        assert page.status_code == 200 and 'name="answer"' not in page.text
        assert rita.get("/history").status_code == rita.get("/agreement").status_code == 200
        for path in (f"/decide?incident={protest.id}", "/correct?report=x&start=0&end=1"):
            assert rita.get(path).status_code == 403
        for path in ("/review", "/decide", "/undo"):
            assert send(rita, path, incident=protest.id, what="right").status_code == 403
    with Store.open(own_stories) as store:
        assert store.judgements() == ()


def test_a_second_reader_does_not_see_the_first_answer(own_stories: Path) -> None:
    bombing, protest = of_type(own_stories, "bombing"), of_type(own_stories, "protest")
    with visiting(own_stories, ANN) as ann:
        send(ann, "/decide", incident=protest.id, what="wrong", step="do", why="a march, no protest")
        send(ann, "/decide", incident=bombing.id, what="same", other=protest.id, step="do")
        send(ann, "/decide", incident=bombing.id, what="value", field="where", value="geonames:99072", step="do")
        assert "Nothing is left to ask" in ann.get("/review?second=yes").text
    before = lines(own_stories)
    answers = {"same": "no", "event": "no", "place": "yes"}
    with visiting(own_stories, BEN) as ben:
        kinds = []
        while 'name="question"' in (page := ben.get("/review?second=yes")).text:
            assert "withdrawn" not in page.text and "a march" not in page.text and "jdg_" not in page.text
            kind = "same" if "one occurrence?" in page.text else "place" if "right place" in page.text else "event"
            kinds.append(kind)
            assert reply(ben, page, "12").status_code == 400
            assert "said=qst_" in reply(ben, page, answers[kind]).headers["Location"]
            assert reply(ben, page, answers[kind]).status_code == 400
        assert sorted(kinds) == ["event", "place", "same"]
        told = ben.get("/agreement").text
        assert "3 questions answered twice" in told and "Undo the first answer" in told
        assert {each["kind"] for each in ben.get("/agreement.json").json()["agreement"]} == {*answers, "all"}
    assert lines(own_stories) == before
    with Store.open(own_stories) as store:
        firsts = {each.kind: (each.first, each.answer) for each in store.second_readings()}
        assert firsts == {"same": ("yes", "no"), "event": ("no", "no"), "place": ("other", "yes")}


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "same", "different", "split", "right", "wrong", "value", "withdraw", "undo"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=5,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_undoing_everything_leads_back_to_the_start(
    stories: Path, tmp_path: Path, actions: list[tuple[str, int, int]]
) -> None:
    path = Path(shutil.copy(stories, tmp_path / "property.db"))
    start = lines(path)
    with visiting(path, ANN) as client, Store.open(path) as store:
        for kind, first, second in actions:
            _act(client, store, kind, first, second)
        for judgement in reversed(store.judgements()):
            if judgement.kind != "undo":
                answer = send(client, "/undo", judgement=judgement.id, next="/history")
                assert answer.status_code in (303, 409)
        assert lines(path) == start


def _act(client: TestClient, store: Store, kind: str, first: int, second: int) -> None:
    found = list(store.incidents())
    one, other = found[first % len(found)], found[second % len(found)]
    made = store.judgements()
    if kind == "undo":
        if made:
            send(client, "/undo", judgement=made[first % len(made)].id, next="/history")
    elif kind == "answer":
        page = client.get("/review")
        if 'name="question"' in page.text:
            assert reply(client, page, "yes" if second % 2 else "no").status_code == 303
    else:
        report = one.reports[second % len(one.reports)].account
        fields = {"incident": one.id, "other": other.id, "report": report, "field": "killed", "value": str(second)}
        assert send(client, "/decide", what=kind, step="do", **fields).status_code in (303, 400, 409)
