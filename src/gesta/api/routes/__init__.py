"""The routes that answer with data."""

from fastapi import APIRouter

from gesta.api.routes import decide

ROUTERS: tuple[APIRouter, ...] = (decide.router,)
