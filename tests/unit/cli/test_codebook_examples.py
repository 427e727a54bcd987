"""``gesta codebook examples``: listed, taken from a tool, handed out; and asked for one by one at a terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from gesta.cli.codebook_ask import _NO, _QUIT, _SKIP, _UNDO, _YES, HELP, Asked, Asking
from gesta.cli.main import cli
from gesta.codebook.taught import lesson
from gesta.codebook.taught_lines import ExampleLine, append_lines
from gesta.errors import UsageError

CONCEPT = """id: cattle_raid
class: event
label: Cattle raid
family: property
parents: [robbery]
definition: Armed persons drive off the livestock of others.
triggers:
- {lemma: rustle, pos: verb}
examples:
- {text: "Armed men rustled 40 cattle near Lokichar.", trigger: rustled}
counter_examples:
- {text: "Police raided a bar.", why: no livestock}
"""
AT = "2026-01-01T00:00:00Z"
ROWS = [
    {"text": "Rain fell. Raiders drove away goats 🐐 on Monday.", "answer": "accept",
     "spans": [{"start": 19, "end": 29, "label": "RAID"}]},
    {"text": "حراس 🐐 في السوق.", "answer": "reject", "spans": [{"start": 0, "end": 4, "label": "RAID"}]},
    {"text": "Bandits rustled cattle in Baringo.", "answer": "accept", "label": "RAID"},
    {"text": "Goats were sold.", "answer": "accept", "spans": []},
    {"text": "Not looked at.", "answer": "ignore", "spans": []},
    {"text": "Short.", "answer": "accept", "spans": [{"start": 2, "end": 90, "label": "RAID"}]},
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "cattle_raid.yaml").write_text(CONCEPT, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["codebook", "examples", *map(str, arguments)])


def test_an_export_becomes_examples_once(book: Path, export: Path) -> None:
    result = run("import", export, "--to", book, "--label", "raid", "--who", "ann")
    assert result.exit_code == 0
    assert f"{export}:6" in result.stderr and "6 texts" not in result.stderr
    assert "5 texts: 2 tellings and 2 counter-examples added" in result.stderr
    read = lesson(book, "cattle_raid")
    assert [(each.exact, each.told) for each in read.taught[2:]] == [
        ("drove away", True), ("حراس", False), ("rustled", True), ("", False),
    ]  # fmt: skip
    assert read.taught[2].text == "Raiders drove away goats 🐐 on Monday."
    before = read.file.read_bytes()
    again = run("import", export, "--to", book, "--label", "RAID", "--who", "ann")
    assert "0 tellings and 0 counter-examples" in again.stderr and "4 examples stood there already" in again.stderr
    assert read.file.read_bytes() == before


def test_a_dry_run_and_a_label_that_is_not_there_write_nothing(book: Path, export: Path) -> None:
    assert "would be added" in run("import", export, "--to", book, "--label", "raid", "--dry-run").stderr
    wrong = run("import", export, "--to", book)
    assert wrong.exit_code != 0 and isinstance(wrong.exception, UsageError)
    assert "RAID (3)" in str(wrong.exception)
    assert not (book / "examples").exists()


def test_a_single_file_takes_its_examples_beside_it(book: Path, export: Path) -> None:
    file = book / "cattle_raid.yaml"
    assert run("import", export, "--to", file, "--label", "raid").exit_code == 0
    assert len((book / "cattle_raid.examples.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_the_list_for_a_program_and_for_a_person(book: Path) -> None:
    append_lines(book / "examples" / "cattle_raid.jsonl", [ExampleLine("Who drove \x1b[31mthem off?", 4, 9)])
    for arguments in ((book,), ("--concept", "cattle_raid", book)):
        result = run(*arguments)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(row["told"], row["concept"]) for row in rows] == [
            (True, "cattle_raid"), (False, "cattle_raid"), (None, "cattle_raid"),
        ]  # fmt: skip
        assert rows[0]["where"] == f"{book / 'cattle_raid.yaml'}:10"
        assert "1 that tell it, 1 that do not, 1 undecided" in result.stderr
    text = run(book, "--format", "text").stdout
    assert "+ Armed men" in text and "- Police" in text and "? Who drove" in text and "\x1b" not in text


@pytest.mark.parametrize(
    "arguments", [("list_nothing",), (".", "--concept", "nothing"), ("export", ".", "--to", "-", "--format", "brat")]
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book)
    assert run(*arguments).exit_code != 0


def test_undecided_examples_go_out_as_tasks(book: Path, tmp_path: Path) -> None:
    append_lines(book / "examples" / "cattle_raid.jsonl", [ExampleLine("🐐 Who drove them off?", 6, 11)])
    target = tmp_path / "tasks.jsonl"
    assert "1 task for doccano" in run("export", book, "--to", target, "--format", "doccano").stderr
    assert json.loads(target.read_text(encoding="utf-8"))["label"] == [[7, 12, "cattle_raid"]]
    printed = run("export", book, "--to", "-", "--format", "prodigy").stdout
    assert json.loads(printed)["spans"] == [{"start": 6, "end": 11, "label": "cattle_raid"}]


QUESTIONS = (
    Asked(ExampleLine("Raiders came 🐐 to Turkana.", 0, 7, source="r1"), "It was Monday.", "Nobody spoke.", 0.48),
    Asked(ExampleLine("Police raided \x1b[2Jthe bar.", 7, 13, source="r2")),
    Asked(ExampleLine("Goats were driven off.", 11, 17, source="r3")),
)


def session(file: Path, keys: str) -> tuple[Asking, str]:
    pressed: Iterator[str] = iter(keys)
    screen = Console(file=io.StringIO(), width=100, highlight=False, markup=False, emoji=False)
    asking = Asking("Cattle raid", "Livestock is driven off.", QUESTIONS, file, "ann", lambda: AT,
                    screen, lambda: next(pressed, "q"))  # fmt: skip
    asking.run()
    assert isinstance(screen.file, io.StringIO)
    return asking, screen.file.getvalue()


def lines(file: Path) -> list[tuple[str, bool | None, str]]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(row["text"][:6], row["told"], row["who"]) for row in rows]


def test_keys_answer_skip_and_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "examples" / "cattle_raid.jsonl"
    asking, screen = session(file, "ynuz?ns")
    assert lines(file) == [
        ("Raider", True, "ann"), ("Police", False, "ann"), ("Police", None, "ann"), ("Police", False, "ann"),
    ]  # fmt: skip
    assert asking.answers == [(0, True), (1, False)]
    assert "48%" in screen and "It was Monday." in screen and "2 of 3" in screen and "\x1b" not in screen
    told = capsys.readouterr().err
    assert "does nothing" in told and "nothing is left to ask" in told and "2 answers kept" in told


def test_what_was_answered_stays_when_the_session_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"

    def keys() -> Iterator[str]:
        yield "y"
        raise KeyboardInterrupt

    pressed = keys()
    screen = Console(file=io.StringIO())
    asking = Asking("X", "", QUESTIONS, file, "ann", lambda: AT, screen, lambda: next(pressed))
    with pytest.raises(KeyboardInterrupt):
        asking.run()
    assert lines(file) == [("Raider", True, "ann")]


def test_undo_before_any_answer_and_the_end_of_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asking, _ = session(tmp_path / "x.jsonl", "uq")
    assert asking.answers == [] and not (tmp_path / "x.jsonl").exists()
    assert "no answer of this session" in capsys.readouterr().err


def test_every_key_is_told_in_the_help() -> None:
    spelled = {" ": "space", "\x7f": "backspace", "\b": "backspace"}
    told = " ".join(keys for keys, _ in HELP).split()
    for key in (*(each for each in _YES | _NO | _SKIP | _UNDO if each.lower() == each), "q"):
        assert spelled.get(key, key) in told
    assert "q" in _QUIT
