"""The timeline says what the plot of time says, and loses nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.api.invented_atlas import atlas_of, several
from tests.unit.export.invented import incident

from gesta.api.timeline import MOST_BARS, Timeline, count_timeline
from gesta.errors import UsageError
from gesta.model.merged import MergedIncident
from gesta.model.terms import ConceptId, IncidentId
from gesta.model.values import When
from gesta.plots.days import UNITS, Unit
from gesta.plots.times import count_times


def timeline_of(told: list[MergedIncident], by: Unit | None = None) -> Timeline:
    atlas, _ = atlas_of(told)
    return count_timeline(atlas, np.ones(len(atlas), dtype=bool), by)


@st.composite
def near_in_time(draw: st.DrawFn) -> list[MergedIncident]:
    """Many incidents of a few years, and a few far away."""
    days = draw(st.lists(st.integers(0, draw(st.sampled_from([20, 300, 2000, 9000]))), max_size=60))
    far = draw(st.lists(st.integers(-90_000, 40_000), max_size=2))
    length = st.sampled_from([0, 0, 0, 5, 29, 200, 364, 500])
    told = []
    for number, day in enumerate([*days, *far]):
        first = date(2012, 3, 1) + timedelta(days=day)
        last = first + timedelta(days=draw(length))
        told.append(incident(id=IncidentId(f"inc_{number}"), when=When(first.isoformat(), last.isoformat(), "day")))
    return told


@given(several | near_in_time(), st.sampled_from([None, *UNITS]))
@settings(deadline=None)
def test_every_incident_is_counted_once(told: list[MergedIncident], by: Unit | None) -> None:
    found = timeline_of(told, by)
    in_bars = sum(sum(bar.counts) for bar in found.bars)
    vague = sum(span.count for span in found.vague)
    assert in_bars + vague + found.longer + found.undated + found.earlier + found.later == found.total
    assert found.total == len({each.id for each in told}) and len(found.bars) <= MOST_BARS
    assert all(len(bar.counts) == len(found.groups) for bar in found.bars)
    for one, other in pairwise(found.bars):
        assert date.fromisoformat(one.end) + timedelta(days=1) == date.fromisoformat(other.start)


@given(near_in_time())
@settings(deadline=None)
def test_the_plot_of_time_says_the_same(told: list[MergedIncident]) -> None:
    found = timeline_of(told)
    try:
        plotted = count_times(told, None, 7)
    except UsageError:
        assert found.unit == "year"
        return
    assert found.unit == plotted.unit
    if len(plotted.bins) > MOST_BARS:
        return
    assert [bar.start for bar in found.bars] == [each.isoformat() for each in plotted.bins]
    sums = [sum(series.counts[place] for series in plotted.series) for place in range(len(plotted.bins))]
    assert [sum(bar.counts) for bar in found.bars] == sums
    assert (found.longer, found.undated, found.earlier, found.later) == (
        plotted.longer, plotted.unknown, plotted.earlier, plotted.later,
    )  # fmt: skip
    cells = {(unit, cell.days.first.isoformat()): cell.count for unit, row in plotted.looser.items() for cell in row}
    assert {(span.precision, span.start): span.count for span in found.vague} == cells


def test_what_is_known_less_exactly_is_in_no_bar() -> None:
    days = [When(f"2023-03-{day:02}", f"2023-03-{day:02}", "day") for day in range(1, 20)]
    month, year = When("2023-03-01", "2023-03-31", "month"), When("2023-01-01", "2023-12-31", "year")
    every = [*days, *days[:3], month, year, When("2023-03-02"), When()]
    told = [incident(id=IncidentId(f"inc_{number}"), when=when) for number, when in enumerate(every)]
    told[0] = msgspec.structs.replace(told[0], type=ConceptId("arrest"))
    found = timeline_of(told)
    assert found.unit == "day" and sum(sum(bar.counts) for bar in found.bars) == 22
    assert [(span.start, span.end, span.precision, span.count) for span in found.vague] == [
        ("2023-03-01", "2023-03-31", "month", 1), ("2023-01-01", "2023-12-31", "year", 1),
    ]  # fmt: skip
    assert (found.longer, found.undated) == (1, 1)
    assert [group.key for group in found.groups] == ["remote_violence", "coercion"]


def test_nothing_makes_no_bar() -> None:
    assert timeline_of([]) == Timeline("day", (), (), (), 0, 0, 0, 0, 0)
