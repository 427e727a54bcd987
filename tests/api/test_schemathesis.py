"""The API keeps to its own OpenAPI document: schemathesis asks every operation for what it may answer, and may not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema
from tests.exported import filled
from tests.site import ADA

from gesta.api.bodies import told_as
from gesta.api.decisions import Decision
from gesta.api.described import FILTERED
from gesta.api.desk import Desk
from gesta.api.routes import ROUTERS
from gesta.cli.main import cli
from gesta.errors import UsageError
from gesta.store.store import Store
from gesta.web.app import create_app

ROUTES = {
    route.path_format: route for router in ROUTERS for route in router.routes
    if isinstance(route, APIRoute) and route.include_in_schema and "GET" in route.methods
}  # fmt: skip
ASKED = [
    (path, mode) for path, route in sorted(ROUTES.items()) for mode in GenerationMode
    if mode.is_positive or route.dependant.query_params or FILTERED in (route.openapi_extra or {})
]  # fmt: skip
"""Every operation, and with what cannot be meant those that take anything in the query string."""


def _boxes() -> st.SearchStrategy[str]:
    across, up = st.integers(-180, 180), st.integers(-90, 90)
    made = st.tuples(across, up, across, up).map(lambda box: (box[0], min(box[1::2]), box[2], max(box[1::2])))
    return made.map(lambda box: ",".join(map(str, box)))


def _moments() -> st.SearchStrategy[str]:
    days = st.dates().map(str)
    ends = st.tuples(days, days).map(lambda two: "/".join(sorted(two)))
    return st.one_of(days, ends, days.map(lambda day: f"{day}/.."), days.map(lambda day: f"/{day}"))


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenApiSchema]:
    """The document of a project with a release; what its formats mean is told by examples."""
    from click.testing import CliRunner

    path: Path = tmp_path_factory.mktemp("schema") / "iraq.db"
    filled(path)
    assert CliRunner().invoke(cli, ["release", str(path), "march"]).exit_code == 0
    with Store.open(path) as store:
        ids = [each.id for each in store.incidents()]
        reports = store.read_ids()
        cursors = [page.after for page in (store.page(limit=1), store.page(limit=2)) if page.after]
    schemathesis.openapi.format("cursor", st.sampled_from(cursors))
    for name, known in (("incident-id", ids), ("report-id", reports), ("release-name", ["march"])):
        schemathesis.openapi.format(name, st.sampled_from([*known, "none"]))
    schemathesis.openapi.format("bbox", _boxes())
    schemathesis.openapi.format("ogc-datetime", _moments())
    desk = Desk(str(path))
    app = create_app(desk, everybody=ADA, hosts=())
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    desk.close()


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_operation_answers_as_the_document_says(schema: OpenApiSchema, path: str, mode: GenerationMode) -> None:
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def asking(case: schemathesis.Case) -> None:
        case.call_and_validate()

    asking()


def test_every_operation_is_asked(schema: OpenApiSchema) -> None:
    document = schema.raw_schema
    assert sorted(path for path, methods in document["paths"].items() if "get" in methods) == sorted(ROUTES)
    assert document["openapi"].startswith("3.1")


@pytest.mark.parametrize("mode", GenerationMode)
def test_decisions_are_answered_as_the_document_says(schema: OpenApiSchema, mode: GenerationMode) -> None:
    """Of ids that nobody made the document cannot tell that they are none: those are refused, and not accepted."""

    @given(case=schema["/judgements.json"]["POST"].as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def asking(case: schemathesis.Case) -> None:
        answer = case.call()
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        assert answer.status_code < 500

    asking()


@pytest.mark.parametrize(("body", "good"), [
    ({}, False), ({"why": "so"}, False), ({"right": None}, False), ({"right": "inc_1", "wrong": "inc_1"}, False),
    ({"right": "inc_1", "answer": "yes"}, False), ({"question": "qst_1"}, False), ({"answer": "yes"}, False),
    ({"question": "qst_1", "answer": "0"}, False), ({"same": ["inc_1"]}, False),
    ({"right": "inc_1", "who": "me"}, False), ({"right": "inc_1"}, True),
    ({"right": "inc_1", "wrong": None, "answer": None}, True),
    ({"question": "qst_1", "answer": "9", "why": ""}, True), ({"same": ["inc_1", "inc_2"]}, True),
])  # fmt: skip
def test_the_document_and_the_code_mean_the_same_decisions(schema: OpenApiSchema, body: object, good: bool) -> None:
    document = schema.raw_schema
    asked = document["paths"]["/judgements.json"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert Draft202012Validator({**asked, "components": document["components"]}).is_valid(body) is good
    try:
        told_as(json.dumps(body).encode(), Decision).check()
    except UsageError:
        assert not good
    else:
        assert good
