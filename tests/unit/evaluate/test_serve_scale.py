"""The measurement of a served project: what it asks, and what it makes of the answers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gesta.codebook.load import load
from gesta.evaluate.serve_made import scattered
from gesta.evaluate.serve_scale import Answer, Speed, load_speeds, main, requests, serve_section, speeds
from gesta.query import narrowed, read_query


def test_it_asks_for_what_there_is_and_the_same_each_time() -> None:
    asked = list(requests(600))
    assert asked == list(requests(600)) and set(Counter(kind for kind, _ in asked)) == {"list", "tile", "timeline"}
    book = load()
    for kind, path in asked:
        parts = urlsplit(path)
        narrowed(read_query(parts.query), book)
        if kind == "tile":
            z, x, y = (int(part) for part in parts.path.removesuffix(".mvt").split("/")[2:])
            assert 0 <= x < 1 << z and 0 <= y < 1 << z <= 1 << 14


def test_answers_are_told_by_kind() -> None:
    answers = [Answer("tile", number / 1000, number != 7) for number in range(1, 101)]
    answers.append(Answer("list", 2.0, True))
    by_kind = {each.kind: each for each in speeds(answers)}
    assert set(by_kind) == {"tile", "list", "all"}
    tile = by_kind["tile"]
    assert (tile.requests, tile.median, tile.high, tile.longest, tile.errors) == (100, 50.5, 96.0, 100.0, 1)
    assert by_kind["all"].longest == 2000.0


def test_made_incidents_are_the_same_each_time_and_of_all_kinds() -> None:
    made = [scattered(number) for number in range(400)]
    assert made == [scattered(number) for number in range(400)] and len({each.id for each in made}) == 400
    assert {each.where.level for each in made} >= {"city", "site", "neighbourhood", "district", "admin1", "country"}
    assert {each.when.precision for each in made} == {"day", "week", "month", "year", "unknown"}


def test_a_small_project_is_made_served_and_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--incidents", "60", "--rate", "40", "--seconds", "1"])
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[:-1]] == ["list", "tile", "timeline", "all"]
    assert all(line.endswith("errors 0") for line in told[:-1]) and "load average" in told[-1]


def test_the_speeds_are_a_table_on_the_quality_page(tmp_path: Path) -> None:
    assert serve_section(load_speeds(tmp_path / "nothing.yaml")) == ""
    kept = tmp_path / "speeds.yaml"
    kept.write_text('- {"kind":"tile","requests":1800,"median":4.2,"high":31.6,"longest":120.0,"errors":0}\n')
    assert load_speeds(kept) == (Speed("tile", 1800, 4.2, 31.6, 120.0, 0),)
    assert "| tile | 1,800 | 4 | 32 | 120 | 0 |" in serve_section(load_speeds(kept))
