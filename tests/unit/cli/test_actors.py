"""``gesta actors``: finding, importing and linting, and the overlay of ``gesta read``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gesta.cli.main import cli
from gesta.errors import GestaError

LIST = "name,kind,country,aliases\nHarbour Front,rebel,TD,Front of the Harbour\nNobody,clown,,\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_find_tells_every_candidate() -> None:
    done = run("actors", "find", "Egyptian president", "--on", "2013-03-02")
    assert done.exit_code == 0
    assert "(eg.mohamed_morsi)" in done.stdout and "holder of eg.president" in done.stdout
    assert "on 2013-03-02 too" in done.stdout
    assert "president from 2012-06-30 to 2013-07-03  (eg.president)" in done.stdout


def test_find_tells_who_was_not_there_that_day() -> None:
    assert "not on 1999-01-01" in run("actors", "find", "Morsi", "--on", "1999-01-01").stdout


def test_nobody_of_that_name() -> None:
    done = run("actors", "find", "Quarramond Rangers")
    assert done.exit_code == 1 and "nobody" in done.stderr and not done.stdout


def test_a_country_is_given_by_name_or_code() -> None:
    named = run("actors", "find", "president", "--country", "Egypt", "--on", "2013-03-02")
    assert named.stdout == run("actors", "find", "president", "--country", "eg", "--on", "2013-03-02").stdout
    assert "(eg.mohamed_morsi)" in named.stdout


@pytest.mark.parametrize("args", [("--on", "soon"), ("--country", "Quarramond")])
def test_what_cannot_be_meant(args: tuple[str, str]) -> None:
    done = run("actors", "find", "Morsi", *args)
    assert isinstance(done.exception, GestaError) and args[1] in str(done.exception)


def test_import_lint_and_find_in_the_overlay(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    target = tmp_path / "mine.yaml"
    done = run("actors", "import", tmp_path / "list.csv", "--to", target)
    assert done.exit_code == 0
    assert "list.csv:3" in done.stderr and "1 actor, 0 countries and 0 nouns" in done.stderr and not done.stdout
    assert run("actors", "lint", target).exit_code == 0
    assert run("actors", "lint", tmp_path / "list.csv").exit_code == 1
    assert "(td.harbour_front)" in run("actors", "find", "front of the harbour", "--actors", target).stdout
    again = run("actors", "import", tmp_path / "list.csv", "--to", target)
    assert isinstance(again.exception, GestaError)


def test_import_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id\n", encoding="utf-8")
    assert run("actors", "import", tmp_path / "list.csv", "--to", tmp_path / "mine").exit_code == 1
    assert not (tmp_path / "mine").exists()


def test_reports_are_read_with_the_overlay(tmp_path: Path) -> None:
    pytest.importorskip("gesta_en", reason="the English model is not installed")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "story.txt").write_text("The Harbour Front attacked a village in Chad.", encoding="utf-8")
    done = run("read", tmp_path / "story.txt", "--format", "jsonl", "--actors", tmp_path / "list.csv")
    assert "1 fault," in done.stderr
    entities = json.loads(done.stdout.splitlines()[0])["entities"]
    assert "td.harbour_front" in {each.get("actor_id") for each in entities}
