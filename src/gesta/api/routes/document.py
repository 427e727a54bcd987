"""The OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI, Request, Response

from gesta.api.answers import JSON, DataRoute, json_answer
from gesta.api.asking import desk_of
from gesta.api.openapi import document
from gesta.api.people import needs

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The document, made once."""
    app: FastAPI = request.app
    if app.openapi_schema is None:
        from gesta.api.routes import ROUTERS

        routes = tuple(route for each in ROUTERS for route in each.routes)
        app.openapi_schema = document(app, routes, desk_of(request), open_to_all=app.state.open_to_all)
    return json_answer(app.openapi_schema, JSON)
