"""From an empty file to a project that uses it, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gesta as package
from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.pipeline.engines import engine_of

FILLED = """\
id: well_shut
class: event
label: Well shut
family: coercion
definition: A well is shut by force.
roles: {perpetrator: who shut it, target: the well, place: where, time: when}
triggers:
- {lemma: shut, pos: verb, object: [well]}
examples:
- {text: "Gunmen shut the well of Kumba on Monday.", trigger: shut, roles: {perpetrator: Gunmen}}
- {text: "The well was shut by the army on Sunday.", trigger: shut}
counter_examples:
- {text: "The museum was shut on Monday.", why: opening hours}
"""
REPORTS = """\
id,published,outlet,title,text
1,2021-05-05,Coast Radio,Kumba,Gunmen shut the well of Kumba on Monday. Police arrested a man in Limbe on Sunday.
2,2021-05-06,Coast Radio,Museum,The museum was shut on Monday.
"""


def gesta(*args: str | Path, given: str | None = None) -> Result:
    """The command in this process, where an engine of files that were edited since must not be met again."""
    engine_of.cache_clear()
    done = CliRunner().invoke(cli, [str(arg) for arg in args], input=given)
    if done.exception is not None and not isinstance(done.exception, (SystemExit, GestaError)):
        raise done.exception
    return done


@pytest.fixture
def concept(tmp_path: Path) -> Path:
    path = tmp_path / "well_shut.yaml"
    path.write_text(FILLED, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path, reports = tmp_path / "story.db", tmp_path / "reports.csv"
    reports.write_text(REPORTS, encoding="utf-8")
    for args in (("init", path, "--reader", "patterns"), ("add", path, reports), ("run", path, "--jobs", "1")):
        assert gesta(*args).exit_code == 0
    return path


def types(project: Path) -> list[str]:
    lines = gesta("incidents", project, "--format", "jsonl").stdout.splitlines()
    return sorted(json.loads(line)["type"] for line in lines)


def test_new_writes_once_and_lint_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "school_attack.yaml"
    done = gesta(
        "codebook", "new", "school_attack", "--label", "Attack: a school", "--parent", "armed_attack", "--to", path
    )
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "gesta codebook lint" in done.stderr
    before = path.read_bytes()
    again = gesta("codebook", "new", "school_attack", "--to", path)
    assert "is there already" in str(again.exception)
    assert path.read_bytes() == before
    lint = gesta("codebook", "lint", path)
    assert lint.exit_code == 1
    assert f"error: {path}:16: “definition” is empty" in lint.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["School attack"], "such as school_attack"),
        (["thing", "--parent", "armed_atack"], "did you mean armed_attack?"),
    ],
)
def test_what_new_cannot_make_is_said(tmp_path: Path, args: list[str], words: str) -> None:
    done = gesta("codebook", "new", *args, "--to", tmp_path / "thing.yaml")
    assert words in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_lint_takes_files_and_folders_and_sees_examples_that_no_trigger_can_match(concept: Path) -> None:
    for path in (concept, concept.parent):
        done = gesta("codebook", "lint", path)
        assert (done.exit_code, done.stdout) == (0, "")
    text = FILLED.replace("shut the well of Kumba on Monday.", "sealed the well.").replace(
        "trigger: shut", "trigger: sealed", 1
    )
    concept.write_text(text, encoding="utf-8")
    done = gesta("codebook", "lint", concept)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"warning: {concept}:10: “sealed”: no trigger has the word “seal”; there are “shut”")
    assert "1 warning" in done.stderr


@pytest.mark.parametrize("reader", ["patterns", "neural"])
def test_test_reads_the_examples_of_a_file_by_either_reader(concept: Path, reader: str) -> None:
    done = gesta("codebook", "test", concept, "--reader", reader)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "3 of 3 examples" in done.stderr


def test_test_says_why_an_example_is_not_read(concept: Path) -> None:
    concept.write_text(FILLED.replace("object: [well]", "object: [pump]"), encoding="utf-8")
    done = gesta("codebook", "test", concept, "--reader", "patterns")
    assert done.exit_code == 1
    assert "“shut”: object: none of “pump” is what it governs there" in done.stdout
    concept.write_text(FILLED.replace("object: [well]", "object: [well], weight: 0.1"), encoding="utf-8")
    done = gesta("codebook", "test", concept, "--reader", "patterns")
    assert "is less than the 0.8 that it takes: trigger +0.10" in done.stdout


def test_one_file_is_read_with_and_an_edit_is_seen_in_one_session(concept: Path) -> None:
    text = "Gunmen shut the well of Kumba on Monday."
    assert [each.type for each in package.read(text, codebook=concept).incidents] == ["well_shut"]
    concept.write_text(FILLED.replace("lemma: shut", "lemma: seal"), encoding="utf-8")
    assert package.read(text, codebook=concept).incidents == ()


def test_diff_tells_and_writes_nothing_and_use_makes_it_so(project: Path, concept: Path) -> None:
    before = project.read_bytes()
    assert types(project) == ["arrest"]
    done = gesta("codebook", "diff", project, concept)
    assert done.exit_code == 0
    assert "well_shut       0      1  +1" in done.stdout
    assert "“Gunmen shut the well of Kumba on Monday.”" in done.stdout
    assert "1 change in 1 of 2 reports" in done.stderr
    (line,) = gesta("codebook", "diff", project, concept, "--format", "jsonl").stdout.splitlines()
    change = json.loads(line)
    assert (change["aspects"], change["before"], change["after"]["type"]) == (["new"], None, "well_shut")
    assert "1 of 2 reports" in gesta("codebook", "diff", project, concept, "--sample", "1").stderr
    assert project.read_bytes() == before

    declined = gesta("codebook", "use", project, concept, given="n\n")
    assert "nothing is changed" in declined.stderr
    assert "well_shut" in declined.stdout
    assert gesta("codebook", "use", project, concept, given="").exit_code != 0
    assert project.read_bytes() == before

    used = gesta("codebook", "use", project, concept, given="y\n")
    assert (used.exit_code, "gesta run" in used.stderr) == (0, True)
    assert gesta("run", project, "--jobs", "1").exit_code == 0
    assert types(project) == ["arrest", "well_shut"]
    assert gesta("codebook", "diff", project).stdout == ""


def test_diff_of_the_projects_own_files_as_they_are_edited(project: Path, concept: Path) -> None:
    assert gesta("codebook", "use", project, concept, "--yes", "--no-diff").exit_code == 0
    assert gesta("run", project, "--jobs", "1").exit_code == 0
    concept.write_text(FILLED.replace("lemma: shut", "lemma: seal"), encoding="utf-8")
    done = gesta("codebook", "diff", project)
    assert "lost      well_shut" in done.stdout
    assert types(project) == ["arrest", "well_shut"]


def test_a_codebook_that_has_vanished_stops_a_run_and_none_takes_it_away(project: Path, concept: Path) -> None:
    assert gesta("codebook", "use", project, concept, "--yes", "--no-diff").exit_code == 0
    concept.unlink()
    for args in (("run", project), ("plan", project), ("codebook", "diff", project)):
        assert f"{concept}: there is no such codebook file or folder" in str(gesta(*args).exception)
    assert gesta("codebook", "use", project, "--none", "--yes").exit_code == 0
    assert gesta("run", project, "--jobs", "1").exit_code == 0
    assert types(project) == ["arrest"]


def test_use_refuses_faulty_files_and_wants_to_know_what(project: Path, concept: Path) -> None:
    concept.write_text(FILLED.replace("class: event", "class: evnt"), encoding="utf-8")
    refused = gesta("codebook", "use", project, concept, "--yes", "--no-diff")
    assert "did you mean “event”?" in str(refused.exception)
    for args in ((), (concept, "--none")):
        assert "or --none" in str(gesta("codebook", "use", project, *args, "--yes").exception)
    assert gesta("codebook", "diff", project).stdout == ""


def test_probe_finds_no_dependence_and_takes_reports(tmp_path: Path, concept: Path) -> None:
    reports = tmp_path / "reports.csv"
    reports.write_text(REPORTS, encoding="utf-8")
    for more in ((), ("--on", reports)):
        done = gesta("codebook", "probe", concept, "--reader", "patterns", *more)
        assert done.exit_code == 0
        assert [line.split()[:3] for line in done.stdout.splitlines()] == [
            ["order", "1", "0"], ["order", "2", "0"], ["order", "3", "0"], ["names", "aa", "0"], ["names", "zz", "0"],
        ]  # fmt: skip


def test_probe_tells_what_depends_on_names(concept: Path) -> None:
    (concept.parent / "pump_shut.yaml").write_text(FILLED.replace("well_shut", "pump_shut"), encoding="utf-8")
    done = gesta("codebook", "probe", concept.parent, "--reader", "patterns")
    assert done.exit_code == 1
    assert "names zz: “shut” pump_shut → well_shut" in done.stdout
