"""What every test may use: the engine, the development data, quick readings of invented sentences."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.pipeline.reading import Engine, engine

settings.register_profile("gesta", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gesta")
"""No property is timed, and a run draws what the run before it drew: a busy machine changes no verdict."""

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def loaded() -> Engine:
    """The engine on embedded defaults, loaded once."""
    return engine()


@pytest.fixture(scope="session")
def read(loaded: Engine) -> Callable[..., Record]:
    """Reads a text as one report: ``read(text, published="2022-09-29")``."""
    return _reading(loaded)


@pytest.fixture(scope="session")
def read_by_rules() -> Callable[..., Record]:
    """The same by the patterns reader, for what the trained one may settle before a rule is asked."""
    return _reading(engine(reader="patterns"))


def _reading(loaded: Engine) -> Callable[..., Record]:
    def reading(text: str, published: str | None = None, media: str = "text") -> Record:
        identity = report_id(text.encode(), "test", None, published)
        return loaded.read(Report(identity, "test", media, text, published=published))  # type: ignore[arg-type]

    return reading


@pytest.fixture(scope="session")
def data() -> Path:
    """The development data; a test that needs it is skipped, and says so, where it is absent."""
    folder = Path(os.environ.get("GESTA_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"DEVELOPMENT DATA NOT FOUND at {folder}: set GESTA_DATA to run this test")
    return folder
