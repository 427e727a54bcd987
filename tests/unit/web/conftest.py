"""The site of an invented project."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.exported import filled
from tests.site import visiting

from gesta.cli.main import cli

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "reports"


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that no test may change."""
    path = tmp_path_factory.mktemp("site") / "iraq.db"
    filled(path)
    return path


@pytest.fixture(scope="session")
def site(stories: Path) -> Iterator[TestClient]:
    """A browser at the site of the stories, for tests that only look."""
    with visiting(stories) as client:
        yield client


@pytest.fixture
def own_stories(stories: Path, tmp_path: Path) -> Path:
    """A copy of the project for a test that changes it."""
    return Path(shutil.copy(stories, tmp_path / stories.name))


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the samples, read by the default reader and merged; no test may change it."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    for args in (("init", path), ("add", path, SAMPLES), ("run", path, "--jobs", "1")):
        done = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="session")
def samples(sampled: Path) -> Iterator[TestClient]:
    """A browser at the site of the samples, for tests that only look."""
    with visiting(sampled) as client:
        yield client
