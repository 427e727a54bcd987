"""A filter as a feed."""

from __future__ import annotations

from fastapi.testclient import TestClient
from lxml import etree
from pytest import MonkeyPatch

from gesta.api.routes import feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def links(element: etree._Element) -> dict[str, str]:
    return {each.get("rel"): each.get("href") for each in element.findall(f"{ATOM}link") if each.get("rel") != "via"}


def test_a_feed_of_atom_says_where_it_stands(site: TestClient) -> None:
    feed = etree.fromstring(site.get("/incidents.atom?type=bombing&country=Iraq").content)
    assert links(feed) == {
        "self": "http://localhost/incidents.atom?type=bombing&country=IQ",
        "alternate": "http://localhost/incidents?type=bombing&country=IQ",
    }
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        page = links(entry)["alternate"]
        assert site.get(f"{page}.json").status_code == 200


def test_pages_of_a_feed_follow_each_other(site: TestClient, monkeypatch: MonkeyPatch) -> None:
    whole = site.get("/incidents.feed.json").json()
    monkeypatch.setattr(feeds, "_ON_A_PAGE", 1)
    address: str | None = "/incidents.feed.json"
    items: list[object] = []
    while address:
        page = site.get(address).json()
        assert page["feed_url"].endswith(address)
        assert page["home_page_url"] == "http://localhost/incidents"
        items.extend(page["items"])
        address = page.get("next_url")
    assert items == whole["items"] and len(items) > 1
    feed = etree.fromstring(site.get("/incidents.atom").content)
    further = links(feed)["next"]
    assert links(etree.fromstring(site.get(further).content))["self"] == further


def test_items_lead_to_their_pages(site: TestClient) -> None:
    for item in site.get("/incidents.feed.json").json()["items"]:
        assert item["url"] == f"http://localhost/incidents/{item['_gesta']['incident']}"
