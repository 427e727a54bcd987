"""What is drawn of tolls and of sources."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.plots.made import figure, made, report, told

from gesta.model.incidents import Counts
from gesta.model.merged import Figure
from gesta.model.values import Count
from gesta.plots.sheet import whole_ticks
from gesta.plots.sources import Outlet, count_sources
from gesta.plots.tolls import count_tolls


def test_zero_words_and_silence_are_three_things() -> None:
    dozens = Counts(killed=Count(None, None, "vague", "dozens"))
    silent = made(4, views=(), counts=Counts())
    vague = made(3, views=told(3, {"lead": figure(None, None, None)}).views, counts=dozens)
    data = count_tolls([told(1, {"lead": figure(0, 0, 0)}), told(2, {"lead": figure(3, 3, 3)}), vague, silent],
                       "killed", "lead", 40)  # fmt: skip
    assert [(row.incident, row.state, row.words) for row in data.rows] == [
        ("inc_0002", "number", "3"), ("inc_0003", "words", "“dozens”"), ("inc_0001", "zero", "0"),
    ]  # fmt: skip
    assert (data.zeros, data.not_told, data.sum_best, data.told) == (1, 1, 3, 3)


@pytest.mark.parametrize(
    ("told_so", "words"),
    [
        (figure(7, 7, None), "at least 7"),
        (figure(None, 9, 9), "at most 9"),
        (figure(7, 14, 20), "14 (7 to 20)"),
        (figure(7, 14, None), "14 (at least 7)"),
        (figure(5, None, 8), "5 to 8"),
        (figure(4, 4, 4), "4"),
    ],
)
def test_figures_in_words(told_so: Figure, words: str) -> None:
    row = count_tolls([told(1, {"lead": told_so})], "killed", "lead", 40).rows[0]
    assert row.words == words
    assert (row.low, row.best, row.high) == (told_so.low, told_so.best, told_so.high)


def test_the_policy_and_the_field_are_those_asked_for() -> None:
    incident = told(1, {"lead": figure(14, 14, 14), "conservative": figure(7, 7, None)})
    assert count_tolls([incident], "killed", "conservative", 40).rows[0].best == 7
    assert count_tolls([incident], "injured", "lead", 40).not_told == 1


def test_a_figure_that_a_person_set_holds_for_every_policy() -> None:
    base = told(1, {"lead": figure(14, 14, 14), "conservative": figure(7, 7, None)})
    corrected = msgspec.structs.replace(base, counts=Counts(killed=Count(11, 11)))
    assert count_tolls([corrected], "killed", "conservative", 40).rows[0].best == 11


def test_the_largest_come_first_and_the_rest_is_counted() -> None:
    data = count_tolls((told(n, {"lead": figure(n, n, n)}) for n in range(1, 11)), "killed", "lead", 4)
    assert [row.best for row in data.rows] == [10, 9, 8, 7]
    assert (data.left_out, data.sum_best) == (6, 55)


@pytest.mark.parametrize(
    ("top", "ticks"), [(0, [0, 1]), (3, [0, 1, 2, 3]), (14, [0, 5, 10, 15]), (73, [0, 20, 40, 60, 80])]
)
def test_ticks_are_round(top: int, ticks: list[int]) -> None:
    assert whole_ticks(top) == ticks


def test_a_report_counts_once_and_a_copy_is_told_apart() -> None:
    both = (
        report(1, "Radio Mudug"),
        report(2, "Coast Gazette", copy_of=1),
        report(3, None, source="https://a.example/x"),
    )
    data = count_sources([made(1, reports=both, sources=2), made(2, reports=both[:1], sources=1)], 25)
    assert data.by_sources == ((1, 1), (2, 1))
    assert (data.incidents, data.reports, data.copies) == (2, 3, 1)
    assert set(data.outlets) == {Outlet("Radio Mudug", 1, 0), Outlet("Coast Gazette", 0, 1), Outlet("a.example", 1, 0)}


def test_outlets_without_room_are_counted_and_unknown_ones_come_last() -> None:
    reports = [report(0, None), report(1, "A"), report(2, "B"), report(3, "B"), report(4, None, source="http://[bad")]
    data = count_sources([made(1, reports=tuple(reports))], 2)
    assert [each.name for each in data.outlets] == ["B", "A"]
    assert (data.left_out, data.left_out_reports) == (1, 2)
