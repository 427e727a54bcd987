"""The routes that answer with data."""

from fastapi import APIRouter

from gesta.api.routes import (
    decide,
    document,
    exports,
    features,
    feeds,
    incidents,
    project,
    queue,
    releases,
    reports,
    tiles,
    timeline,
)

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    exports.router,
    feeds.router,
    features.router,
    reports.router,
    project.router,
    decide.router,
    releases.router,
    project.health_router,
    queue.router,
    tiles.router,
    timeline.router,
    document.router,
)
