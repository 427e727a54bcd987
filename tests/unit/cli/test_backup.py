"""``gesta backup``, ``restore``, ``move``, and the queue's commands on a file, as a person meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection

from gesta.cli.main import cli
from gesta.errors import GestaError, Problem, UsageError
from gesta.store import ExistsError, streams
from gesta.store.store import Store

STORY = "Gunmen killed three people in Mogadishu on Monday, police said."


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(STORY)
    path = tmp_path / "p.db"
    assert run("init", path).exit_code == 0
    assert run("add", path, tmp_path / "report.txt").exit_code == 0
    return path


def test_there_and_back(project: Path, tmp_path: Path) -> None:
    file, again, moved = tmp_path / "p.gesta-backup", tmp_path / "again.db", tmp_path / "moved.db"
    told = run("backup", project, file)
    assert told.exit_code == 0 and "1 report" in told.stderr and not told.stdout
    told = run("restore", file, again)
    assert told.exit_code == 0 and "1 report" in told.stderr and str(project) in told.stderr
    told = run("move", again, moved)
    assert told.exit_code == 0 and "every row compared" in told.stderr
    with Store.open(moved) as store, Store.open(project) as origin:
        assert store.state() == origin.state() and store.settings() == origin.settings()
    assert run("add", moved, tmp_path / "report.txt").stderr.count("1 known already") == 1
    for words in (("backup", project, file), ("restore", file, again), ("move", again, moved)):
        assert isinstance(run(*words).exception, ExistsError)


def test_what_is_no_backup_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("just a text")
    for file, what in ((tmp_path / "a.txt", "no backup"), (tmp_path / "nowhere", "cannot be read")):
        fault = run("restore", file, tmp_path / "p.db").exception
        assert isinstance(fault, UsageError) and what in str(fault)
    assert not (tmp_path / "p.db").exists()


def test_a_move_during_which_somebody_writes_says_so(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(connection: Connection) -> dict[str, int]:
        with Store.open(project) as store:
            store.add_problem(Problem("a.txt", "cannot be read", ""), "2031-05-02T08:00:00Z")
        return streams.counts(connection)

    monkeypatch.setattr("gesta.store.moving.counts", busy)
    told = run("move", project, tmp_path / "moved.db")
    assert told.exit_code == 1 and "somebody wrote" in told.stderr


def test_a_file_has_no_queue_and_says_what_to_do(project: Path, tmp_path: Path) -> None:
    for words in (("add", project, tmp_path / "report.txt", "--later"), ("queue", project), ("work", project)):
        fault = run(*words).exception
        assert isinstance(fault, GestaError) and "gesta run" in str(fault) and "PostgreSQL" in str(fault)
