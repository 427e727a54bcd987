"""The site: pages and data of one project."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from gesta.api import routes
from gesta.api.desk import Desk
from gesta.api.faults import tell_faults
from gesta.api.heads import Heads
from gesta.api.people import Person
from gesta.api.questions import Questions
from gesta.version import __version__
from gesta.web import pages
from gesta.web.guard import LOOPBACK, Guard
from gesta.web.render import fault_page
from gesta.web.signing import SignIn
from gesta.web.tries import Tries
from gesta.web.turns import Turns

_THREADS = 6
"""Requests that are worked on at a time: each has an open project of its own; more would only wait for each other."""
_STATIC = Path(__file__).parent / "static"


def create_app(desk: Desk, *, everybody: Person | None, hosts: Iterable[str] = LOOPBACK) -> FastAPI:
    """The site of the project; the desk is closed when the server stops.

    ``everybody``: who all who ask are, where nobody signs in; None where everybody must.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="Gesta", version=__version__, summary="An auditable record of incidents from news reports",
        openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan,
    )  # fmt: skip
    app.state.desk = desk
    app.state.questions = Questions(desk)
    app.state.tries = Tries()
    app.state.open_to_all = everybody is not None
    tell_faults(app, fault_page)
    for router in (*routes.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Turns)
    app.add_middleware(Heads)
    app.add_middleware(SignIn, everybody=everybody, page=fault_page, tries=app.state.tries)
    app.add_middleware(Guard, page=fault_page, hosts=tuple(hosts))
    return app
