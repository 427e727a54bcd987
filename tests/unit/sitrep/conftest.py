"""The invented project of ``tests.exported``, open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.exported import filled

from gesta.store.store import Store


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's file, which no test may change."""
    made = tmp_path_factory.mktemp("sitrep") / "iraq.db"
    filled(made)
    return made


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The project, to be read."""
    with Store.open(path) as opened:
        yield opened
