"""Where incidents stand in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plots.made import made, of_type

from gesta.errors import UsageError
from gesta.model.values import When
from gesta.plots.days import UNITS, Days, Unit, after, bin_of, days, fits, short_when
from gesta.plots.times import Cell, count_times


def test_an_incident_known_to_the_month_is_put_on_no_day() -> None:
    data = count_times(
        [made(1, start="2023-03-02"), made(2, start="2023-03-05"), made(3, start="2023-03-01", end="2023-03-31")],
        None,
        7,
    )
    assert data.unit == "day"
    assert sum(data.series[0].counts) == 2
    assert data.looser == {"month": (Cell(Days(date(2023, 3, 1), date(2023, 3, 31)), 1),)}


def test_two_days_in_one_week_are_known_to_the_week() -> None:
    data = count_times([made(1, start="2023-03-07", end="2023-03-08"), made(2, start="2023-03-09")], "day", 7)
    assert data.looser == {"week": (Cell(Days(date(2023, 3, 6), date(2023, 3, 12)), 1),)}
    assert count_times([made(1, start="2023-03-07", end="2023-03-08")], "week", 7).placed == 1


def test_open_and_unknown_times_are_counted_apart() -> None:
    since = made(2, when=When("2023-03-01", None, "unknown", "told"))
    data = count_times(
        [made(1, start="2023-03-02"), since, made(3), made(4, start="2021-01-01", end="2023-12-31")], None, 7
    )
    assert (data.placed, data.longer, data.unknown, data.total) == (1, 2, 1, 4)


def test_minutes_that_end_at_midnight_are_one_day() -> None:
    evening = When("2022-09-29T18:00", "2022-09-30T00:00", "part_of_day", "told")
    assert days(evening) == Days(date(2022, 9, 29), date(2022, 9, 29))
    assert count_times([made(1, when=evening)], "day", 7).placed == 1


def test_one_incident_of_long_ago_does_not_press_the_others_together() -> None:
    near = [made(number, start=f"2023-03-{number:02}") for number in range(1, 31)]
    data = count_times([made(0, start="1760-05-01"), *near], None, 7)
    assert (data.unit, data.placed, data.earlier, data.later) == ("day", 30, 1, 0)


def test_types_are_stacked_by_number_and_the_rest_is_one_series() -> None:
    incidents = [of_type(number, f"type_{min(number, 3)}", "2023-03-01") for number in range(12)]
    data = count_times(incidents, "day", 2)
    assert [(each.type, sum(each.counts)) for each in data.series] == [("type_3", 9), ("type_0", 1), (None, 2)]
    assert data.series[-1].label == "2 other types"


@pytest.mark.parametrize(("end", "unit"), [("2023-02-20", "day"), ("2023-12-01", "week"), ("2029-01-01", "month"),
                                           ("2041-01-01", "year")])  # fmt: skip
def test_the_unit_follows_the_span(end: str, unit: Unit) -> None:
    assert count_times([made(1, start="2023-01-01"), made(2, start=end)], None, 7).unit == unit


def test_too_many_bars_are_refused_with_a_way_out() -> None:
    with pytest.raises(UsageError, match="longer unit"):
        count_times([made(1, start="2001-01-01"), made(2, start="2023-01-01")], "day", 7)


def test_what_is_no_day_of_the_calendar_is_not_placed() -> None:
    data = count_times([made(1, start="2023-02-31"), made(2, start="9999-12-31")], None, 7)
    assert (data.placed, data.longer) == (0, 2)


_DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(
    st.lists(st.tuples(st.none() | _DAYS, st.none() | st.integers(0, 500))),
    st.none() | st.sampled_from(("month", "year")),
)
def test_every_incident_is_counted_once(told: list[tuple[date | None, int | None]], unit: Unit | None) -> None:
    incidents = [
        made(
            number,
            when=When(
                first.isoformat() if first else None,
                (first + timedelta(days=length)).isoformat() if first and length is not None else None,
            ),
        )
        for number, (first, length) in enumerate(told)
    ]
    data = count_times(incidents, unit, 7)
    assert data.total == len(incidents)
    assert min((data.longer, data.unknown, data.earlier, data.later)) >= 0
    assert count_times(reversed(incidents), unit, 7) == data


@given(_DAYS, st.sampled_from(UNITS))
def test_a_unit_holds_its_days_and_no_others(day: date, unit: Unit) -> None:
    first = bin_of(day, unit)
    assert first <= day < after(first, unit)
    assert fits(Days(first, after(first, unit) - timedelta(days=1)), unit)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-03-03", "2023-03-03", "3 Mar 2023"),
        ("2023-03-01", "2023-03-31", "Mar 2023"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-03-03", "2023-03-09", "3 to 9 Mar 2023"),
        ("2023-03-30", "2023-04-02", "30 Mar to 2 Apr 2023"),
        ("2022-12-30", "2023-01-02", "30 Dec 2022 to 2 Jan 2023"),
        ("2023-03-03", None, "since 2023-03-03"),
        (None, "2023-03-03", "until 2023-03-03"),
        (None, None, "no day told"),
    ],
)
def test_days_in_few_words(start: str | None, end: str | None, words: str) -> None:
    assert short_when(When(start, end)) == words
