"""Tiles and the timeline over HTTP."""

from __future__ import annotations

import mapbox_vector_tile
import pytest
from fastapi.testclient import TestClient

from gesta.api.tiles import MEDIA_TYPE


def test_a_tile_is_served_and_not_sent_twice(site: TestClient) -> None:
    answer = site.get("/tiles/0/0/0.mvt")
    assert answer.status_code == 200 and answer.headers["content-type"] == MEDIA_TYPE
    layers = mapbox_vector_tile.decode(answer.content)
    assert set(layers) <= {"clusters", "incidents", "areas"} and layers
    again = site.get("/tiles/0/0/0.mvt", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == answer.headers["etag"]
    assert site.get("/tiles/0/0/0.mvt", headers={"If-None-Match": '"other"'}).content == answer.content
    assert site.get("/tiles/0/0/0.mvt?country=FJ").content == b""


@pytest.mark.parametrize("path", ["/tiles/0/1/0.mvt", "/tiles/15/0/0.mvt", "/tiles/-1/0/0.mvt", "/tiles/a/0/0.mvt",
                                  "/tiles/1/0/9999999999999999999999.mvt", "/tiles/0/0/0.png"])  # fmt: skip
def test_there_is_no_other_tile(site: TestClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/tiles/0/0/0.mvt", "/timeline.json"])
def test_a_bad_filter_is_told(site: TestClient, path: str) -> None:
    for query in ("colour=red", "type=bombin", "since=yesterday"):
        answer = site.get(f"{path}?{query}")
        assert answer.status_code == 400 and answer.headers["content-type"] == "application/problem+json"


def test_the_timeline_is_served_and_not_sent_twice(site: TestClient) -> None:
    answer = site.get("/timeline.json?all=yes")
    told = answer.json()
    assert answer.status_code == 200
    assert set(told) == {"unit", "groups", "bars", "vague", "longer", "undated", "earlier", "later", "total"}
    whole = sum(sum(bar["counts"]) for bar in told["bars"]) + sum(span["count"] for span in told["vague"])
    assert whole + told["longer"] + told["undated"] + told["earlier"] + told["later"] == told["total"] > 0
    again = site.get("/timeline.json?all=yes", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
