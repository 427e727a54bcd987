"""A real Chromium at the served stories. Skipped, loudly, where there is no Chromium or the front end was not built."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.site import ADA, own_stories, stories

import gesta.web
from gesta.api.desk import Desk
from gesta.web.app import create_app

__all__ = ["address", "browser", "own_address", "own_stories", "page", "stories"]

_PATIENCE = 60_000
"""Milliseconds that anything may take before it has failed: a busy machine changes no verdict."""
expect.set_options(timeout=_PATIENCE)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BUILT = Path(gesta.web.__file__).parent / "static" / "built" / "gesta.js"


@contextmanager
def served(project: Path) -> Iterator[str]:
    """The address of a server of the project, on a port of its own."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(Desk(str(project)), everybody=ADA), port=0, log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or another one on the PATH; gone after each file, since its loop keeps others from running."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("NO CHROMIUM ON THE PATH: the site was not looked at in a browser")
    if not _BUILT.is_file():
        pytest.skip("THE FRONT END IS NOT BUILT (make frontend): the site was not looked at in a browser")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def address(stories: Path) -> Iterator[str]:
    """Where the stories are served, for tests that only look."""
    with served(stories) as at:
        yield at


@pytest.fixture
def own_address(own_stories: Path) -> Iterator[str]:
    """Where a copy of the stories is served, for a test that changes it."""
    with served(own_stories) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window; whatever the page logs as an error, and every refusal of the policy, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.set_default_timeout(_PATIENCE)
    errors: list[str] = []
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda fault: errors.append(str(fault)))
    yield made
    context.close()
    assert not errors
