"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import incidents, review, signing_in

ROUTERS: tuple[APIRouter, ...] = (incidents.router, review.router, signing_in.router)
