"""Actors and places as pages."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


def test_the_actors_told_stand_with_their_incidents(site: TestClient) -> None:
    page = site.get("/actors")
    assert page.status_code == 200 and page.text.count("<h1>") == 1
    assert "Shabaab" in page.text and "Names that mean no known actor" in page.text
    assert "style=" not in page.text


def test_a_name_is_looked_up_in_the_knowledge_base_too(site: TestClient) -> None:
    page = site.get("/actors?q=Hezbollah").text
    assert "Also called so, and in no incident" in page
    assert "No such" not in page and site.get("/actors?kind=wizards").status_code == 400


def test_kinds_and_countries_narrow(site: TestClient) -> None:
    page = site.get("/actors?kind=media").text
    assert "0 actors of the knowledge base" in page


def test_an_actor_has_names_ties_and_the_incidents_of_its_list(site: TestClient) -> None:
    found = re.search(r'href="(/actors/[^"?]+)"><bdi>[^<]*Shabaab', site.get("/actors").text)
    assert found is not None
    page = site.get(found[1])
    assert page.status_code == 200
    number = re.search(r"<p>(\d+) incidents? listed: <a href=\"([^\"]+)\"", page.text)
    assert number is not None
    listed = site.get(number[2].replace("&amp;", "&")).text
    assert f"<h1>{number[1]} incident" in listed
    assert "In which role" in page.text and "Told of with" in page.text


def test_a_person_has_offices_and_a_national_body_is_known_by_rule(site: TestClient) -> None:
    body = site.get("/actors/td.military")
    assert body.status_code == 200 and "Chad" in body.text


def test_an_actor_that_is_not_known_is_told_with_what_is_near(site: TestClient) -> None:
    missing = site.get("/actors/hezbolah")
    assert missing.status_code == 404 and "the knowledge base has no actor hezbolah; did you mean" in missing.text
    assert site.get("/actors/%3Cscript%3E").status_code == 404


def test_countries_provinces_and_places_lead_to_each_other(site: TestClient) -> None:
    page = site.get("/places").text
    assert '<a href="/places?country=IQ"><bdi>Iraq</bdi></a>' in page
    inside = site.get("/places?country=Iraq").text
    province = re.search(r'href="(/places\?country=IQ&amp;admin1=[^"]+)"', inside)
    assert province is not None
    assert site.get(province[1].replace("&amp;", "&")).status_code == 200
    assert site.get("/places?country=Nowhere").status_code == 400
    assert site.get("/places?admin1=Kirkuk").status_code == 400


def test_a_place_has_its_facts_and_the_incidents_of_its_list(site: TestClient) -> None:
    found = re.search(r'href="(/places/[^"?]+)"><bdi>Kirkuk', site.get("/places").text)
    assert found is not None
    page = site.get(found[1].replace("&amp;", "&"))
    assert page.status_code == 200 and "WGS 84" in page.text and "CC BY 4.0" in page.text
    number = re.search(r"<p>(\d+) incidents? listed: <a href=\"([^\"]+)\"", page.text)
    assert number is not None and int(number[1]) >= 1
    assert f"<h1>{number[1]} incident" in site.get(number[2].replace("&amp;", "&")).text


def test_a_country_is_a_place(site: TestClient) -> None:
    page = site.get("/places/iso:IQ").text
    assert "Incidents anywhere in it." in page and "country=IQ" in page


def test_a_name_is_looked_up(site: TestClient) -> None:
    page = site.get("/places?q=Tripoli").text
    assert page.count("Libya") >= 1 and "Lebanon" in page
    assert "No place of the gazetteer." in site.get("/places?q=Qqqqqq").text


def test_a_place_that_is_not_there_is_told_with_what_is_near(site: TestClient) -> None:
    missing = site.get("/places/Kirkuk")
    assert missing.status_code == 404 and "did you mean" in missing.text and "(Kirkuk)" in missing.text
    assert site.get("/places/geonames:99999999999999999999").status_code == 404
