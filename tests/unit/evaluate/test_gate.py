from __future__ import annotations

from pathlib import Path

import pytest

from gesta.errors import DataError
from gesta.evaluate.gate import Floor, Lowered, check, load_floors, raise_floors, render_floors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "floors.yaml"


def test_floors_start_at_the_first_figure_rounded_down(path: Path) -> None:
    assert raise_floors({"places.accuracy": 0.71239, "times.f1": 1.0}, path=path) == ()
    assert load_floors(path) == {"places.accuracy": Floor(0.7123), "times.f1": Floor(1.0)}
    assert check({"places.accuracy": 0.71239, "times.f1": 1.0}, path) == ()


def test_floors_rise_and_do_not_fall(path: Path) -> None:
    raise_floors({"a.b": 0.5}, path=path)
    raise_floors({"a.b": 0.6}, path=path)
    problems = raise_floors({"a.b": 0.4, "c.d": 0.9}, path=path)
    assert [(p.where, p.what) for p in problems] == [("a.b", "0.4000 is under its floor 0.6000")]
    assert load_floors(path) == {"a.b": Floor(0.6), "c.d": Floor(0.9)}


def test_a_floor_falls_with_a_reason_that_stays(path: Path) -> None:
    raise_floors({"a.b": 0.6}, path=path)
    assert raise_floors({"a.b": 0.4}, lower='the gold was wrong: "seven" \u2192 7', path=path) == ()
    raise_floors({"a.b": 0.7}, path=path)
    assert load_floors(path) == {"a.b": Floor(0.7, (Lowered(0.6, 0.4, 'the gold was wrong: "seven" \u2192 7'),))}


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_none(path: Path, reason: str) -> None:
    raise_floors({"a.b": 0.6}, path=path)
    assert raise_floors({"a.b": 0.4}, lower=reason, path=path)
    assert load_floors(path)["a.b"].floor == 0.6


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -0.1, 71.0])
def test_what_is_no_figure_changes_nothing(path: Path, figure: float) -> None:
    raise_floors({"a.b": 0.6}, path=path)
    assert "no figure" in raise_floors({"a.b": figure}, lower="because", path=path)[0].what
    assert load_floors(path)["a.b"].floor == 0.6


def test_the_check(path: Path) -> None:
    raise_floors({"a.b": 0.6, "a.c": 0.5, "z.y": 0.5}, path=path)
    # a.b fell, a.c was dropped from its section; nobody measured section z now
    assert [p.where for p in check({"a.b": 0.59}, path)] == ["a.b", "a.c"]
    assert [p.where for p in check({"a.b": float("nan"), "a.c": 0.5}, path)] == ["a.b"]
    assert check({"new.figure": 0.1}, path) == ()
    assert check({"a.b": 0.1}, path.parent / "none.yaml") == ()


def test_the_file_is_the_same_whatever_the_order() -> None:
    one, other = {"a.b": Floor(0.6), "c.d": Floor(0.5)}, {"c.d": Floor(0.5), "a.b": Floor(0.6)}
    assert render_floors(one) == render_floors(other)


def test_a_broken_file_is_a_problem(path: Path) -> None:
    for text in ("a.b: 0.6\n", "a.b: [\n"):
        path.write_text(text)
        with pytest.raises(DataError, match="not a file of floors"):
            load_floors(path)
