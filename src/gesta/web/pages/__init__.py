"""The pages."""

from fastapi import APIRouter

from gesta.web.pages import correct, decide, history, incidents, review, signing_in

ROUTERS: tuple[APIRouter, ...] = (
    incidents.router,
    review.router,
    decide.router,
    correct.router,
    history.router,
    signing_in.router,
)
