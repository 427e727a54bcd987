"""A project from the command line: made, filled, run, listed, explained."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.model.jsonl import incidents_schema

STORY = Path(__file__).resolve().parents[3] / "samples" / "reports" / "galkayo-minibus.jsonl"


def gesta(*args: str | Path) -> Result:
    """The command in this process; what it raises on purpose is its message."""
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    if done.exception is not None and not isinstance(done.exception, (SystemExit, GestaError)):
        raise done.exception
    return done


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The story of five outlets, read by the default reader and merged."""
    path = tmp_path_factory.mktemp("project") / "story.db"
    for args in (("init", path), ("add", path, STORY), ("run", path, "--jobs", "1")):
        done = gesta(*args)
        assert done.exit_code == 0, done.output
    yield path


def test_the_table_of_incidents_stays_in_eighty_columns(project: Path) -> None:
    done = gesta("incidents", project, "--format", "table")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["incident", "day", "what", "where", "killed", "injured", "sources", "grade"]
    assert re.match(r"inc_606f\w{4} 2023-03-14 Bombing, .* Gaalkacyo, +7 +9 +4 of 6 +F1", lines[1])
    assert max(map(len, lines)) <= 80
    none = gesta("incidents", project, "--format", "table", "--at-least", "killed=99")
    assert none.stdout == "" and "0 incidents" in none.stderr


def told(project: Path) -> dict[str, object]:
    """The incident of most reports, as JSON."""
    lines = gesta("incidents", project, "--format", "jsonl").stdout.splitlines()
    found: list[dict[str, object]] = [json.loads(line) for line in lines]
    return max(found, key=lambda each: len(each["reports"]))  # type: ignore[arg-type]


def test_five_outlets_make_one_incident_of_four_independent_sources(project: Path) -> None:
    incident = told(project)
    jsonschema.Draft202012Validator(incidents_schema()).validate(incident)
    reports = incident["reports"]
    assert isinstance(reports, list)
    assert {each["outlet"] for each in reports} == {
        "Radio Mudug", "Daily Courier", "Coast Gazette", "Puntland Times", "Horn Observer",
    }  # fmt: skip
    assert incident["sources"] == 4
    copy = next(each for each in reports if each["outlet"] == "Coast Gazette")
    original = next(each for each in reports if each["outlet"] == "Daily Courier")
    assert copy["copy_of"] == original["id"]
    assert ["eleven", "fourteen"] in [
        [change["theirs"]["exact"], change["ours"]["exact"]] for change in copy["changes"] if change["kind"] == "number"
    ]


def test_every_figure_stays_and_each_policy_has_its_view(project: Path) -> None:
    incident = told(project)
    history, views = incident["history"], incident["views"]
    assert isinstance(history, list)
    assert isinstance(views, list)
    killed = {(step["count"]["low"], step["count"]["high"]) for step in history if step["field"] == "killed"}
    assert {(3, 3), (5, 5), (5, None), (7, 7)} <= killed
    best = {view["policy"]: view["counts"]["killed"]["best"] for view in views}
    assert best == {
        "lead": 7,
        "conservative": 3,
        "best_low_high": 7,
        "majority": 3,
        "latest_official": best["latest_official"],
    }
    disputed = incident["disagreements"]
    assert isinstance(disputed, list)
    assert {"counts.killed", "responsibility"} <= {each["field"] for each in disputed}


def test_explain_shows_sources_history_policies_and_why(project: Path) -> None:
    incident = told(project)
    out = gesta("explain", project, str(incident["id"])).stdout
    for words in (
        "4 independent sources in 6 reports", "a copy of Daily Courier", "Toll, as it was told", "latest_official",
        "Why these reports are one incident", "same day", "denied", "has risen to seven",
    ):  # fmt: skip
        assert words in out


def test_adding_again_changes_nothing(project: Path) -> None:
    before = gesta("incidents", project, "--format", "jsonl", "--all").stdout
    assert "6 known already" in gesta("add", project, STORY).output
    assert gesta("run", project).exit_code == 0
    assert gesta("incidents", project, "--format", "jsonl", "--all").stdout == before


def test_plan_and_changes(project: Path) -> None:
    assert "reports   6, of which 0 to read" in gesta("plan", project).stdout
    feed = [json.loads(line) for line in gesta("changes", project).stdout.splitlines()]
    assert {each["kind"] for each in feed} == {"created"}
    assert [each["seq"] for each in feed] == sorted(each["seq"] for each in feed)
    assert gesta("changes", project, "--since", str(feed[-1]["seq"])).stdout == ""


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--type", "bombing"), 2),
        (("--country", "SO", "--type", "arrest"), 1),
        (("--since", "2023-03-18"), 1),
        (("--until", "2023-03-15"), 1),
        (("--search", "dusk-to-dawn"), 0),
        (("--search", "landmine"), 2),
    ],
)
def test_filters(project: Path, options: tuple[str, ...], found: int) -> None:
    assert len(gesta("incidents", project, "--format", "jsonl", *options).stdout.splitlines()) == found


def test_what_is_no_project_is_said_so(tmp_path: Path, project: Path) -> None:
    nothing = gesta("run", tmp_path / "nothing.db")
    assert isinstance(nothing.exception, GestaError)
    assert "nothing.db" in str(nothing.exception)
    assert isinstance(gesta("init", project).exception, GestaError)
    assert isinstance(gesta("explain", project, "inc_zzz").exception, GestaError)


def test_a_problem_of_reading_is_told_with_its_file_once_and_its_row(tmp_path: Path) -> None:
    table, latin = tmp_path / "desk.jsonl", tmp_path / "latin.txt"
    table.write_text('{"id": "7", "text": "Gunmen killed two people in Kirkuk, the police said."}\n')
    latin.write_bytes(b"Gunmen killed a caf\xe9 owner in Kirkuk on Monday, the police said.\n")
    gesta("init", tmp_path / "own.db")
    gesta("add", tmp_path / "own.db", table, latin, "--published", "2023-04-02")
    told = gesta("run", tmp_path / "own.db", "--jobs", "1").stderr.splitlines()
    assert sum("guessed as" in each and each.count("latin.txt") == 1 for each in told) == 1
    gesta("init", tmp_path / "undated.db")
    gesta("add", tmp_path / "undated.db", table)
    told = gesta("run", tmp_path / "undated.db", "--jobs", "1").stderr.splitlines()
    assert any(f"{table}: row 7: report.published" in each for each in told)
