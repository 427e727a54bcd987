"""The situation report as a page."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


def test_the_page_shows_the_filter_and_its_pictures(site: TestClient) -> None:
    page = site.get("/sitrep?country=IQ&title=Iraq")
    assert page.status_code == 200
    assert page.text.count("<h1>") == 1 and "<h1><bdi>Iraq</bdi></h1>" in page.text
    pictures = re.findall(r'<img src="([^"]+)"', page.text)
    assert pictures == ["/sitrep/map.svg?country=IQ", "/sitrep/time.svg?country=IQ"]
    for picture in pictures:
        drawn = site.get(picture)
        assert drawn.headers["content-type"] == "image/svg+xml" and b"<svg" in drawn.content
        assert drawn.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "style=" not in page.text and "<style" not in page.text
    assert site.get("/sitrep/style.css").headers["content-type"].startswith("text/css")


def test_every_incident_leads_to_its_page(site: TestClient) -> None:
    assert re.search(r'<a href="/incidents/inc_[0-9a-f]+">', site.get("/sitrep").text)


def test_the_form_keeps_the_filter(site: TestClient) -> None:
    page = site.get("/sitrep?type=bombing&min_killed=1&policy=majority").text
    assert '<input type="hidden" name="type" value="bombing">' in page
    assert '<input type="hidden" name="min_killed" value="1">' in page
    assert "<option selected>majority</option>" in page


def test_what_is_no_filter_or_policy_is_refused(site: TestClient) -> None:
    assert site.get("/sitrep?colour=red").status_code == 400
    assert site.get("/sitrep?policy=mine").status_code == 400
    assert site.get("/sitrep/map.svg?type=nothing").status_code == 400
