"""The page of versions and licences."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from gesta.version import __version__


def test_it_says_what_serves_and_where_data_is(site: TestClient) -> None:
    page = site.get("/about").text
    assert __version__ in page and "GeoNames" in page
    for address in re.findall(r'href="(/[^"]*)"', page.partition("<main")[2]):
        assert site.get(address, headers={"Accept": "*/*"}).status_code == 200, address
