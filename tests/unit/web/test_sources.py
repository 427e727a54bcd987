"""Sources and coverage as pages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.exported import AT
from tests.site import visiting

from gesta.errors import Problem
from gesta.model.documents import Report, report_id
from gesta.model.feeds import FeedState
from gesta.store.coverage import DayCount
from gesta.store.store import Store
from gesta.web.bars import monthly
from gesta.web.heat import heat
from gesta.web.nearest import nearest_words


def test_every_outlet_stands_with_its_sums(site: TestClient) -> None:
    page = site.get("/sources")
    assert page.status_code == 200 and page.text.count("<h1>") == 1
    for name in ("Wire", "Gazette", "Courier", "Leaflet"):
        assert f'<a href="/sources/{name}"><bdi>{name}</bdi></a>' in page.text
    assert 'aria-label="2 reports, Mar 2023 to Mar 2023; most in Mar 2023: 2"' in page.text
    assert "style=" not in page.text
    assert "Courier" not in site.get("/sources?q=wire").text


def test_an_outlet_has_its_reports_and_types(site: TestClient) -> None:
    page = site.get("/sources/Courier").text
    assert "kirkuk.txt" in page and "/home/somebody" not in page
    assert "Wire" in site.get("/sources/Wire").text


def test_an_outlet_that_is_not_there_is_told_with_what_is_near(site: TestClient) -> None:
    missing = site.get("/sources/Gazete")
    assert missing.status_code == 404
    assert "did you mean Gazette?" in missing.text


def test_coverage_tells_what_failed_waits_and_was_watched(own_stories: Path) -> None:
    with Store.open(own_stories) as store:
        for number in (1, 2):
            problem = Problem(f"feed.xml:{number}", f"entry {number} has no <link>", "none can be captured")
            store.add_problem(problem, AT)
        text = "Nobody has read this."
        store.add_report(Report(report_id(text.encode(), "later.txt"), "/home/a/later.txt", "text", text), AT)
        store.save_feed(FeedState("https://wire.example/rss", failures=3, last_problem="gone <b>", checked_at=AT,
                                  next_at=AT))  # fmt: skip
    with visiting(own_stories) as site:
        page = site.get("/coverage").text
        assert "entry … has no &lt;link&gt;" in page and '<td class="n">2</td>' in page
        assert "later.txt" in page and "/home/a/" not in page
        assert "failing: <bdi>gone &lt;b&gt;</bdi>" in page
        assert site.get("/coverage?by=year").status_code == 200
        assert site.get("/coverage?by=hour").status_code == 400


DAYS = st.dates(date(2000, 1, 1), date(2002, 12, 31))


@given(st.lists(st.tuples(DAYS, st.sampled_from("abcdefghijklmn"), st.integers(1, 9)), max_size=40))
def test_the_table_holds_every_report_and_every_gap_is_empty(told: list[tuple[date, str, int]]) -> None:
    counts = [DayCount(day.isoformat(), outlet, number) for day, outlet, number in told]
    found = heat([*counts, DayCount(None, "a", 7)])
    assert found.undated == 7
    assert sum(line.total for line in found.lines) + found.earlier == sum(number for *_, number in told)
    for line in found.lines:
        assert sum(cell.count for cell in line.cells) + line.others == line.total
        assert all((cell.shade == 0) == (cell.count == 0) and 0 <= cell.shade <= 4 for cell in line.cells)
    if found.span is not None:
        days = {day for day, *_ in told}
        whole = {found.span.first + timedelta(days=number) for number in range(found.span.length)}
        assert found.gap_days == len(whole - days)
        assert not any(run.first in days or run.last in days for run in found.gaps)


def test_bars_say_in_words_what_they_show() -> None:
    drawn = monthly({"2023-01": 1, "2023-03": 4, "nonsense": 3}, "report")
    assert drawn.words == "5 reports, Jan 2023 to Mar 2023; most in Mar 2023: 4"
    assert (drawn.width, [bar.x for bar in drawn.bars]) == (12, [0, 2])
    assert monthly({}, "report").words == "no report"


@pytest.mark.parametrize(("given_", "words"), [("bombin", "; did you mean bombing?"), ("zzz", "")])
def test_the_nearest_are_named(given_: str, words: str) -> None:
    assert nearest_words(given_, ["bombing", "shelling"]) == words
