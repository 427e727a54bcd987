"""Alerts as pages and forms."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient
from tests.site import visiting

from gesta.api.people import Person

FORM = {"query": "country=IQ", "how": "webhook", "target": "https://hook.example/in", "name": "Iraq <b>",
        "kinds": ["entered", "toll"], "first": "22:00", "last": "06:00", "zone": "Africa/Nairobi"}  # fmt: skip


def test_a_filter_is_watched_and_ended_by_forms(own_stories: Path) -> None:
    with visiting(own_stories) as site:
        new = site.get("/alerts/new?country=IQ")
        assert new.status_code == 200 and 'name="query" value="country=IQ"' in new.text
        assert '<a href="/incidents.atom?country=IQ">' in new.text and "style=" not in new.text
        added = site.post("/alerts", data=FORM)
        assert added.status_code == 200
        secret = re.search(r"<code>([0-9a-f]{64})</code>", added.text)
        assert secret is not None and "Iraq &lt;b&gt;" in added.text
        shown = site.get("/alerts").text
        assert secret[1] not in shown and "22:00-06:00, Africa/Nairobi" in shown and "entered, toll" in shown
        rule = re.search(r'action="(/alerts/alr_[0-9a-f]+/end)"', shown)
        assert rule is not None
        ended = site.post(rule[1])
        assert ended.status_code == 200 and "ended" in ended.text and rule[1] not in ended.text
        assert site.post("/alerts/alr_none/end").status_code == 404


def test_what_is_no_rule_is_refused(own_stories: Path) -> None:
    with visiting(own_stories) as site:
        for wrong in ({"how": "pigeon"}, {"target": "nowhere"}, {"kinds": []}, {"last": ""}, {"zone": "Mars"},
                      {"query": "colour=red"}, {"query": "type=no_such"}, {"kinds": ["all"]}):  # fmt: skip
            assert site.post("/alerts", data=FORM | wrong).status_code == 400, wrong
        assert "No alert yet." in site.get("/alerts").text
        assert site.post("/alerts", data=FORM, headers={"Origin": "https://evil.example"}).status_code == 403


def test_others_see_only_their_own_and_change_nothing(own_stories: Path) -> None:
    with visiting(own_stories) as site:
        site.post("/alerts", data=FORM)
    with visiting(own_stories, Person("bob", "reviewer")) as site:
        assert "No alert yet." in site.get("/alerts").text
        assert "Rules are made by an admin." in site.get("/alerts/new").text
        assert site.post("/alerts", data=FORM).status_code == 403


def test_the_page_of_no_rules(site: TestClient) -> None:
    assert site.get("/alerts").text.count("<h1>") == 1
