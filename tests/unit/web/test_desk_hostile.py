"""Pages of the desk under names and words that nobody should have typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.site import visiting

from gesta.model.documents import Report, report_id
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.store import Store

AT = "2023-04-02T00:00:00Z"
OUTLET = "<script>alert(1)</script>/../\u202ea&b?c#d"
TEXT = (
    "Bomb kills five in Kirkuk <img src=x onerror=alert(1)>\n\nA bomb exploded in Kirkuk, Iraq, on Wednesday, killing "
    "five people, the \u202e<b>police</b> said."
)
STRANGE = ("%00", "%ED%A0%80", "%F0%9F%92%A5", "%3Cscript%3E", "a" * 5000, "%E2%80%AE", "..%2F..%2Fetc%2Fpasswd")


@pytest.mark.parametrize("words", STRANGE)
@pytest.mark.parametrize("page", ["/actors?q=", "/places?q=", "/sources?q=", "/actors?country=", "/sitrep?title=",
                                  "/actors/", "/places/", "/sources/", "/alerts/new?text="])  # fmt: skip
def test_strange_words_do_no_harm(site: TestClient, page: str, words: str) -> None:
    answer = site.get(page + words)
    assert answer.status_code in (200, 400, 404)
    assert "<script>" not in answer.text.replace('<script type="module"', "") and "\u202e" not in answer.text


def test_a_hostile_outlet_and_report_are_only_words(own_stories: Path) -> None:
    with Store.open(own_stories) as store:
        identity = report_id(TEXT.encode(), "javascript:alert(1)", OUTLET, "2023-03-02")
        store.add_report(
            Report(identity, "javascript:alert(1)", "text", TEXT, outlet=OUTLET, published="2023-03-02"), AT
        )
        settings = Settings(reader="patterns")
        list(read_new(store, settings, 1, lambda: AT))
        settle(store, engine_of(settings).codebook, AT)
    with visiting(own_stories) as site:
        listed = site.get("/sources")
        path = next(each for each in listed.text.split('"') if each.startswith("/sources/%3Cscript"))
        for address in ("/sources", path, "/sitrep?country=IQ", "/coverage", "/actors", "/places"):
            page = site.get(address)
            assert page.status_code == 200, address
            assert "<script>alert" not in page.text and "<img src=x" not in page.text
            assert 'href="javascript' not in page.text and "\u202e" not in page.text
