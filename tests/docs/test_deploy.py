"""The files of an installation: their commands are commands, the page names them all, systemd takes the units."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gesta.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def test_the_page_names_every_file() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert len(UNITS) == 3
    for file in DEPLOY.iterdir():
        assert file.name in page or file.suffix == ".timer", file.name


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_command_of_a_unit_is_one(unit: Path) -> None:
    found = re.findall(r"/opt/gesta/bin/gesta ([^'\n]*)", unit.read_text(encoding="utf-8"))
    assert found
    for line in found:
        words = shlex.split(line)
        command = cli.get_command(click.Context(cli), words[0])
        assert command is not None, line
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="NO SYSTEMD HERE, the units are not verified")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for file in (*UNITS, *DEPLOY.glob("*.timer")):
        name = file.name.replace("@.", "@1.")
        told = file.read_text(encoding="utf-8").replace("/opt/gesta/bin/gesta", sys.executable)
        (tmp_path / name).write_text(told, encoding="utf-8")
    for file in sorted(tmp_path.iterdir()):
        checked = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", f"./{file.name}"], cwd=tmp_path, capture_output=True, text=True
        )
        faults = [line for line in checked.stderr.splitlines() if file.name in line]
        assert not faults, checked.stderr
