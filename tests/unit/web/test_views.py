"""What pages show, apart from how it is laid out."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.store.factory import incident, merged

from gesta.model.incidents import Speaker
from gesta.model.merged import TollStep
from gesta.model.terms import ClaimId, CountField, IncidentId, ReportId
from gesta.model.values import Count, Reason, When, Where
from gesta.web.views.chart import HEIGHT, WIDTH, chart
from gesta.web.views.closeness import placed, timed
from gesta.web.views.links import incident_page, report_page
from gesta.web.views.merging import BAR, whys

FIGURES = st.one_of(st.none(), st.integers(0, 10), st.integers(0, 10_000_000))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["killed", "injured", "displaced"]), FIGURES, FIGURES,
        st.one_of(st.none(), st.just("no day"), st.dates().map(str)), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


def step(number: int, field: CountField, low: int | None, high: int | None, at: str | None, follows: bool) -> TollStep:
    before = ClaimId(f"clm_{number - 1}") if follows else None
    count = Count(low, high)
    return TollStep(
        field, count, Speaker("police", "police"), ReportId("r"), "Wire", at, ClaimId(f"clm_{number}"), before
    )


@given(STEPS)
def test_all_of_a_history_is_inside_its_drawing_or_counted(told: list[tuple[CountField, int, int, str, bool]]) -> None:
    history = tuple(step(number, *each) for number, each in enumerate(told))
    drawn = chart(msgspec.structs.replace(merged(incident(), ReportId("r")), history=history))
    if drawn is None:
        return
    assert len(drawn.points) + drawn.left_out == len(history)
    for point in drawn.points:
        assert 0 <= point.x <= WIDTH
        assert all(0 <= y <= HEIGHT for y in (point.y, point.low, point.high))
    assert all(0 <= tick.at <= drawn.floor for tick in drawn.numbers)
    assert all(drawn.left <= tick.at <= WIDTH for tick in drawn.days)


def test_a_figure_that_replaces_another_is_joined_to_it() -> None:
    history = (step(0, "killed", 5, 5, "2023-03-14", False), step(1, "killed", 7, None, "2023-03-15", True))
    drawn = chart(msgspec.structs.replace(merged(incident(), ReportId("r")), history=history))
    assert drawn is not None
    (line,) = drawn.lines
    assert (line.x1, line.y1) == (drawn.points[0].x, drawn.points[0].y)
    assert drawn.points[1].open_up
    assert not drawn.points[0].open_up
    assert drawn.words == "killed: 5 on 14 Mar 2023, 7 on 15 Mar 2023"


def test_one_figure_is_not_drawn() -> None:
    assert chart(merged(incident(), ReportId("r"))) is None


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where(), ""),
        (Where("Mudug", "admin1", country="SO", lat=6.0, lon=48.0), "known to the province only"),
        (Where("Somalia", "country", country="SO"), "known to the country only"),
        (Where("Upper Town", "city", country="SO"), "not found on the map"),
        (Where("Galkayo", "city", lat=6.77, lon=47.43, radius_km=2.2), "about 2.2 km of 6.7700, 47.4300; no closer"),
        (Where("Galkayo", "city", lat=6.77, lon=47.43), "how far around is not known"),
    ],
)  # fmt: skip
def test_what_is_not_known_of_a_place_is_said(where: Where, said: str) -> None:
    assert said in placed(where)
    assert bool(placed(where)) == bool(said)


def test_what_is_not_known_of_a_time_is_said() -> None:
    assert "not the day" in timed(When("2023-03-01", "2023-03-31", "month"))
    assert timed(When()) == ""


def test_bars_of_reasons_share_one_scale() -> None:
    found = whys((Reason("a", 2.0), Reason("b_c", -1.0), Reason("d", 0.0)))
    assert [each.bar for each in found] == [BAR, BAR / 2, 0]
    assert [each.against for each in found] == [False, True, False]
    assert found[1].name == "b c"
    assert whys(()) == ()


def test_addresses_hold_whatever_an_id_holds() -> None:
    assert incident_page(IncidentId("inc_1"), "counts.killed") == "/incidents/inc_1#counts.killed"
    assert incident_page(IncidentId('a"><b>')) == "/incidents/a%22%3E%3Cb%3E"
    assert report_page(ReportId("sha256:1"), 12) == "/reports/sha256:1#s12"
    assert report_page(ReportId("sha256:1"), 65_000) == "/reports/sha256:1?from=60000#s65000"
