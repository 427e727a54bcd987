"""A batch from the command line: made, told, ended in the middle, gone on with."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archived import page, record, zipped

from gesta.batch.folder import Folder
from gesta.cli.main import cli
from gesta.errors import GestaError

_TEXT = "A bomb killed {} people in Mosul on Tuesday, police said. No group claimed the attack."
_QUICK = ("--reader", "patterns", "--piece", "1")


def gesta(*args: str | Path) -> Result:
    """The command in this process; what it raises on purpose is its message."""
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    if done.exception is not None and not isinstance(done.exception, (SystemExit, GestaError)):
        raise done.exception
    return done


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of an archive and pages in files."""
    made = tmp_path_factory.mktemp("in")
    told = [record(f"https://{n}.example/a", page(f"Bomb {n}", _TEXT.format(n))) for n in range(2, 6)]
    (made / "a.warc.gz").write_bytes(zipped(told))
    for n in range(6, 12):
        (made / f"{n:02}.html").write_bytes(page(f"Bomb {n}", _TEXT.format(n)))
    return made


def _data(out: Path) -> dict[str, bytes]:
    folder = Folder(str(out))
    names = [name for name in folder.names("") if not name.startswith("work/") and name != "summary.json"]
    return {name: folder.read_bytes(name) for name in names}


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The batch that nobody disturbed."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert gesta("batch", out, archive, *_QUICK, "--engine", "serial").exit_code == 0
    return out


def test_the_summary_is_for_programs_and_for_people(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = gesta("batch", out, archive, *_QUICK, "--engine", "serial", "--json")
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    assert summary["state"] == "merged"
    assert summary["stages"]["read"]["counts"]["pages"] == 10
    assert summary == json.loads((out / "summary.json").read_bytes())
    again = gesta("batch", out, archive, *_QUICK, "--engine", "serial")
    assert again.exit_code == 0
    assert "10 pages" in again.stderr
    assert summary == json.loads((out / "summary.json").read_bytes())
    assert f"{out}: merged" in gesta("batch", out, "--status").stderr
    other = gesta("batch", out, archive, "--reader", "patterns", "--engine", "serial")
    assert "--piece: 1 there, 200 now" in str(other.exception)


def test_pages_are_decided_on_alone(archive: Path, tmp_path: Path) -> None:
    done = gesta("batch", tmp_path / "out", archive, *_QUICK, "--engine", "serial", "--only-decide", "--json")
    assert json.loads(done.stdout)["state"] == "decided"
    assert json.loads(done.stdout)["stages"]["read"]["counts"]["kept"] == 10


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "name what is to be read"),
        (("-",), "files and folders only"),
        (("https://news.example/",), "files and folders only"),
        (("gone.txt",), "there is no such file"),
        ((".", "--master", "spark://host:7077"), "--master needs --engine spark"),
        ((".", "--reader", "llm"), "does not ask language models"),
        ((".", "--published", "soon"), "not a date"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    args: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = gesta("batch", tmp_path / "out", *args)
    assert done.exit_code
    assert said in str(done.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_was_ended_goes_on(number: signal.Signals, archive: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "gesta.cli.main", "batch", str(out), str(archive), *_QUICK, "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not any((out / "work" / "read" / "done").glob("*")) and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(number)
    running.communicate(timeout=60)
    assert running.returncode in ((130, 0) if number != signal.SIGKILL else (-9, 0))
    done = gesta("batch", out, archive, *_QUICK, "--engine", "serial")
    assert done.exit_code == 0, done.output
    assert _data(out) == _data(whole)
