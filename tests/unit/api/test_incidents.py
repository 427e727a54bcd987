"""Incidents as data, over HTTP."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from tests.exported import AT
from tests.site import ADA, visiting

from gesta.api.desk import Desk
from gesta.api.media import media_of, served
from gesta.codebook.load import load
from gesta.export.registry import FORMATS
from gesta.model.filters import EVERYTHING, SHOWN
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import JudgementId
from gesta.query.concepts import narrowed
from gesta.query.grammar import read_query
from gesta.store.errors import LockedError
from gesta.store.store import Store
from gesta.web.app import create_app

CASES = ("", "type=bombing", "country=Iraq&min_killed=3", "all=yes", "text=market", "near=35.47,44.39,50")


def in_store(stories: Path, query: str) -> list[MergedIncident]:
    with Store.open(stories) as store:
        return list(store.incidents(narrowed(read_query(query), load())))


@pytest.mark.parametrize("query", CASES)
def test_pages_together_hold_what_the_filter_lets_through(site: TestClient, stories: Path, query: str) -> None:
    address: str | None = f"/incidents.json?limit=1&count=yes&{query}"
    found: list[MergedIncident] = []
    wanted = in_store(stories, query)
    while address:
        answer = site.get(address)
        page = answer.json()
        assert page["count"] == len(wanted)
        assert (page["next"] is None) == ("link" not in answer.headers)
        found.extend(msgspec.convert(each, MergedIncident) for each in page["items"])
        address = page["next"]
    assert found == wanted


def test_lines_are_those_of_the_command(site: TestClient, stories: Path) -> None:
    lines = site.get("/incidents.jsonl?all=yes").content.splitlines()
    assert lines == [msgspec.json.encode(each) for each in in_store(stories, "all=yes")]


def test_the_newest_first(site: TestClient, stories: Path) -> None:
    starts = [each["when"]["start"] for each in site.get("/incidents.json?order=newest").json()["items"]]
    known = [each for each in starts if each]
    assert known == sorted(known, reverse=True) and len(known) > 1
    assert len(starts) == len(in_store(stories, ""))


@pytest.mark.parametrize("suffix", [suffix for suffix, _ in served()])
def test_every_format_is_served_as_it_is_exported(site: TestClient, stories: Path, tmp_path: Path, suffix: str) -> None:
    form = dict(served())[suffix]
    answer = site.get(f"/incidents{suffix}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_of(suffix)
    assert answer.content
    if form.text and form.name not in ("atom", "json-feed"):
        from click.testing import CliRunner

        from gesta.cli.main import cli

        exported = CliRunner().invoke(cli, ["export", form.name, str(stories)], catch_exceptions=False)
        assert answer.content == exported.stdout_bytes


def test_formats_of_one_file_are_all_served() -> None:
    assert {form.name for _, form in served()} == {
        each.name for each in FORMATS.values() if not each.many and each.suffix
    }
    suffixes = [suffix for suffix, _ in served()]
    assert len(set(suffixes)) == len(suffixes) and not {".json", ".jsonl"} & set(suffixes)


def test_options_of_a_format_are_taken_or_refused(site: TestClient) -> None:
    assert site.get("/incidents.csv?hxl=yes").text.splitlines()[1].startswith("#event+id")
    assert "Ahmed Saleh" not in site.get("/actors.csv?redact=private").text
    assert site.get("/incidents.ris?redact=private").status_code == 400
    assert site.get("/incidents.csv?policy=guess").status_code == 400


@pytest.mark.parametrize("table", ["claims", "evidence", "actors", "places"])
def test_tables_are_the_same_as_json_and_as_csv(site: TestClient, table: str) -> None:
    rows = site.get(f"/{table}.json?all=yes").json()["items"]
    lines = site.get(f"/{table}.csv?all=yes").text
    assert rows and lines.split("\n", 1)[0] == ",".join(rows[0])
    assert all(not isinstance(each.get("value"), str) or each["field"] for each in rows)


def test_one_incident_by_its_id_and_by_its_beginning(site: TestClient, stories: Path) -> None:
    first = in_store(stories, "")[0]
    whole = site.get(f"/incidents/{first.id}.json")
    assert msgspec.json.decode(whole.content, type=MergedIncident) == first
    moved = site.get(f"/incidents/{first.id[:9]}.json", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (307, f"/incidents/{first.id}.json")
    assert first.id in site.get(f"/incidents/{first.id}.csv").text
    assert site.get(f"/incidents/{first.id}.geojson").json()["features"][0]["id"] == first.id
    several = site.get("/incidents/inc_.json")
    assert several.status_code == 404 and first.id in several.json()["detail"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/incidents.json?colour=red", 400), ("/incidents.json?type=no_such", 400), ("/incidents.json?after=x", 400),
        ("/incidents.json?limit=1001", 400), ("/incidents.json?since=yesterday", 400), ("/incidents.foo", 404),
        ("/incidents/inc_none.json", 404), ("/incidents/inc_none.foo", 404), ("/reports/sha256:none.json", 404),
        ("/reports.json?after=-1", 400), ("/changes.json?since=x", 400),
        ("/incidents.json?actor=a%00b", 400), ("/incidents/a%00b.json", 404),
        ("/reports/%00.json", 404), ("/releases/%00.json", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_as_a_problem(site: TestClient, address: str, status: int) -> None:
    answer = site.get(address, headers={"Accept": "*/*"})
    assert answer.status_code == status == answer.json()["status"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"] == address.partition("?")[0]


@pytest.mark.parametrize("address", ["/incidents.json", "/incidents.csv", "/claims.json", "/changes.json?limit=1"])
def test_what_is_known_already_is_not_sent_again(own_stories: Path, address: str) -> None:
    with visiting(own_stories) as site:
        first = site.get(address)
        known = {"If-None-Match": f'"other", {first.headers["etag"]}'}
        again = site.get(address, headers=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert first.headers["cache-control"] == "no-cache"
        with Store.open(own_stories) as store:
            store.append_judgement(Judgement(JudgementId("jud_1"), "right", (), "ada", AT))
        assert site.get(address, headers=known).status_code == 200
        assert site.get(f"{address}{'&' if '?' in address else '?'}type=bombing", headers=known).status_code != 304


def test_who_is_nobody_learns_nothing(site: TestClient, stories: Path) -> None:
    known = {"If-None-Match": site.get("/incidents.json").headers["etag"]}
    with visiting(stories, everybody=None) as site:
        assert site.get("/incidents.json", headers=known).status_code == 401
        answer = site.get("/incidents.json")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert "etag" not in answer.headers
        assert site.get("/health.json").status_code == 200


@pytest.mark.parametrize("address", ["/incidents.json", "/incidents.jsonl", "/incidents.xlsx", "/health.json"])
def test_the_head_alone_is_sent(site: TestClient, address: str) -> None:
    whole, head = site.get(address), site.head(address)
    assert head.status_code == 200 and head.content == b""
    same = ("content-type", "etag") if address != "/incidents.xlsx" else ("content-type", "etag", "content-length")
    assert [head.headers.get(name) for name in same] == [whole.headers.get(name) for name in same]


def test_what_was_merged_into_another_says_so(own_stories: Path) -> None:
    with Store.open(own_stories) as store:
        gone, stays = [each.id for each in store.incidents()][:2]
        store.publish((), {}, {gone: stays}, (), (), ())
    with visiting(own_stories) as site:
        assert site.get(f"/incidents/{gone}.json").json()["superseded_by"] == stays
        assert gone not in [each["id"] for each in site.get("/incidents.json?all=yes").json()["items"]]


def test_a_fault_of_the_program_is_a_problem_too(stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(store: Store) -> None:
        raise ZeroDivisionError("secret")

    def locked(store: Store) -> None:
        raise LockedError(f"another process is writing to {stories}: try again when it is done")

    app = create_app(Desk(str(stories)), everybody=ADA)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        monkeypatch.setattr(Store, "outlets", broken)
        answer = client.get("/sources.json")
        assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
        assert "secret" not in answer.text
        monkeypatch.setattr(Store, "outlets", locked)
        answer = client.get("/sources.json")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "writing to iraq.db:" in answer.text and str(stories.parent) not in answer.text


def test_an_empty_field_of_a_form_does_not_matter(site: TestClient, stories: Path) -> None:
    assert len(site.get("/incidents.json?type=&since=&text=").json()["items"]) == len(in_store(stories, ""))


def test_nobody_elsewhere_may_read_by_a_script(site: TestClient) -> None:
    answer = site.get("/incidents.json", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_counting_is_the_same_with_and_without_a_circle(stories: Path) -> None:
    with Store.open(stories) as store:
        for wanted in (SHOWN, EVERYTHING, read_query("near=35.47,44.39,50"), read_query("near=35.47,44.39,20000")):
            assert store.count_incidents(wanted) == len(list(store.incidents(wanted)))
