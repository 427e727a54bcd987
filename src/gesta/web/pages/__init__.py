"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import about, incident, incidents, releases, report

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    incident.router,
    report.router,
    releases.router,
    about.router,
)
