"""``gesta plot`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.contract.store.factory import incident, record, report

from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.model.jsonl import encode


def plot(*args: str | Path, given: bytes | None = None) -> Result:
    """The command in this process; what it raises on purpose is its message."""
    done = CliRunner().invoke(cli, ["plot", *map(str, args)], input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit | GestaError):
        raise done.exception
    return done


@pytest.fixture
def read(tmp_path: Path) -> Path:
    """Two reports as ``gesta read`` writes them."""
    path = tmp_path / "read.jsonl"
    lines = (record(report(f"Report {number}"), incident(f"inc_{number}", killed=number)) for number in (0, 4))
    path.write_bytes(b"".join(encode(line) + b"\n" for line in lines))
    return path


@pytest.mark.parametrize("kind", ["time", "map", "tolls", "sources"])
def test_every_kind_is_written_where_it_should_be(read: Path, kind: str) -> None:
    target = read.with_name(f"{kind}.svg")
    done = plot(kind, read, "--to", target)
    assert done.exit_code == 0
    assert done.stderr == "gesta: 2 incidents of read.jsonl: every incident of the default listing\n"
    assert done.stdout == ""
    assert target.read_bytes() == plot(kind, read).stdout_bytes
    png = plot(kind, read, "--to", read.with_name("a.png"))
    assert png.exit_code == 0 and read.with_name("a.png").read_bytes().startswith(b"\x89PNG")


def test_the_filter_stands_in_the_title(read: Path) -> None:
    drawn = plot("tolls", read, "--at-least", "killed=3", "--country", "Iraq")
    assert b"People killed: in Iraq, at least 3 killed" in drawn.stdout_bytes
    assert drawn.stderr.startswith("gesta: 1 incident of read.jsonl")


def test_standard_input_is_read(read: Path) -> None:
    drawn = plot("tolls", "-", given=read.read_bytes())
    assert drawn.exit_code == 0
    assert b"standard input" in drawn.stdout_bytes


def test_a_line_that_is_no_record_is_told_and_left_out(read: Path) -> None:
    drawn = plot("time", "-", given=b"{}\n" + read.read_bytes())
    assert drawn.exit_code == 0
    assert "standard input:1: no record" in drawn.stderr
    assert "2 incidents" in drawn.stderr


def test_what_cannot_be_drawn_is_said(read: Path, tmp_path: Path) -> None:
    assert ".svg or .png" in str(plot("time", read, "--to", tmp_path / "a.pdf").exception)
    assert "No such file" in str(plot("time", tmp_path / "none.db").exception)
    assert "no such concept" in str(plot("time", read, "--type", "bombin").exception)
    assert plot("pie", read).exit_code == 2
