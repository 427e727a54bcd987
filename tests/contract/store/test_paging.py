"""Pages of a listing, one after another, are the listing; on both databases."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest
from sqlalchemy import Engine, inspect
from tests.contract.store.factory import AT, incident, merged, numbered

from gesta.errors import UsageError
from gesta.evaluate.serve_made import make_project
from gesta.model.filters import EVERYTHING, Filter, Near
from gesta.model.listed import ListedIncident
from gesta.model.terms import ConceptId, IncidentId
from gesta.store import Store

FILTERS = (
    EVERYTHING, Filter(shown_only=True), Filter(types=(ConceptId("arrest"),)), Filter(countries=("SY", "IQ")),
    Filter(since="2031-01-10"), Filter(until="2031-01"), Filter(since="2031-01-04", until="2031-01-05"),
    Filter(near=Near(33.1, 44.2, 5.0)), Filter(near=Near(33.6, 44.2, 50.0)), Filter(text="attack"),
    Filter(countries=("FR",)),
)  # fmt: skip


@pytest.fixture
def listing(store: Store) -> Store:
    """A project of 130 incidents of every kind that a filter tells apart, several on one day, some without a day."""
    dice = Random(7)
    store.add_report(numbered(0), AT)
    made = []
    for number in range(130):
        day = None if number % 9 == 0 else f"2031-0{1 + number % 2}-{1 + number * 7 % 13:02}"
        own = {"type": ("arrest", "shelling")[number % 2], "realis": ("actual", "planned")[number % 5 == 0]}
        id, country = f"inc_{dice.randrange(10**6):06}_{number}", ("IQ", "SY", "YE")[number % 3]
        base = incident(id, start=day, country=country, **own)
        where = msgspec.structs.replace(base.where, lat=33.1 + number % 4 / 4)
        made.append(merged(msgspec.structs.replace(base, where=where), numbered(0).id))
    store.publish(made, {each.id: (each.id,) for each in made}, {}, [], [], [])
    return store


def paged(store: Store, wanted: Filter, limit: int, newest: bool) -> list[ListedIncident]:
    found: list[ListedIncident] = []
    after = None
    while True:
        page = store.page(wanted, after, limit, newest=newest)
        assert len(page.rows) == limit if page.after else len(page.rows) <= limit
        found += page.rows
        if page.after is None:
            return found
        after = page.after


@pytest.mark.parametrize("limit", [1, 7, 50, 129, 130, 1000])
def test_pages_are_the_listing(listing: Store, limit: int) -> None:
    for wanted in FILTERS if limit > 1 else FILTERS[:3]:
        listed = [each.id for each in listing.incidents(wanted)]
        assert [each.id for each in paged(listing, wanted, limit, newest=False)] == listed
        undated = [each.id for each in listing.incidents(wanted) if each.when.start is None]
        dated = listed[: len(listed) - len(undated)]
        assert [each.id for each in paged(listing, wanted, limit, newest=True)] == dated[::-1] + undated[::-1]


def test_rows_say_what_the_incidents_say(listing: Store, raw: Engine) -> None:
    rows = {each.id: each for each in paged(listing, EVERYTHING, 40, newest=True)}
    assert len(rows) == 130
    for each in listing.incidents():
        row = rows[each.id]
        assert (row.type, row.cls, row.realis, row.background, row.status) == (
            each.type, each.cls, each.realis, each.background, each.status,
        )  # fmt: skip
        assert (row.when_start, row.place, row.country, row.lat) == (
            each.when.start, each.where.name, each.where.country, each.where.lat,
        )  # fmt: skip
        assert row.background is False and row.killed_low == 3 and row.targets == "the market" and row.grade == "B2"
    view = {column["name"] for column in inspect(raw).get_columns("incident_list")}
    own = {field.encode_name for field in msgspec.structs.fields(ListedIncident)}
    assert own == view | {"class", "background"}


def test_rows_of_ids_come_in_the_order_asked_for(listing: Store) -> None:
    ids = [each.id for each in listing.incidents(limit=3)][::-1]
    assert [row.id for row in listing.listed([*ids, IncidentId("inc_nowhere")])] == ids


def test_columns_are_of_all_current_incidents(listing: Store) -> None:
    told = listing.columns(("id", "country", "lat"))
    assert sorted(told["id"]) == sorted(each.id for each in listing.incidents())
    assert set(listing.wanted_ids(Filter(countries=("SY",)))) == {
        id for id, country in zip(told["id"], told["country"], strict=True) if country == "SY"
    }


def test_an_empty_project_has_one_empty_page(store: Store) -> None:
    assert store.page() == store.page(newest=False) and store.page().rows == () and store.page().after is None
    assert store.columns(("id", "lat")) == {"id": (), "lat": ()}


@pytest.mark.parametrize("cursor", ["", "x", "bnVsbA", "W10", "Ww", "é", "W251bGws5F0", "A" * 500, "WzEsMl0"])
def test_a_cursor_that_no_page_gave_is_a_usage_error(listing: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="begin again"):
        listing.page(EVERYTHING, cursor, 10)


def test_a_page_has_a_size(listing: Store) -> None:
    with pytest.raises(UsageError, match="limit 0"):
        listing.page(EVERYTHING, None, 0)


def test_no_cursor_is_more_than_a_usage_error(listing: Store) -> None:
    dice = Random(3)
    good = listing.page(EVERYTHING, None, 5).after or ""
    for _ in range(300):
        place = dice.randrange(len(good))
        cursor = good[:place] + chr(dice.choice([*range(32, 127), 233, 0x202E])) + good[place + dice.randrange(3) :]
        try:
            listing.page(EVERYTHING, cursor, 10)
        except UsageError as fault:
            assert "begin again" in str(fault)


def test_a_listing_is_found_without_reading_the_table(tmp_path: Path) -> None:
    make_project(tmp_path / "made.db", 60)
    with Store.open(tmp_path / "made.db") as store, store._session.read() as connection:
        since = "substr(coalesce(when_end, when_start), 1, 4) > '2'"
        for asked in ("type = 'bombing'", "country IN ('IQ', 'SY')", since):
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT when_start, id FROM incidents WHERE current IS 1 AND {asked} AND "
                "class = 'event' AND when_start IS NOT NULL ORDER BY when_start DESC, id DESC LIMIT 51"
            ).all()
            assert any("COVERING INDEX" in row[3] for row in plan), plan
