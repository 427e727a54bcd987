from __future__ import annotations

from typing import Any

from gesta.merge.across.cite import cite
from gesta.model.incidents import Speaker
from gesta.model.spans import Quote
from gesta.model.terms import ReportId
from gesta.model.values import Count, When

HERE, THERE = ReportId("sha256:here"), ReportId("sha256:there")


def test_every_quote_of_an_account_names_the_report(make: Any) -> None:
    incident = make.member("Daily", "2021-03-02", [make.fig(3, "police", "police")]).incident
    cited = cite(incident, HERE)
    assert {q.report for q in cited.when.evidence + cited.where.evidence} == {HERE}
    assert {q.report for claim in cited.claims for q in claim.evidence} == {HERE}
    assert cited.counts.killed is not None
    assert [q.report for q in cited.counts.killed.evidence] == [HERE]


def test_a_quote_that_names_a_report_keeps_it() -> None:
    assert cite(Quote(0, 1, "a", THERE), HERE).report == THERE


def test_what_holds_no_quote_is_returned_itself() -> None:
    for value in (Speaker("police", "police"), "words", None, When(), Count(1, 1)):
        assert cite(value, HERE) is value
