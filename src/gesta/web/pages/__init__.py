"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import incidents

ROUTERS: tuple[APIRouter, ...] = (incidents.router,)
