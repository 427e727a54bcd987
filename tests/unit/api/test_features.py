"""OGC API Features, opened by a real client: GDAL, by way of pyogrio."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pyogrio
import pytest
from fastapi.testclient import TestClient

from gesta.api.regions import read_box, within
from gesta.errors import UsageError
from gesta.model.filters import EVERYTHING, Filter
from gesta.store.boxes import Box
from gesta.store.store import Store

ITEMS = "/ogc/collections/incidents/items"


@pytest.fixture(scope="module")
def address(stories: Path) -> Iterator[str]:
    """A server of the stories, in a process of its own: GDAL keeps this one's threads waiting while it reads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gesta.cli.main", "serve", str(stories), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/health.json", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server stopped"
        with suppress(httpx.TransportError):
            httpx.get(address)
            return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


def test_gdal_opens_the_incidents_as_a_layer(address: str, stories: Path) -> None:
    assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{address}/ogc")] == ["incidents"]
    found = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer="incidents")
    with Store.open(stories) as store:
        wanted = {each.id: each for each in store.incidents(Filter(shown_only=True))}
    assert set(found["id"]) == set(wanted)
    for row in found.itertuples():
        where = wanted[row.id].where
        if row.geometry is not None:
            assert (row.geometry.x, row.geometry.y) == (where.lon, where.lat)
            assert where.level not in ("admin1", "country", "region")


def test_gdal_asks_for_a_box(address: str) -> None:
    found = pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer="incidents", bbox=(43.0, 34.5, 45.0, 36.0))
    assert len(found) > 0
    assert all(43 <= each.x <= 45 and 34.5 <= each.y <= 36 for each in found.geometry)


def test_pages_follow_each_other(site: TestClient) -> None:
    whole = site.get(f"{ITEMS}?all=yes").json()
    address: str | None = f"{ITEMS}?all=yes&limit=1"
    features = []
    while address:
        page = site.get(address).json()
        assert page["numberReturned"] == len(page["features"]) == 1
        features.extend(page["features"])
        address = next((each["href"] for each in page["links"] if each["rel"] == "next"), None)
    assert features == whole["features"] and len(features) > 2


def test_features_are_those_of_the_export(site: TestClient) -> None:
    exported = {each["id"]: each for each in site.get("/incidents.geojson").json()["features"]}
    assert {each["id"]: each for each in site.get(ITEMS).json()["features"]} == exported
    for id, feature in exported.items():
        alone = site.get(f"{ITEMS}/{id}").json()
        assert {link["rel"] for link in alone.pop("links")} == {"self", "collection"}
        assert alone == feature


def test_every_link_of_the_landing_page_leads_somewhere(site: TestClient) -> None:
    waiting, seen = ["http://localhost/ogc"], set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = site.get(address, headers={"Accept": "application/geo+json, application/json"})
        assert answer.status_code == 200, address
        if "/ogc" in address:
            told = json.dumps(answer.json()).split('"href": "')[1:]
            waiting.extend({each.partition('"')[0] for each in told} - seen)
    assert any(each.endswith("/items") for each in seen)
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in site.get("/ogc/conformance").text


@pytest.mark.parametrize("query", ["bbox=1,2", "bbox=1,50,2,40", "bbox=a,b,c,d", "bbox=1,2,3,95", "bbox=nan,1,2,3",
                                   "datetime=yesterday", "datetime=../..", "datetime=2023-03-02/2023-03-01",
                                   "datetime=2023-13-01", "limit=0", "colour=red"])  # fmt: skip
def test_what_cannot_be_meant_is_refused(site: TestClient, query: str) -> None:
    answer = site.get(f"{ITEMS}?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_limit_above_the_most_is_no_fault(site: TestClient) -> None:
    assert site.get(f"{ITEMS}?limit=100000").status_code == 200


def test_boxes(stories: Path) -> None:
    assert read_box("43,34,45,36") == read_box("43,34,0,45,36,900") == Box(43, 34, 45, 36)
    with Store.open(stories) as store:
        every = [each for each in store.incidents() if each.where.lat is not None]
        around = store.page_in_box(EVERYTHING, Box(170, -90, 169, 90), None, 1000)
        whole = store.page_in_box(EVERYTHING, Box(-180, -90, 180, 90), None, 1000)
    known = {each.id for each in every if each.where.level not in ("admin1", "country", "region")}
    assert set(around.ids) == set(whole.ids) == known and known


@pytest.mark.parametrize(
    ("told", "since", "until"),
    [
        ("2023-03-01", "2023-03-01", "2023-03-01"), ("2023-03-01T10:00:00Z/..", "2023-03-01", None),
        ("/2023-03-09", None, "2023-03-09"), ("2023-03-01/2023-03-09", "2023-03-01", "2023-03-09"),
    ],
)  # fmt: skip
def test_moments(told: str, since: str | None, until: str | None) -> None:
    assert within(EVERYTHING, told) == Filter(since=since, until=until)
    narrow = within(Filter(since="2023-03-05", until="2023-03-05"), told)
    assert narrow.since == max("2023-03-05", since or "") and narrow.until == min("2023-03-05", until or "9")


def test_a_moment_that_never_ends_is_refused() -> None:
    with pytest.raises(UsageError, match="one end"):
        within(EVERYTHING, "../..")
