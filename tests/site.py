"""A served project for tests: the stories of ``exported`` as a site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from gesta.api.desk import Desk
from gesta.api.people import Person
from gesta.web.app import create_app

ADA = Person("ada", "admin")


@contextmanager
def visiting(project: Path, everybody: Person | None = ADA) -> Iterator[TestClient]:
    """A browser at the site of the project, where everybody is the person, or must sign in."""
    app = create_app(Desk(str(project)), everybody=everybody)
    with TestClient(app, base_url="http://localhost", headers={"Accept": "text/html"}) as client:
        yield client
