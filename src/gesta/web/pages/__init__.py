"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import incidents, signing_in

ROUTERS: tuple[APIRouter, ...] = (incidents.router, signing_in.router)
