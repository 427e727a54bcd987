"""Ties: an arrest follows the act, a week's toll holds the days' acts."""

from __future__ import annotations

from collections.abc import Callable

from gesta.merge.across.follow import Tie, related
from gesta.model.profiles import Profile

Make = Callable[..., Profile]
ARREST = {"concept": "arrest", "family": "coercion", "kinds": ("arrest",)}


def ties(*told: Profile) -> tuple[Tie, ...]:
    return related([(each.account,) for each in told], {each.account: each for each in told})


def test_an_arrest_follows_the_last_act_of_its_town(account: Make) -> None:
    act = account("a")
    day = act.first_day or 0
    earlier = account("b", first_day=day - 5, last_day=day - 5)
    arrest = account("c", first_day=day + 2, last_day=day + 2, **ARREST)
    assert ties(act, earlier, arrest) == (Tie(arrest.account, act.account, "follow_up"),)


def test_an_arrest_before_the_act_or_far_away_follows_nothing(account: Make) -> None:
    act = account("a")
    day = act.first_day or 0
    before = account("b", first_day=day - 2, last_day=day - 2, **ARREST)
    away = account("c", first_day=day + 2, last_day=day + 2, lat=6.5, lon=3.4, **ARREST)
    assert ties(act, before, away) == ()


def test_a_late_arrest_follows_the_act_that_names_its_people(account: Make) -> None:
    act = account("a", named="Terrell Okafor")
    day = act.first_day or 0
    near = account("b", first_day=day + 95, last_day=day + 95)
    arrest = account("c", first_day=day + 100, last_day=day + 100, named="Okafor", **ARREST)
    assert ties(act, near, arrest) == (Tie(arrest.account, act.account, "follow_up"),)


def test_acts_are_part_of_the_summary_that_takes_them_in(account: Make) -> None:
    act = account("a")
    day = act.first_day or 0
    week = account("b", first_day=day - 3, last_day=day + 3, level="admin1", radius_km=80.0, killed=(30, None))
    assert ties(act, week) == (Tie(act.account, week.account, "part_of"),)


def test_an_act_is_part_of_the_toll_of_a_weekend_and_that_is_part_of_nothing(account: Make) -> None:
    act = account("a")
    day = act.first_day or 0
    weekend = account("b", first_day=day - 1, last_day=day, killed=(8, 8), summary=True)
    later = account("c", first_day=day + 1, last_day=day + 1)
    assert ties(act, weekend, later) == (Tie(act.account, weekend.account, "part_of"),)
