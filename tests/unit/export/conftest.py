"""The project that the tests of the Python face have."""

from __future__ import annotations

from tests.unit.frames.conftest import project, story

__all__ = ["project", "story"]
