"""Readings are kept, the latest holds, accounts keep their ids, texts are found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from gesta.errors import UsageError
from gesta.model.filters import Filter
from gesta.model.spans import Span
from gesta.model.terms import ConceptId, IncidentId
from gesta.store import Store

from .factory import AT, numbered, reading, report


@pytest.fixture
def told(store: Store) -> Store:
    """A project with three reports, the first read with two accounts."""
    for number in range(3):
        store.add_report(numbered(number), AT)
    store.save_reading(reading(numbered(0), "inc_1", "inc_2"))
    return store


def test_a_record_comes_back_as_it_was(told: Store) -> None:
    read = reading(numbered(0), "inc_1", "inc_2")
    assert told.record(numbered(0).id) == read.record
    told.save_readings([reading(numbered(1), "inc_3"), reading(numbered(2))])
    ids = [numbered(2).id, numbered(0).id, numbered(1).id]
    assert [each.report.id for each in told.records(ids)] == ids
    assert told.count_unread("s1") == 0 and told.count_unread("s2") == 3


def test_what_was_not_read_is_told(told: Store) -> None:
    with pytest.raises(UsageError, match="not read"):
        told.record(numbered(1).id)
    with pytest.raises(UsageError, match="no report"):
        told.save_reading(reading(numbered(99), "inc_9"))


def test_new_accounts_are_dirty_and_can_be_looked_up(told: Store) -> None:
    assert told.dirty() == ["inc_1", "inc_2"]
    assert told.accounts_of_reports([numbered(0).id, numbered(1).id]) == ["inc_1", "inc_2"]
    assert told.account_report(["inc_2", "inc_9"]) == {"inc_2": numbered(0).id}
    assert told.previous_accounts(numbered(0).id) == [("inc_1", (Span(31, 37),)), ("inc_2", (Span(31, 37),))]
    assert told.previous_accounts(numbered(1).id) == []
    assert told.profiles(["inc_1"]) == {"inc_1": b"profile of inc_1 s1"}


def test_a_new_reading_holds_and_the_old_one_is_kept(told: Store, raw: Engine) -> None:
    told.publish([], {}, {}, [], [], told.dirty())
    assert told.dirty() == []
    told.save_reading(reading(numbered(0), "inc_2", "inc_3", stamp="s2", keys=("tarmin|2",)))
    assert told.dirty() == ["inc_1", "inc_2", "inc_3"]
    assert [id for id, _ in told.previous_accounts(numbered(0).id)] == ["inc_2", "inc_3"]
    assert told.members_of_keys(["tarmin|1", "tarmin|2"]) == {
        "tarmin|2": [("inc_2", b"profile of inc_2 s2"), ("inc_3", b"profile of inc_3 s2")]
    }
    assert told.keys_of(["inc_1", "inc_2", "inc_9"]) == {"inc_1": ("tarmin|1",), "inc_2": ("tarmin|2",)}
    assert told.keys_of(["inc_2"], former=True) == {"inc_2": ("tarmin|1", "tarmin|2")}
    assert told.profiles(["inc_1", "inc_2"]) == {"inc_2": b"profile of inc_2 s2"}
    assert told.account_report(["inc_1"]) == {"inc_1": numbered(0).id}
    with raw.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM accounts")).scalar() == 4
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar() == 8
        stamps = connection.execute(text("SELECT stamp FROM readings ORDER BY number")).scalars().all()
    assert stamps == ["s1", "s2"]


def test_a_reading_made_before_is_recalled(told: Store) -> None:
    told.save_reading(reading(numbered(0), "inc_2", "inc_3", stamp="s2"))
    told.save_reading(reading(numbered(1), "inc_4", stamp="s2"))
    told.publish([], {}, {}, [], [], told.dirty())
    assert told.count_unread("s1") == 3
    assert told.recall("s1") == 1
    assert [each.id for each in told.unread("s1")] == [numbered(1).id, numbered(2).id]
    assert told.record(numbered(0).id) == reading(numbered(0), "inc_1", "inc_2").record
    assert told.dirty() == ["inc_1", "inc_2", "inc_3"]
    assert told.recall("s1") == 0
    assert told.stamps() == {"s1": 1, "s2": 1}


def test_two_readings_of_one_report_at_once_leave_the_later(told: Store) -> None:
    told.save_readings([reading(numbered(1), "inc_3"), reading(numbered(1), "inc_4", stamp="s2")])
    assert told.accounts_of_reports([numbered(1).id]) == ["inc_4"]
    assert {"inc_3", "inc_4"} >= set(told.dirty()) - {"inc_1", "inc_2"} == {"inc_4"}


def test_readings_are_saved_all_or_none(told: Store) -> None:
    for wrong in ([reading(numbered(2), "inc_1")], [reading(numbered(2), "inc_7", "inc_7")], [reading(numbered(99))]):
        with pytest.raises(UsageError):
            told.save_readings([reading(numbered(1), "inc_3"), *wrong])
        assert told.accounts_of_reports([numbered(1).id]) == []
        assert told.count_unread("s1") == 2


def test_many_values_at_once_are_no_difficulty(told: Store) -> None:
    many = [f"inc_{number}" for number in range(40_000)]
    told.mark_dirty(many)
    assert len(told.dirty()) == 40_000
    assert told.profiles(many).keys() == {"inc_1", "inc_2"}
    assert told.keys_of(many).keys() == {"inc_1", "inc_2"}
    assert told.members_of_keys(many) == {}
    told.publish([], {}, {}, [], [], many)
    assert told.dirty() == []


def test_tables_and_views_can_be_read_by_people(told: Store, raw: Engine) -> None:
    with raw.connect() as connection:
        account = connection.execute(text("SELECT * FROM account_list WHERE id = 'inc_1'")).mappings().one()
        claims = connection.execute(text("SELECT * FROM claims ORDER BY account_number, position")).mappings().all()
        day = connection.execute(text("SELECT * FROM coverage_by_day")).mappings().one()
    assert (account["type"], account["place"], account["country"], account["targets"]) == (
        "shelling", "Tarmin", "IQ", "the market")  # fmt: skip
    assert (account["killed_low"], account["killed_high"], account["injured_low"]) == (3, 3, None)
    assert account["report"] == numbered(0).id
    assert (claims[0]["value"], claims[0]["speaker"], claims[0]["quotation"]) == (
        '{"low":3,"high":3}', "police", "Three people were killed")  # fmt: skip
    assert claims[1]["quotation"] is None
    assert dict(day) == {"day": "2031-05-02", "reports": 1, "outlets": 0, "incidents": 0}


def test_text_is_found_by_words_and_phrases(store: Store) -> None:
    texts = {
        "one": "Al-Shabaab fighters attacked Kismaayo.",
        "two": "The fighters of al Shabaab left; Kismaayo is calm. Café Zoë was hit.",
        "three": "Nothing attacked al-Qaim. 12 killed.",
    }
    ids = {}
    for name, content in texts.items():
        told = report(content, f"https://x.example/{name}", title="Morning report" if name == "three" else "Evening")
        store.add_report(told, AT)
        store.save_reading(reading(told))
        ids[told.id] = name
    for query, found in {
        "kismaayo": ["two", "one"],
        "KISMAAYO attacked": ["one"],
        '"fighters attacked"': ["one"],
        '"attacked fighters"': [],
        "al-shabaab": ["two", "one"],
        "cafe zoe": ["two"],
        "morning 12": ["three"],
        "report -killed": ["three"],
        '"unfinished phrase': [],
        "": [],
        '" AND OR NEAR( *': [],
    }.items():
        assert [ids[each] for each in store.search(query, 10)] == found, query
    assert len(store.search("kismaayo", 1)) == 1


def test_only_the_reading_that_holds_is_found(store: Store) -> None:
    store.add_report(report(), AT)
    for place, words in enumerate(("first words", "second words")):
        changed = reading(report(words), stamp=f"s{place}")
        store.save_reading(type(changed)(report().id, changed.stamp, changed.record, AT, (), ()))
    assert store.search("first", 10) == []
    assert store.search("second", 10) == [report().id]
    store.recall("s0")
    assert store.search("first", 10) == [report().id]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A project with one text, for many queries."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("searched") / "project.gesta")
    else:
        target = f"{request.getfixturevalue('server')}"
    with Store.create(target) as store:
        store.add_report(report(), AT)
        store.save_reading(reading(report()))
        yield store


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("\"*()^:-+\\'; ANDORNEAR\x00%_&|!<>", max_size=60))
def test_no_query_is_an_error(searched: Store, query: str) -> None:
    assert set(searched.search(query, 5)) <= {report().id}
    assert list(searched.incidents(Filter(text=query))) == []
    asked = Filter((ConceptId(query),), (), (query,), query, None, query, query, query)
    assert list(searched.incidents(asked)) == [] and list(searched.reports_of(asked)) == []
    assert searched.find_ids(query or "x") == []
    assert searched.incident(IncidentId(query)) is None and searched.feed(query) is None


@pytest.mark.parametrize("query", ["x" * 100_000, '"' * 5000, "ﷺ" * 3000, "a " * 5000, "\ud83d killed", "1e5 2.5 -3"])
def test_neither_is_a_long_or_broken_one(searched: Store, query: str) -> None:
    assert set(searched.search(query, 5)) <= {report().id}


def test_a_huge_text_with_ever_new_words_is_indexed(store: Store) -> None:
    told = report(" ".join(f"w{number}" for number in range(400_000)) + " " + "y" * 5000)
    store.add_report(told, AT)
    store.save_reading(reading(told))
    assert store.search("w77", 5) == [told.id]
