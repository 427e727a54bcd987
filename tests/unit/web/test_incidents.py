"""The list and its filter."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi.testclient import TestClient
from lxml import html


def test_the_filter_says_itself_and_each_part_can_be_taken_away(site: TestClient) -> None:
    page = html.fromstring(site.get("/incidents?type=bombing&country=Iraq&min_killed=5").content)
    assert "bombing, in Iraq, at least 5 killed" in page.find(".//h1").text_content()
    chips = [
        (each.text_content().split(" ×")[0].strip(), each.find("a").get("href"))
        for each in page.cssselect(".chips .tag")
    ]
    assert chips == [
        ("bombing", "/incidents?country=IQ&min_killed=5"),
        ("in Iraq", "/incidents?type=bombing&min_killed=5"),
        ("at least 5 killed", "/incidents?type=bombing&country=IQ"),
    ]


def test_the_form_makes_the_same_filter_again(site: TestClient) -> None:
    asked = "type=bombing&country=IQ&realis=actual&since=2023-03&min_killed=1&min_sources=1&all=yes&text=market"
    form = html.fromstring(site.get(f"/incidents?{asked}").content).forms[0]
    again = site.get(form.action, params=form.form_values())
    assert again.status_code == 200
    told = [
        html.fromstring(page.content).find(".//h1").text_content() for page in (site.get(f"/incidents?{asked}"), again)
    ]
    assert told[0] == told[1]


def test_every_face_keeps_the_filter(site: TestClient) -> None:
    page = html.fromstring(site.get("/incidents?country=IQ").content)
    links = [each.get("href") for each in page.cssselect(".faces a")]
    assert links
    assert {urlsplit(each).query for each in links} == {"country=IQ"}


def test_nothing_found_is_said(site: TestClient) -> None:
    assert "No incident is so" in site.get("/incidents?country=NZ").text


def test_the_map_begins_where_the_incidents_are_in_the_readers_language(site: TestClient) -> None:
    page = html.fromstring(site.get("/map?country=IQ", headers={"Accept-Language": "ar-IQ,ar;q=0.9,en;q=0.8"}).content)
    shown = page.cssselect("gesta-map")[0]
    west, south, east, north = map(float, shown.get("bounds").split(","))
    assert west < 44.39 < east and south < 35.47 < north and east - west < 15
    assert shown.get("lang") == "ar"
    empty = html.fromstring(site.get("/map?country=NZ", headers={"Accept-Language": '"><script>'}).content)
    assert empty.cssselect("gesta-map")[0].get("bounds") is None
    assert empty.cssselect("gesta-map")[0].get("lang") == "en"
