"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import incident, incidents, report

ROUTERS: tuple[APIRouter, ...] = (incidents.router, incident.router, report.router)
