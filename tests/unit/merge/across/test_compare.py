"""Links: named reasons that sum, the same both ways, and what can never be one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gesta.merge.across.compare import LINKED, frozen_weights, link, weigh, why_apart
from gesta.merge.across.features import features
from gesta.merge.across.merging import merge
from gesta.merge.across.sides import side
from gesta.model.profiles import Profile

Make = Callable[..., Profile]


def test_same_day_town_and_kind_link_without_a_name(account: Make) -> None:
    found = link(account("a", killed=(3, 3)), account("b", killed=(5, None)))
    assert found is not None
    assert found.weight > LINKED
    assert {"same day", "same town", "same concept"} <= {reason.name for reason in found.reasons}


def test_other_names_and_ages_keep_shootings_of_one_day_apart(account: Make) -> None:
    values: dict[str, Any] = {"killed": (1, 1), "radius_km": 20.0}
    one = account("a", named="Terrell Okafor", ages=(19,), **values)
    other = account("b", named="Ramon Vasquez", ages=(43,), **values)
    assert len(merge([one, other]).clusters) == 2


def test_reasons_sum_to_the_weight(account: Make) -> None:
    found = link(account("a", killed=(3, 3), words="stall vegetable"), account("b", killed=(4, 4), words="stall fruit"))
    assert found is not None
    assert found.weight == pytest.approx(sum(reason.weight for reason in found.reasons), abs=0.02)


def test_a_link_is_the_same_both_ways(account: Make) -> None:
    one, other = account("a", killed=(3, 3), first_day=None, last_day=None), account("b", injured=(4, None), ages=(4,))
    assert link(one, other) == link(other, one)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"summary": True}, "several acts together, and one act"),
        ({"report": "report a"}, "told apart in one report"),
        ({"cls": "statement"}, "one was done, the other said"),
        ({"realis": "planned"}, "actual, planned"),
        ({"concept": "arrest", "kinds": ("arrest",), "family": "coercion"}, "bombing is no arrest"),
        ({"first_day": 730_000, "last_day": 730_000}, "days far apart, nobody in common"),
    ],
)
def test_what_can_never_be_one_says_why(account: Make, values: dict[str, Any], why: str) -> None:
    one, other = account("a"), account("b", **values)
    assert why_apart(one, other) == why
    assert link(one, other) is None
    assert weigh(one, other) is None


def test_an_alleged_account_may_be_the_actual_one(account: Make) -> None:
    assert why_apart(account("a"), account("b", realis="alleged")) is None


def test_every_comparison_has_a_weight(account: Make) -> None:
    far = account(
        "b", lat=50.0, lon=5.0, country="BE", killed=(9, 9), weapons=("bomb",), doers=("x",), spots="Rue Haute"
    )
    near = account("a", killed=(9, 9), weapons=("rocket",), doers=("y",), spots="Haute", ages=(3,))
    assert {name for name, _ in features(side(near), side(far))} <= frozen_weights().keys()


def test_each_step_apart_weighs_against(account: Make) -> None:
    one = account("a")
    day = one.first_day or 0
    weights = [weigh(one, account("b", first_day=day + gap, last_day=day + gap)) for gap in (0, 1, 3)]
    assert weights == sorted(weights, key=lambda each: -(each or 0.0))
    assert len(set(weights)) == 3


def reasons(one: Profile, other: Profile) -> set[str]:
    return {name for name, _ in features(side(one), side(other))}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((360, 720), (720, 1080), False),  # in the morning, in the afternoon
        ((720, 1080), (885, 945), True),  # in the afternoon, at about three
        ((885, 945), (930, 990), True),
        ((521, 521), (521, 521), True),
    ],
)
def test_a_morning_is_not_the_hour_of_the_afternoon_after_it(
    account: Make, one: tuple[int, int], other: tuple[int, int], same: bool
) -> None:
    told = reasons(account("a", clock=one), account("b", clock=other))
    assert told & {"same hour", "other hour"} == {"same hour" if same else "other hour"}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (("oakfield", "city"), ("oakfield road", "city"), "a place of the same name"),
        (("oakfield", "city"), ("millbrook", "city"), "another name of place"),
        (("oakfield", "city"), ("field", "city"), "another name of place"),
        (("oakfield", "city"), ("red lion inn", "site"), "place not told"),
    ],
)
def test_names_of_places_without_coordinates_are_compared(
    account: Make, one: tuple[str, str], other: tuple[str, str], told: str
) -> None:
    mine, theirs = (
        account(key, lat=None, lon=None, place=place, level=level)
        for key, (place, level) in zip("ab", (one, other), strict=True)
    )
    named = {"a place of the same name", "another name of place", "place not told"}
    assert reasons(mine, theirs) & named == {told}
