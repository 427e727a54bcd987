"""The stories of ``exported`` as a site. Each ``conftest`` names those of the fixtures that its tests use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.exported import filled

from gesta.api.desk import Desk
from gesta.api.people import Person
from gesta.web.app import create_app

ADA = Person("ada", "admin")


@contextmanager
def visiting(project: Path | str, everybody: Person | None = ADA) -> Iterator[TestClient]:
    """A browser at the site of the project, where everybody is the person, or must sign in."""
    app = create_app(Desk(str(project)), everybody=everybody)
    with TestClient(app, base_url="http://localhost", headers={"Accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that no test may change."""
    path = tmp_path_factory.mktemp("site") / "iraq.db"
    filled(path)
    return path


@pytest.fixture
def own_stories(stories: Path, tmp_path: Path) -> Path:
    """A copy of the project for a test that changes it."""
    return Path(shutil.copy(stories, tmp_path / stories.name))


@pytest.fixture(scope="session")
def site(stories: Path) -> Iterator[TestClient]:
    """A browser at the site of the stories, for tests that only look."""
    with visiting(stories) as client:
        yield client
