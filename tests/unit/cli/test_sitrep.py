"""``gesta sitrep`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.exported import filled

from gesta.cli.main import cli
from gesta.errors import GestaError


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "iraq.db"
    filled(path)
    return path


def sitrep(*args: str | Path) -> Result:
    done = CliRunner().invoke(cli, ["sitrep", *map(str, args)])
    if done.exception is not None and not isinstance(done.exception, SystemExit | GestaError):
        raise done.exception
    return done


def test_one_file_holds_everything(project: Path) -> None:
    target = project.with_name("briefing.html")
    done = sitrep(project, "--country", "Iraq", "--to", target, "--title", "Iraq in March")
    assert done.exit_code == 0 and done.stdout == ""
    assert "incidents of iraq.db: in Iraq" in done.stderr
    page = target.read_text(encoding="utf-8")
    assert "<h1><bdi>Iraq in March</bdi></h1>" in page
    assert page.count('<img src="data:image/svg+xml;base64,') == 2
    assert "<script" not in page and "<link" not in page and 'src="http' not in page
    assert sitrep(project, "--country", "Iraq", "--title", "Iraq in March").stdout == page


def test_the_day_of_making_is_told_where_it_is_asked_for(project: Path) -> None:
    assert "Made on 20" in sitrep(project, "--dated").stdout


def test_another_ending_is_refused(project: Path) -> None:
    done = sitrep(project, "--to", "briefing.docx")
    assert isinstance(done.exception, GestaError) and "written as .html or .pdf" in str(done.exception)
