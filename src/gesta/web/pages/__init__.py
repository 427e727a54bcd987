"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import coverage, incidents, sitrep, sources

ROUTERS: tuple[APIRouter, ...] = (incidents.router, sitrep.router, sources.router, coverage.router)
