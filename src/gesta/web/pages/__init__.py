"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import about, incidents, releases

ROUTERS: tuple[APIRouter, ...] = (incidents.router, releases.router, about.router)
