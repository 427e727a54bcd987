"""The routes that answer with data."""

from fastapi import APIRouter

from gesta.api.routes import tiles, timeline

ROUTERS: tuple[APIRouter, ...] = (tiles.router, timeline.router)
