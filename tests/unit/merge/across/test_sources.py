from __future__ import annotations

from typing import Any

import pytest

from gesta.merge.across.sources import site


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.paper.example:8080/a", "paper.example"),
        ("https://archive.example/web/2021/http://paper.example/a", "paper.example"),
        ("story.txt", None),
        ("http://[::1", None),
    ],
)
def test_site_is_the_host_a_page_was_taken_from(address: str, host: str | None) -> None:
    assert site(address) == host


def test_copies_versions_and_outlets_count_once(make: Any) -> None:
    agency = make.member("Agency", "2021-03-01", [make.fig(3)])
    copy = make.member("Daily", "2021-03-01", [make.fig(3)], copy_of=agency.record.report.id)
    other_day = make.member("Daily", "2021-03-03", [make.fig(3)])
    alone = make.member("Post", "2021-03-02", [make.fig(3)])
    found = make.merged([agency, copy, other_day, alone])
    assert found.sources == 2
    assert sorted(each.outlet for each in found.reports) == ["Agency", "Daily", "Daily", "Post"]
    assert {each.copy_of for each in found.reports} == {None, agency.record.report.id}


def test_two_copies_of_a_text_not_at_hand_are_one_source(make: Any) -> None:
    away = "sha256:away"
    pair = [make.member(name, "2021-03-01", [make.fig(3)], copy_of=away) for name in ("Daily", "Post")]
    found = make.merged(pair)
    assert found.sources == 1
    assert found.counts.killed is not None
    assert found.counts.killed.low == 3


def test_reports_without_outlet_or_address_are_each_a_source(make: Any) -> None:
    files = [make.member(None, f"2021-03-0{day}", [make.fig(3)], source="rows.csv") for day in (1, 2)]
    assert make.merged(files).sources == 2


def test_a_withdrawn_report_is_listed_and_counts_for_nothing(make: Any) -> None:
    true, false = make.member("Post", "2021-03-01", [make.fig(3)]), make.member("Daily", "2021-03-02", [make.fig(40)])
    found = make.merged([true, type(false)(false.account, false.record, false.incident, withdrawn=True)])
    assert [each.withdrawn for each in found.reports] == [False, True]
    assert found.sources == 1
    assert found.counts.killed is not None
    assert found.counts.killed.low == 3
    assert not {claim.id for claim in false.incident.claims} & {
        c for v in found.views for f in v.counts.values() for c in f.claims
    }
    assert {claim.id for claim in false.incident.claims} <= {claim.id for claim in found.claims}
    assert found.history[1].basis == "the report is withdrawn"


def test_reports_that_are_copies_of_each_other_still_count(make: Any) -> None:
    one = make.member("Post", "2021-03-01", [make.fig(3)])
    other = make.member("Daily", "2021-03-02", [make.fig(3)], copy_of=one.record.report.id)
    circle = make.member("Post", "2021-03-01", [make.fig(3)], copy_of=other.record.report.id)
    found = make.merged([circle, other])
    assert found.sources == 1
    assert found.counts.killed is not None
