"""``gesta places find``: candidates with their reasons on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gesta.cli.places import places
from gesta.errors import UsageError


def test_find_explains_every_candidate() -> None:
    done = CliRunner().invoke(places, ["find", "Taji", "--country", "Iraq"])
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()[0], done.stdout.splitlines()[1]
    assert first.endswith("Taji, Baghdad, IQ") and "gesta:taji" in second and "Apache-2.0" in second
    assert "country           IQ" in done.stdout


def test_containers_near_places_and_claims_are_told() -> None:
    inside = CliRunner().invoke(places, ["find", "Paris", "--within", "Texas", "--near", "Dallas"]).stdout
    assert "Texas" in inside.splitlines()[0] and "near              Dallas" in inside
    assert "disputed: claimed by RU" in CliRunner().invoke(places, ["find", "Simferopol"]).stdout


def test_a_near_place_that_nobody_knows_is_told() -> None:
    done = CliRunner().invoke(places, ["find", "Paris", "--near", "Qwertyville-on-Nothing"])
    assert done.exit_code == 0 and "--near Qwertyville-on-Nothing: no place is known" in done.stderr


def test_an_unknown_name_exits_with_one() -> None:
    done = CliRunner().invoke(places, ["find", "Qwertyville-on-Nothing"])
    assert done.exit_code == 1 and done.stdout == "" and "no place is known as" in done.stderr


@pytest.mark.parametrize("asked", [["--on", "someday"], ["--country", "Nowhereland"]])
def test_what_cannot_be_meant_is_misuse(asked: list[str]) -> None:
    done = CliRunner().invoke(places, ["find", "Taji", *asked])
    assert isinstance(done.exception, UsageError)


def test_a_users_places_are_found(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    entry = "places:\n  - {id: river-post, name: River Post, level: site, country: IQ, lat: 33.3, lon: 44.4}\n"
    (tmp_path / "places" / "mine.yaml").write_text(entry, encoding="utf-8")
    done = CliRunner().invoke(places, ["find", "River Post", "--overlay", str(tmp_path)])
    assert done.exit_code == 0 and "gesta:river-post" in done.stdout and "your own" in done.stdout
