"""The commands as a user runs them: what goes out, what goes to standard error, the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[3]
STORY = "Gunmen killed three soldiers near Djibo on Monday, police said."


def gesta(*args: str | Path, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "gesta.cli.main", *map(str, args)],
        input=given.encode(), capture_output=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **env},
    )  # fmt: skip
    found = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in found.stderr
    return found


def test_nothing_hangs_on_the_order_of_a_set() -> None:
    """Python draws the order of its sets anew in each process; the bytes are the same (promise 9)."""
    reports = sorted((ROOT / "samples" / "reports").glob("*.txt"))
    first, second = (gesta("read", *reports, "--format", "jsonl", PYTHONHASHSEED=seed) for seed in ("0", "1"))
    assert first.stdout and first.stdout == second.stdout


def test_jsonl_of_standard_input_fits_the_printed_schema() -> None:
    done = gesta("read", "-", "--published", "2023-05-04", given=STORY)
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads(gesta("schema", "read").stdout)
    (line,) = done.stdout.splitlines()
    jsonschema.Draft202012Validator(schema).validate(json.loads(line))


def test_cards_are_plain_facts_with_their_speaker(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    out = gesta("read", tmp_path / "story.txt", "--published", "2023-05-04", "--format", "cards").stdout
    assert "Monday 1 May 2023 (weekday before publication)" in " ".join(out.replace("│", " ").split())
    assert "Burkina Faso" in out
    assert "according to police" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    "env", [{"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "40"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}]
)
def test_poor_terminals(env: dict[str, str]) -> None:
    done = gesta("read", "-", "--format", "cards", given=STORY.replace("Djibo", "Córdoba"), **env)
    assert done.returncode == 0
    assert "Killing" in done.stdout


def test_text_from_outside_cannot_drive_the_terminal(tmp_path: Path) -> None:
    story = STORY + " \x1b]0;owned\x07\x1b[31m[bold]Gunmen[/bold] killed a man in [/red]Djibo, \u202epolice said.\n"
    read = gesta("read", "-", "--format", "cards", "--all", given=story)
    lines = gesta("read", "-", given=story).stdout
    assert json.loads(lines)["incidents"], "the record itself keeps the characters; only the terminal is spared them"
    explained = gesta("explain", "-", given=lines)
    row = gesta("read", "-", "--format", "cards", given=json.dumps({"id": "\x1b[2J", "text": STORY}) + "\n")
    for done in (read, explained, row):
        assert done.returncode == 0
        for forbidden in ("\x1b", "\x07", "\u202e"):
            assert forbidden not in done.stdout + done.stderr
    assert "[bold]Gunmen[/bold]" in read.stdout


def test_a_line_for_each_row_in_order_failures_too(tmp_path: Path) -> None:
    rows = [json.dumps({"id": "a", "text": STORY}), "not json", json.dumps({"id": "c", "text": STORY})]
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 50)
    done = gesta("read", tmp_path, "--jobs", "2")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [Path(each["report"]["source"]).name for each in records] == [
        "binary.txt", "empty.txt", "t.jsonl", "t.jsonl:2", "t.jsonl",
    ]  # fmt: skip
    assert all(each["incidents"] for each in (records[2], records[4]))
    assert len(done.stderr.splitlines()) == sum(len(each["problems"]) for each in records)
    assert "row a: report.published" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["read", "nowhere.txt", "-"], "nowhere.txt: there is no such file or folder"),
        (["read", "-", "-"], "only once"),
        (["read", "-", "--published", "yesterday"], "give it as 2022-09-29"),
        (["read", "-", "--format", "xml"], "xml"),
        (["read"], "Missing argument"),
        (["explain", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["explain", "-"], "gesta read --format jsonl"),
        (["codebook", "show", "nothing"], "no concept nothing"),
        (["bogus"], "bogus"),
    ],
)
def test_misuse_is_status_2_and_names_itself(args: list[str], words: str) -> None:
    done = gesta(*args, given="no record")
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr


def test_a_record_without_incidents_has_nothing_to_explain() -> None:
    read = gesta("read", "-", given="The council will discuss the new library on Monday.\n")
    done = gesta("explain", "-", given=read.stdout)
    assert (done.returncode, done.stdout) == (0, "") and "no incident" in done.stderr
    asked = gesta("explain", "-", "inc_0", given=read.stdout)
    assert asked.returncode == 2 and "no incident inc_0" in asked.stderr


def test_a_faulty_codebook_stops_reading_and_fails_the_lint(tmp_path: Path) -> None:
    (tmp_path / "thing.yaml").write_text("id: thing\nclass: evnt\n", encoding="utf-8")
    read = gesta("read", "-", "--codebook", tmp_path, given=STORY)
    assert (read.returncode, read.stdout) == (2, "")
    assert "thing.yaml:2: " in read.stderr
    lint = gesta("codebook", "lint", tmp_path)
    assert lint.returncode == 1
    assert "thing.yaml:2: " in lint.stdout


def test_explain_by_the_beginning_of_an_id(tmp_path: Path) -> None:
    lines = gesta("read", "-", given=STORY).stdout
    (incident,) = json.loads(lines)["incidents"]
    for args in (["-"], ["-", incident["id"][:8]]):
        done = gesta("explain", *args, given=lines)
        assert done.returncode == 0
        assert incident["id"] in done.stdout
    assert gesta("explain", "-", "inc_zz", given=lines).returncode == 2


def test_a_closed_pipe_is_no_fault() -> None:
    for form in ("cards", "jsonl"):
        command = f"set -o pipefail; {sys.executable} -m gesta.cli.main read samples/reports --format {form} | head -1"
        done = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=300,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        assert done.returncode == 0
        assert "Traceback" not in done.stderr
        assert "Broken" not in done.stderr


def test_doctor_finds_nothing() -> None:
    done = gesta("doctor")
    assert done.returncode == 0, done.stdout
    assert all(line.startswith("ok ") for line in done.stdout.splitlines())
