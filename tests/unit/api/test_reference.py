"""The page of the API names every address, and the names of the filter are those of the grammar."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from gesta.api.media import served
from gesta.api.parameters import filter_parameters
from gesta.codebook.load import load
from gesta.query.grammar import SEVERAL, SINGLE, parse
from gesta.query.names import NAMES

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")


def test_every_address_stands_on_the_page(site: TestClient) -> None:
    paths = site.get("/openapi.json").json()["paths"]
    for path in paths:
        stem = "/" + path.split("/")[1].partition(".")[0]
        if stem in ("/claims", "/evidence", "/actors", "/places", "/ogc"):
            assert f"`{stem}`" in PAGE, path
        elif stem == "/incidents" and "{" not in path:
            assert f"`{path.removeprefix('/incidents')}`" in PAGE or f"`{path}`" in PAGE, path
        elif stem in ("/incidents", "/reports", "/releases", "/sources", "/coverage", "/changes", "/health", "/queue"):
            assert path.rpartition(".")[0] in PAGE, path


def test_every_suffix_of_the_page_is_served() -> None:
    rows = re.findall(r"^\| `(\.[^`]*)` \| (\S+) \| \|(?: `([^`]*)` \| (\S+) \|)?", PAGE, re.MULTILINE)
    told = {(suffix, name) for row in rows for suffix, name in (row[:2], row[2:]) if suffix}
    assert told == {(suffix, form.name) for suffix, form in served()}


def test_the_names_of_the_filter_are_those_of_the_grammar() -> None:
    assert {each.name for each in NAMES} == {*SEVERAL, *SINGLE}
    assert {each.name for each in NAMES if each.several} == set(SEVERAL)
    for each in NAMES:
        parse([(each.name, each.example)])


@cache
def patterns(kind: str) -> list[str]:
    """The patterns of the document for the names of the kind."""
    by_name = {each.name: each.kind for each in NAMES}
    told = (each for each in filter_parameters(load()) if by_name[str(each["name"])] == kind)
    return [schema["anyOf"][0]["pattern"] for each in told if isinstance(schema := each["schema"], dict)]


@given(st.data())
def test_what_the_document_allows_is_taken(data: st.DataObject) -> None:
    for name, kind in (("near", "near"), ("since", "day")):
        value = data.draw(st.from_regex(re.compile(patterns(kind)[0], re.ASCII), fullmatch=True))
        parse([(name, value)])


@given(st.dates())
def test_every_day_is_one_by_the_document(day: object) -> None:
    text = str(day)
    assert bool(re.fullmatch(patterns("day")[0].strip("^$"), text)) == (text[0] != "0")
