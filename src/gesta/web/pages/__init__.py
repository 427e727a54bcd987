"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import (
    about,
    correct,
    decide,
    history,
    incident,
    incidents,
    releases,
    report,
    review,
    signing_in,
)

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    incident.router,
    report.router,
    review.router,
    decide.router,
    correct.router,
    history.router,
    releases.router,
    about.router,
    signing_in.router,
)
