"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import incidents, sitrep

ROUTERS: tuple[APIRouter, ...] = (incidents.router, sitrep.router)
