from __future__ import annotations

from pathlib import Path

import pytest

from gesta.evaluate import export_scale
from gesta.evaluate.export_made import MadeSource
from gesta.evaluate.export_scale import Point, export_section, load_points, main, measure

POINT = Point("csv", 1_000_000, 150.0, 160.2, 50, 378)


def test_made_up_incidents_are_the_same_for_every_call_and_their_words_are_in_their_reports() -> None:
    source = MadeSource(30)
    made = list(source.incidents())
    assert made == list(source.incidents()) and len({each.id for each in made}) == 30
    assert [each.when.start for each in made] == sorted(each.when.start or "" for each in made)
    assert list(source.reports()) == sorted({report.id for each in made for report in each.reports})
    for each in made:
        for quote in (quote for claim in each.claims for quote in claim.evidence):
            assert quote.report is not None
            assert source.record(quote.report).document.text[quote.start : quote.end] == quote.exact


def test_a_measurement_exports_what_was_made() -> None:
    point = measure("parquet", 500)
    assert (point.form, point.incidents) == ("parquet", 500) and point.peak_mb > 0


def test_points_are_kept_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_scale, "POINTS", tmp_path / "points.yaml")
    monkeypatch.setattr(export_scale, "measured", lambda counts: [POINT for _ in counts])
    main(["1000000", "--write"])
    assert load_points(tmp_path / "points.yaml") == (POINT,)
    section = export_section([POINT])
    assert "| csv | 1,000,000 | 150.0 | 160.2 | 150 | 50 | 378 |" in section
    assert "export_scale 1000000 --write" in section


def test_a_million_incidents_were_exported_in_little_memory() -> None:
    large = [point for point in load_points() if point.incidents >= 1_000_000]
    assert {point.form for point in large} == {"csv", "parquet"} and all(point.peak_mb < 500 for point in large)


def test_without_points_there_is_no_section(tmp_path: Path) -> None:
    assert load_points(tmp_path / "none.yaml") == () and export_section(()) == ""
