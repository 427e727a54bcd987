"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import (
    about,
    actors,
    alerts,
    correct,
    coverage,
    decide,
    history,
    incident,
    incidents,
    places,
    releases,
    report,
    review,
    signing_in,
    sitrep,
    sources,
)

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    incident.router,
    report.router,
    review.router,
    decide.router,
    correct.router,
    history.router,
    actors.router,
    places.router,
    sources.router,
    coverage.router,
    sitrep.router,
    alerts.router,
    releases.router,
    about.router,
    signing_in.router,
)
