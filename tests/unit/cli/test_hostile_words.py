"""Every command that shows what a project holds, over a project whose every word wants to drive the terminal."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.site import visiting

from gesta.api.people import Person
from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.model.documents import Report, report_id
from gesta.model.plain import harmless
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.store import Store

AT = "2023-04-02T00:00:00Z"
EVIL = (
    "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil.example/\x1b\\link\x1b]8;;\x1b\\\x1b]52;c;ZXZpbA==\x07"
    "\u202eevil\u2066\x9b31m\x7f\r"
)
"""Clears, renames and links the window, writes its clipboard, turns text around, in seven and in eight bits."""
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STORIES = (
    (f"Wire {EVIL}", f"https://a.example/{EVIL}", f"Bomb kills five in Kirkuk {EVIL}",
     f"A bomb exploded in a market in Kirkuk, Iraq, on Wednesday, killing five people, said Ahmed {EVIL} Saleh."),
    (f"../../etc/{EVIL}", "file:///../../x", f"Kirkuk {EVIL} bomb",
     f"Seven people were killed when a bomb exploded at a market in Kirkuk on Wednesday, {EVIL} medics said."),
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "own.db"
    with Store.create(path) as store:
        for outlet, source, title, body in STORIES:
            text = f"{title}\n\n{body}"
            identity = report_id(text.encode(), source, outlet, "2023-03-02")
            store.add_report(Report(identity, source, "text", text, title, outlet=outlet, published="2023-03-02"), AT)
        list(read_new(store, Settings(reader="patterns"), 1, lambda: AT))
        settle(store, engine_of(Settings(reader="patterns")).codebook, AT)
    return path


def shown(*arguments: str | Path) -> str:
    """What the command shows on either stream, colours aside."""
    done = CliRunner().invoke(cli, [str(each) for each in arguments], color=False)
    said = harmless(str(done.exception)) if isinstance(done.exception, GestaError) else str(done.exception or "")
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout) + done.stderr + said


def test_no_command_lets_words_drive_the_terminal(project: Path, tmp_path: Path) -> None:
    with Store.open(project) as store:
        incident = next(iter(store.incidents())).id
        report = store.read_ids()[0]
    given = tmp_path / "given.txt"
    given.write_text(f"{STORIES[0][2]}\n\n{STORIES[0][3]}")
    commands: list[tuple[str | Path, ...]] = [
        ("incidents", project, "--format", "table"), ("explain", project, incident), ("plan", project),
        ("changes", project),
        ("sitrep", project), ("token", "add", project, "--who", EVIL), ("token", "list", project),
        ("alerts", "list", project),
        ("alerts", "add", project, "--webhook", "https://hook.example/", "--name", EVIL),
        ("read", given, "--format", "cards"),
        ("release", project, "march", "--note", EVIL), ("token", "revoke", project, EVIL), ("explain", project, EVIL),
        ("incidents", project, "--country", EVIL), ("export", project, EVIL), ("add", project, f"/nowhere/{EVIL}"),
        ("codebook", "show", EVIL), ("places", "find", EVIL), ("actors", "find", EVIL), ("explain", project, report),
    ]  # fmt: skip
    for command in commands:
        found = FORBIDDEN.search(shown(*command))
        assert found is None, (command[:2], found)


def test_a_codebook_s_words_do_not_either(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text('id: own\nlabel: "\\e]0;x\\a\\u202e"\nunknown_field: "\\e[2J"\n')
    assert FORBIDDEN.search(shown("codebook", "lint", tmp_path)) is None


@pytest.mark.parametrize("form", ["datapackage", "csv", "xlsx", "kml"])
def test_nothing_is_written_outside_of_the_folder_that_was_named(project: Path, tmp_path: Path, form: str) -> None:
    inside = tmp_path / "inside"
    CliRunner().invoke(cli, ["export", str(project), form, "--output", str(inside / "out")])
    left = {Path(folder) for folder, _, _ in os.walk(tmp_path)} - {tmp_path}
    assert all(folder.is_relative_to(inside) for folder in left)
    for path in tmp_path.rglob("*.*"):
        if zipfile.is_zipfile(path):
            assert not any(name.startswith("/") or ".." in name for name in zipfile.ZipFile(path).namelist())


HOSTILE_VALUES = ("'", '"', "';--", "' OR 1=1--", "\x00", "%", "_", "%" * 3000, "*" * 500, "\\", "NULL", "🛑" * 200,
                  "))((",
                  "NEAR(a,b)", '"' * 99, "a OR b", "-x", "$(id)", "\u202e", "1e309", "٣")  # fmt: skip


def test_no_parameter_is_code(project: Path) -> None:
    names = ("q", "type", "country", "actor", "place", "outlet", "since", "until", "min_killed", "near", "sort",
             "after",
             "realis", "status", "limit", "policy")  # fmt: skip
    with visiting(project, Person("reader", "reader")) as client:
        assert isinstance(client, TestClient)
        whole = client.get("/incidents.json").json()
        for name in names:
            for value in HOSTILE_VALUES:
                answer = client.get("/incidents.json", params={name: value})
                assert answer.status_code in (200, 400, 404, 422), (name, value, answer.status_code)
        assert client.get("/incidents.json").json() == whole


@pytest.mark.parametrize("name", ['a"b', "a\r\nX-Evil: 1", "../../etc/passwd", "ä;x", "a%0d%0aX-Evil: 1"])
def test_no_name_adds_a_header_to_a_download(project: Path, name: str) -> None:
    with visiting(project, Person("reader", "reader")) as client:
        for suffix in (".csv", ".json", ".kml"):
            answer = client.get(f"/releases/{name}{suffix}".replace("\r", "%0d").replace("\n", "%0a"))
            assert "X-Evil" not in answer.headers
            assert "\n" not in answer.headers.get("Content-Disposition", "")
