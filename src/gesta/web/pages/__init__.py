"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import actors, alerts, coverage, incidents, places, sitrep, sources

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    actors.router,
    places.router,
    sources.router,
    coverage.router,
    sitrep.router,
    alerts.router,
)
