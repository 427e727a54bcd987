from __future__ import annotations

from typing import Any

import msgspec
import pytest


def _view(found: Any, policy: str, field: str = "killed") -> Any:
    return next(each for each in found.views if each.policy == policy).counts.get(field)


def _bounds(found: Any, policy: str, field: str = "killed") -> Any:
    figure = _view(found, policy, field)
    return figure and (figure.low, figure.best, figure.high)


@pytest.fixture
def story(make: Any) -> Any:
    """Five outlets, two with one agency text: 3, 5, at least five, later 7, and a denial."""
    agency = make.member("Northern Wire", "2021-03-01", [make.fig(3, "police", "police")])
    members = [
        agency,
        make.member("Tigris Daily", "2021-03-02", [make.fig(3, "police", "police")], copy_of=agency.record.report.id),
        make.member("Harbour Post", "2021-03-02", [make.fig(5, "the health ministry", "government")]),
        make.member("Canal News", "2021-03-02", [make.words(5, None, "at least five", "witnesses", "witness")]),
        make.member(
            "Plateau Times",
            "2021-03-04",
            [make.fig(7, "the health ministry", "government"), make.fig(0, "the Lance", "armed_group", lead=False)],
        ),
    ]
    return make.merged(members)


def test_the_story_has_four_sources_a_history_and_a_dispute(story: Any) -> None:
    assert story.sources == 4
    assert [step.outlet for step in story.history][0::5] == ["Northern Wire", "Plateau Times"]
    assert len(story.history) == 6
    assert sum(step.replaces is not None for step in story.history) == 1
    assert [each.field for each in story.disagreements] == ["counts.killed"]
    assert story.counts.killed.low == story.counts.killed.high == 7


@pytest.mark.parametrize(
    ("policy", "bounds", "basis"),
    [
        ("lead", (7, 7, 7), "the newest that most tell: 2 sources tell it"),
        ("conservative", (3, 3, 3), "the lowest of 3 credible figures"),
        ("best_low_high", (3, 7, 7), "the lead figure, and the lowest and highest of 3 figures"),
        ("majority", (3, 3, 3), "no majority of 3 sources: the lowest"),
        ("latest_official", (7, 7, 7), "the newest official figure: the health ministry, 2021-03-04"),
    ],
)
def test_each_policy_of_the_story(story: Any, policy: str, bounds: Any, basis: str) -> None:
    assert _bounds(story, policy) == bounds
    assert _view(story, policy).basis == basis
    assert _view(story, policy).claims


def test_most_sources_before_the_newest(make: Any) -> None:
    told = [
        make.member(name, f"2021-03-0{day}", [make.fig(number)])
        for name, day, number in (("A", 1, 4), ("B", 2, 4), ("C", 3, 6))
    ]
    assert _bounds(make.merged(told), "lead") == (4, 4, 4)
    assert _bounds(make.merged(told), "majority") == (4, 4, 4)
    assert _bounds(make.merged(told[1:]), "lead") == (6, 6, 6)


def test_one_person_by_name_does_not_outvote_a_number(make: Any) -> None:
    named = [make.member(name, "2021-03-05", [make.words(1, 1, "a baker")]) for name in ("A", "B", "C")]
    found = make.merged([*named, make.member("D", "2021-03-01", [make.fig(4)])])
    assert _bounds(found, "lead") == (4, 4, 4)
    assert _bounds(found, "conservative") == (4, 4, 4)
    assert _bounds(make.merged(named), "lead") == (1, 1, 1)


def test_words_stay_unknown_and_get_acleds_numbers(make: Any) -> None:
    found = make.merged([make.member("A", "2021-03-01", [make.words(None, None, "dozens of people")])])
    assert _bounds(found, "lead") == (None, None, None)
    assert _bounds(found, "conservative") == (12, 12, None)
    assert _view(found, "best_low_high") is None
    several = make.merged([make.member("A", "2021-03-01", [make.words(None, None, "several")])])
    assert _view(several, "conservative") is None


def test_open_bounds_stay_open(make: Any) -> None:
    found = make.merged([make.member("A", "2021-03-01", [make.words(31, None, "more than 30")])])
    assert _bounds(found, "best_low_high") == (31, 31, None)
    assert _bounds(found, "conservative") == (31, 31, None)
    both = make.merged(
        [
            make.member("A", "2021-03-01", [make.words(9, None, "at least 9")]),
            make.member("B", "2021-03-02", [make.fig(7)]),
        ]
    )
    assert _bounds(both, "best_low_high") == (7, 7, None)


def test_what_nobody_tells_is_absent(make: Any) -> None:
    found = make.merged([make.member("A", "2021-03-01", [make.fig(2)])])
    assert all("injured" not in view.counts for view in found.views)
    assert found.counts.injured is None


def test_zero_is_a_figure_unless_it_is_a_denial(make: Any) -> None:
    none = make.merged([make.member("A", "2021-03-01", [make.fig(0, "police", "police")])])
    assert _bounds(none, "conservative") == (0, 0, 0)
    denied = [make.member("A", "2021-03-01", [make.fig(3)]), make.member("B", "2021-03-01", [make.fig(0)])]
    assert _bounds(make.merged(denied), "conservative") == (3, 3, 3)


def test_dead_perpetrators_are_added_where_a_scheme_counts_everyone(make: Any) -> None:
    told = make.member(
        "A",
        "2021-03-01",
        [make.fig(4, parts={"perpetrators": 2, "police": 1, "children": 2}), make.fig(2, lead=False)],
    )
    count = told.incident.counts.killed
    beside = type(count)(4, 4, "exact", "4", count.parts, (*count.evidence, told.incident.claims[1].evidence[0]))
    incident = msgspec.structs.replace(
        told.incident, counts=msgspec.structs.replace(told.incident.counts, killed=beside)
    )
    found = make.merged([msgspec.structs.replace(told, incident=incident)])
    assert _bounds(found, "lead") == (4, 4, 4)
    assert _bounds(found, "best_low_high") == (6, 6, 6)
    assert _view(found, "best_low_high").parts == {"deaths_a": 2, "deaths_b": 1, "civilians": 2, "unknown": 1}
    assert _bounds(found, "majority") == (6, 6, 6)


def test_perpetrators_in_the_figure_are_not_added(make: Any) -> None:
    found = make.merged([make.member("A", "2021-03-01", [make.fig(5, parts={"perpetrators": 2})])])
    assert _bounds(found, "best_low_high") == (5, 5, 5)
    assert _view(found, "best_low_high").parts["deaths_a"] == 2


def test_the_wounded_who_is_the_one_dead_is_not_counted(make: Any) -> None:
    early = make.member("A", "2021-03-01", [make.words(1, 1, "a baker", name="injured")])
    late = make.member("B", "2021-03-02", [make.words(1, 1, "a baker")])
    found = make.merged([early, late])
    assert found.counts.injured is None
    assert any(step.field == "injured" for step in found.history)
    two = make.member("A", "2021-03-01", [make.fig(2, name="injured")])
    assert make.merged([two, late]).counts.injured.low == 2


def test_a_worked_out_figure_does_not_outvote_a_stated_one(make: Any) -> None:
    told = make.member("A", "2021-03-05", [make.fig(5, name="injured")])
    count = msgspec.structs.replace(told.incident.counts.injured, low=4, high=4, text="5 hit, one killed")
    counts = msgspec.structs.replace(told.incident.counts, injured=count)
    worked_out = msgspec.structs.replace(told, incident=msgspec.structs.replace(told.incident, counts=counts))
    assert make.merged([worked_out]).counts.injured.low == 4
    found = make.merged([worked_out, make.member("B", "2021-03-01", [make.fig(3, name="injured")])])
    assert _bounds(found, "lead", "injured") == (3, 3, 3)


def test_that_nobody_was_hit_does_not_lead_over_somebody(make: Any) -> None:
    somebody = make.member("A", "2021-03-01", [make.words(1, 1, "a baker", name="injured")])
    nobody = [make.member(name, "2021-03-02", [make.fig(0, name="injured")]) for name in "BC"]
    assert _bounds(make.merged([somebody, nobody[0]]), "lead", "injured") == (1, 1, 1)
    assert _bounds(make.merged([somebody, *nobody]), "lead", "injured") == (0, 0, 0)


def test_one_person_does_not_come_before_at_least_three(make: Any) -> None:
    one = make.member("Harbour Post", "2021-03-02", [make.words(1, 1, "one")])
    three = make.member("Canal News", "2021-03-02", [make.words(3, None, "at least three")])
    five = make.member("Tigris Daily", "2021-03-02", [make.fig(5)])
    assert _bounds(make.merged([one, three]), "lead") == (3, 3, None)
    assert _bounds(make.merged([three, five]), "lead") == (5, 5, 5)
