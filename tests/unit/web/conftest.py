"""The sites of an invented project and of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.site import own_stories, site, stories, visiting

from gesta.cli.main import cli

__all__ = ["own_stories", "sampled", "samples", "site", "stories"]

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "reports"


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
