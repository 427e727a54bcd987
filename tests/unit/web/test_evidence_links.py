"""Every word that a claim stands on can be followed from the incident to the report, and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html

from gesta.model.merged import MergedIncident
from gesta.store.store import Store
from gesta.web.views.links import incident_page, report_page


class Site:
    """Pages as trees, each fetched once."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.page = cache(self._page)

    def _page(self, address: str) -> html.HtmlElement:
        answer = self._client.get(address)
        assert answer.status_code == 200, address
        return html.document_fromstring(answer.text)

    @cache  # noqa: B019
    def ids(self, address: str) -> frozenset[str]:
        found = self.page(address).xpath("//@id")
        assert len(found) == len(set(found)), f"an id stands twice on {address}"
        return frozenset(map(str, found))

    @cache  # noqa: B019
    def links(self, address: str) -> frozenset[str]:
        return frozenset(map(str, self.page(address).xpath("//main//a/@href")))


def quotes(incident: MergedIncident) -> Iterator[str]:
    for claim in incident.claims:
        for quote in claim.evidence:
            assert quote.report is not None
            yield report_page(quote.report, quote.start)


@pytest.mark.parametrize("project", ["stories", "sampled"])
def test_every_evidence_can_be_followed(project: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(project)
    client: TestClient = request.getfixturevalue({"stories": "site", "sampled": "samples"}[project])
    site, followed = Site(client), 0
    with Store.open(path) as store:
        incidents = list(store.incidents())
    for incident in incidents:
        here = site.links(incident_page(incident.id))
        for address in quotes(incident):
            assert address in here, f"{incident.id} does not lead to {address}"
            page, _, anchor = address.partition("#")
            assert anchor in site.ids(page), f"{page} has no {anchor}"
            followed += 1
    assert followed > (20 if project == "stories" else 1000)


def test_every_link_inside_leads_to_a_place_that_is_there(samples: TestClient, sampled: Path) -> None:
    """Of the incident and report pages to one another and to themselves; other pages are other tests' business."""
    site = Site(samples)
    with Store.open(sampled) as store:
        incidents = list(store.incidents())
    reports = {report.id for incident in incidents for report in incident.reports}
    for address in (*(incident_page(each.id) for each in incidents), *map(report_page, sorted(reports))):
        for link in site.links(address):
            parts = urlsplit(link)
            page = parts.path or address
            last = page.rpartition("/")[2]
            if page.startswith(("/incidents/inc_", "/reports/sha256")) and "." not in last and parts.fragment:
                whole = f"{page}?{parts.query}" if parts.query else page
                assert parts.fragment in site.ids(whole), f"{address} leads to {link}"


def test_report_and_incident_lead_to_one_another(samples: TestClient, sampled: Path) -> None:
    site = Site(samples)
    with Store.open(sampled) as store:
        incidents = list(store.incidents())
    for incident in incidents:
        for report in incident.reports:
            assert report_page(report.id) in site.links(incident_page(incident.id))
            assert incident_page(incident.id) in site.links(report_page(report.id))
