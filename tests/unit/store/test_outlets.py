"""Outlets in numbers: what the database counts is what the incidents say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exported import filled

from gesta.model.filters import SHOWN
from gesta.store.outlets import UNKNOWN
from gesta.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("outlets") / "iraq.db"
    filled(path)
    with Store.open(path) as opened:
        yield opened


def test_the_sums_are_those_of_the_incidents(store: Store) -> None:
    incidents = list(store.incidents(SHOWN))
    found = {each.outlet: each for each in store.outlets()}
    assert sum(each.reports for each in found.values()) == store.stats()["reports_read"]
    for name, each in found.items():
        told = [one for one in incidents if name in {report.outlet or UNKNOWN for report in one.reports}]
        alone = [one for one in told if {report.outlet or UNKNOWN for report in one.reports} == {name}]
        shared = [one for one in told if one not in alone]
        first = [one for one in shared if _leads(one.reports, name)]
        assert (each.incidents, each.alone, each.shared, each.first) == (
            len(told), len(alone), len(shared), len(first)
        )  # fmt: skip
        assert sum(number for *_, number in store.outlet_types(name)) == len(told)
    assert any(each.shared for each in found.values())


def _leads(reports: object, name: str) -> bool:
    assert isinstance(reports, tuple)
    days = [(each.published.start[:10], each.outlet or UNKNOWN) for each in reports if each.published.start]
    return any(outlet == name and day == min(days)[0] for day, outlet in days)


def test_the_months_hold_every_dated_report(store: Store) -> None:
    months = store.outlet_months()
    dated = sum(each.reports for each in store.reports_by_day() if each.day)
    assert sum(number for by in months.values() for number in by.values()) == dated
    assert months["Wire"] == {"2023-03": 2}


def test_the_newest_reports_come_first_and_those_without_a_day_last(store: Store) -> None:
    wire = store.outlet_reports("Wire", 10)
    assert [each.published for each in wire] == ["2023-03-05", "2023-03-02"]
    assert all(each.incidents >= 1 for each in wire)
    assert store.outlet_reports("Leaflet", 10)[0].published is None


def test_statuses_add_up(store: Store) -> None:
    assert sum(each.incidents for each in store.reviewed_by_type()) == store.count_incidents(SHOWN)
