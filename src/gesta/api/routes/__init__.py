"""The routes that answer with data."""

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()
