"""The routes that answer with data."""

from fastapi import APIRouter

from gesta.api.routes import decide, document, exports, feeds, incidents, project, reports

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    exports.router,
    feeds.router,
    reports.router,
    project.router,
    decide.router,
    project.health_router,
    document.router,
)
