"""One small project for every test of the Python face, and the same reports as ``gesta read`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import gesta
from gesta.cli.main import cli
from gesta.frames.project import Project

STORY = Path(__file__).resolve().parents[3] / "samples" / "reports" / "galkayo-minibus.jsonl"


def run(*args: str | Path) -> bytes:
    """What the command writes."""
    done = CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story of five outlets as a project, with the output of ``gesta read`` beside it."""
    path = tmp_path_factory.mktemp("frames") / "story.db"
    for args in (("init", path), ("add", path, STORY), ("run", path, "--jobs", "1")):
        run(*args)
    (path.parent / "read.jsonl").write_bytes(run("read", STORY, "--format", "jsonl"))
    return path


@pytest.fixture
def project(story: Path) -> Iterator[Project]:
    """The project, open."""
    with gesta.open(story) as opened:
        yield opened
