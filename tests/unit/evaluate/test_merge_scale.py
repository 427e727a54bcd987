from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gesta.evaluate import merge_scale
from gesta.evaluate.merge_profiles import FAMOUS, made_profiles
from gesta.evaluate.merge_scale import Point, load_points, main, measure, scale_section

POINT = Point(1_000, 4_000, 700, 0.5, 0.6, 90, 0.973)


def test_profiles_are_the_same_for_the_same_count_and_seed() -> None:
    assert list(made_profiles(200)) == list(made_profiles(200))
    assert list(made_profiles(200)) != list(made_profiles(200, seed=1))


def test_accounts_are_as_many_as_asked_and_their_ids_differ() -> None:
    made = [profile for profile, _ in made_profiles(500)]
    assert len(made) == 500 == len({each.account for each in made})
    assert max(Counter(each.report for each in made).values()) > 1


def test_one_occurrence_is_famous_and_most_are_told_once() -> None:
    told = Counter(occurrence for profile, occurrence in made_profiles(3_000) if profile.main)
    reports = sum(told.values())
    assert abs(told[0] / reports - FAMOUS) < 0.01
    assert 0.6 < sum(count == 1 for count in told.values()) / len(told) < 0.75


def test_no_report_tells_one_occurrence_twice() -> None:
    seen = [(profile.report, occurrence) for profile, occurrence in made_profiles(500)]
    assert len(seen) == len(set(seen))


def test_a_measurement_merges_what_was_made() -> None:
    point = measure(300)
    assert point.accounts == 300 and 0 < point.clusters < 300 and point.pairs > 0 and point.f1 > 0.5


def test_points_are_kept_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge_scale, "POINTS", tmp_path / "points.yaml")
    monkeypatch.setattr(merge_scale, "measured", lambda counts: [POINT for _ in counts])
    main(["1000", "--write"])
    assert load_points(tmp_path / "points.yaml") == (POINT,)
    section = scale_section([POINT])
    assert "| 1,000 | 4,000 | 4.0 | 700 | 0.5 | 0.6 | 500 | 90 | 97.3 |" in section
    assert "merge_scale 1000 --write" in section


def test_without_points_there_is_no_section(tmp_path: Path) -> None:
    assert load_points(tmp_path / "none.yaml") == () and scale_section(()) == ""
