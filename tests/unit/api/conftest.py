"""The site of an invented project."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.exported import filled
from tests.site import visiting


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
