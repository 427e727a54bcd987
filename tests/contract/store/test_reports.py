"""Reports stand once; a page that changed is a new version; problems are kept."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from gesta.errors import Problem
from gesta.model.documents import Report
from gesta.store import Store
from gesta.store.addresses import address_of

from .factory import AT, numbered, reading, report


def test_adding_twice_is_adding_once(store: Store) -> None:
    assert store.add_report(report(), AT) == "new"
    assert store.add_report(report(), "2032-01-01T00:00:00+00:00") == "known"
    assert store.count_reports() == 1


def test_a_report_comes_back_as_it_was(store: Store) -> None:
    told = report(
        "Line one\r\n\x00 half \ud83d pair, ة, 🚀" * 50, "table.csv", title="T\x00", published="May", row_id="7"
    )
    told = msgspec.structs.replace(told, media="html", problems=(Problem("line 3", "two encodings", "save as UTF-8"),))
    store.add_report(told, AT)
    assert list(store.unread("s1")) == [msgspec.structs.replace(told, title="T\ufffd")]


def test_a_changed_page_is_a_version_of_the_newest_capture(store: Store) -> None:
    first, second, third = (report(f"The toll rose to {toll}.") for toll in (3, 5, 7))
    assert [store.add_report(each, AT) for each in (first, second, third, second)] == [
        "new",
        "version",
        "version",
        "known",
    ]
    assert store.versions_of([first.id, second.id, third.id]) == {second.id: first.id, third.id: second.id}
    assert store.replaced_by([first.id, second.id, third.id]) == {first.id: second.id, second.id: third.id}


def test_a_page_given_another_date_is_a_version_too(store: Store) -> None:
    store.add_report(report(), AT)
    assert store.add_report(report(published="2031-05-01"), AT) == "version"


def test_another_outlet_that_runs_the_text_is_no_version(store: Store) -> None:
    store.add_report(report(outlet="Daily Example"), AT)
    assert store.add_report(report(outlet="Evening Example"), AT) == "new"
    assert store.add_report(report("Corrected.", outlet="Daily Example"), AT) == "version"


@pytest.mark.parametrize(
    ("source", "row_id"),
    [("-", None), ("-", "7"), ("text", None), ("-:12", None), ("table.csv:12", None), ("https://news.example/", None),
     ("https://news.example", None)],
)  # fmt: skip
def test_what_is_nowhere_has_no_versions(store: Store, source: str, row_id: str | None) -> None:
    own = {"row_id": row_id} if row_id else {}
    assert store.add_report(report("One thing.", source, **own), AT) == "new"
    assert store.add_report(report("Another thing.", source, **own), AT) == "new"
    assert store.versions_of([report("Another thing.", source, **own).id]) == {}


def test_rows_of_one_table_are_told_apart_by_their_ids(store: Store) -> None:
    assert store.add_report(report("One.", "table.csv", row_id="1"), AT) == "new"
    assert store.add_report(report("Two.", "table.csv", row_id="2"), AT) == "new"
    assert store.add_report(report("Two, changed.", "table.csv", row_id="2"), AT) == "version"
    assert store.add_report(report("Other.", "https://news.example/a", row_id="1"), AT) == "new"
    assert store.add_report(report("Other.", "https://news.example/a", row_id="2"), AT) == "new"


def test_a_file_is_known_by_its_path_from_wherever_it_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("january", "february"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        assert store.add_report(report(f"What happened in {folder}.", "1.txt"), AT) == "new"
    monkeypatch.chdir(tmp_path)
    assert store.add_report(report("What happened, corrected.", "january/1.txt"), AT) == "version"
    assert store.add_report(report("Corrected again.", str(tmp_path / "january" / "1.txt")), AT) == "version"


def test_a_project_that_moves_with_its_files_still_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = address_of(report("x", "news/1.txt"), tmp_path)
    (tmp_path / "elsewhere" / "news").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert address_of(report("x", "news/1.txt"), tmp_path / "elsewhere") == before == "news/1.txt"
    assert address_of(report("x", "news/1.txt"), None) == f"{tmp_path.as_posix()}/elsewhere/news/1.txt"


def test_unread_goes_on_while_readings_are_saved(store: Store) -> None:
    told = [numbered(number) for number in range(1200)]
    with store.transaction():
        for each in told:
            store.add_report(each, AT)
    assert store.count_unread("s1") == 1200
    seen: list[Report] = []
    waiting = []
    for each in store.unread("s1"):
        seen.append(each)
        waiting.append(reading(each))
        if len(waiting) == 300:
            store.save_readings(waiting)
            waiting = []
    assert seen == told
    assert store.count_unread("s1") == 0
    assert list(store.unread("s1")) == []


def test_problems_stand_once_and_in_order(store: Store) -> None:
    store.add_report(report(), AT)
    of_row, of_report = Problem("a.csv:3", "the row has no text"), Problem("report.published", "no date", "--published")
    for _ in range(2):
        store.add_problem(of_row, AT)
        store.add_problem(of_report, AT, report().id)
    assert store.problems() == [of_row, of_report]
    assert store.problems(report().id) == [of_report]
    assert store.stats()["problems"] == 2


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123"), st.text(max_size=20)), max_size=8))
def test_whatever_is_added_and_however_often_is_there_once(store: Store, told: list[tuple[str, str, str]]) -> None:
    many = [report(content, f"https://x.example/{page}", row_id=row) for page, row, content in told]
    before = {each.id for each in store.unread("never")}
    answers = {each.id: store.add_report(each, AT) for each in many}
    assert all(store.add_report(each, AT) == "known" for each in many)
    assert {each.id for each in store.unread("never")} == before | set(answers)


@pytest.mark.parametrize("table", ["reports", "readings", "accounts", "mentions", "claims"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_rows_are_never_changed_by_whatever_program(store: Store, raw: Engine, table: str, act: str) -> None:
    store.add_report(report(), AT)
    store.save_reading(reading(report(), "inc_1"))
    column = {"reports": "source", "readings": "stamp", "accounts": "label"}.get(table, "realis")
    with pytest.raises(Exception, match="append-only"), raw.begin() as connection:
        connection.execute(text(act.format(table, f"{column} = 'x'")))
    assert store.stats()["accounts_ever"] == 1
