"""The page of one report: its text as it is, marked, and nothing of it more than text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tests.exported import record_of
from tests.site import visiting

from gesta.frames.marks import all_marks
from gesta.model.documents import Report, report_id
from gesta.model.plain import harmless
from gesta.model.terms import ReportId
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.records import Reading
from gesta.store.store import Store
from gesta.web.views.links import TEXT, incident_page, report_page
from gesta.web.views.text import part

AT = "2023-04-01T00:00:00Z"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = (
    f"Bomb kills five in Kirkuk {SCRIPT}\n\nA bomb exploded in Kirkuk, Iraq, on Wednesday, killing five people, "
    f"police {SCRIPT} said. \u202etxet tfel\u202c \u2066isolated\u2069 a\x00b \x1b[31mred {{{{ 7*7 }}}} {{% raw %}}"
)
ARABIC = "انفجار في كركوك\n\nقتل خمسة أشخاص في انفجار قنبلة في سوق بمدينة كركوك في العراق يوم الأربعاء، وفقا للشرطة."
WORD = "x" * 10_000_000
SENTENCE = "A bomb exploded in Kirkuk on Wednesday, killing people. "
LONG = SENTENCE * 2000
READ = {"hostile": HOSTILE, "arabic": ARABIC, "empty": "", "lines": "\n" * 50_000 + "End."}
MADE = {"word": WORD, "long": LONG}
"""Texts whose reading would take minutes stand with a reading made by hand."""


def report_of(name: str, text: str) -> Report:
    source = {"hostile": "javascript:alert(3)"}.get(name, f"https://news.example/{name}")
    identity = report_id(text.encode(), source, SCRIPT, "2023-03-02")
    return Report(identity, source, "text", text, outlet=SCRIPT, published="2023-03-02", row_id=name)


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of reports that mean harm, or are not as reports are."""
    path = tmp_path_factory.mktemp("strange") / "strange.db"
    with Store.create(path) as store:
        for name, text in READ.items():
            store.add_report(report_of(name, text), AT)
        chosen = Settings(reader="patterns")
        assert len(list(read_new(store, chosen, 1, lambda: AT))) == len(READ)
        settle(store, engine_of(chosen).codebook, AT)
        for name, text in MADE.items():
            report = report_of(name, text)
            store.add_report(report, AT)
            places = range(0, len(text), len(SENTENCE)) if name == "long" else ()
            told = record_of(text, [(place + 7, place + 15, "bombing") for place in places],
                             [(place + 48, place + 54) for place in places])  # fmt: skip
            made = msgspec.structs.replace(told, report=msgspec.structs.replace(told.report, id=report.id))
            store.save_reading(Reading(report.id, "by hand", made, AT, (), ()))
    return path


@pytest.fixture(scope="module")
def client(strange: Path) -> Iterator[TestClient]:
    with visiting(strange) as found:
        yield found


def page(client: TestClient, name: str, start: int = 0) -> html.HtmlElement:
    answer = client.get(f"/reports/{name}", params={"from": start} if start else None)
    if answer.history and start:
        answer = client.get(answer.url.path, params={"from": start})
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def text_of(shown: html.HtmlElement) -> str:
    """The report's words as the page has them."""
    return "\n".join(
        "".join(run.text_content() for run in block.xpath("./span | ./mark | ./a"))
        for block in shown.xpath("//section[@class='text']/p")
    )


def test_scripts_are_words(client: TestClient) -> None:
    shown = page(client, "hostile")
    assert not shown.xpath("//script[not(@src)] | //img | //iframe | //*[@style] | //@onerror | //@onclick")
    assert SCRIPT in text_of(shown)
    assert "{{ 7*7 }}" in text_of(shown)
    assert not [link for link in shown.xpath("//@href") if not link.startswith(("/", "#", "https://", "http://"))]


def test_scripts_are_words_on_the_pages_of_incidents_too(client: TestClient, strange: Path) -> None:
    with Store.open(strange) as store:
        incidents = list(store.incidents())
    assert incidents
    for incident in incidents:
        answer = client.get(incident_page(incident.id))
        assert answer.status_code == 200
        shown = html.document_fromstring(answer.text)
        assert not shown.xpath("//script[not(@src)] | //img | //iframe | //*[@style] | //@onerror | //@onclick")
        assert SCRIPT in shown.text_content()
        assert not set("\u202e\u202c\u2066\u2069\x00\x1b") & set(answer.text)
        assert not [link for link in shown.xpath("//@href") if not link.startswith(("/", "#", "https://", "http://"))]


def test_signs_that_turn_or_hide_text_are_shown_as_replaced(client: TestClient) -> None:
    answer = client.get("/reports/hostile")
    assert not set("\u202e\u202c\u2066\u2069\x00\x1b") & set(answer.text)
    assert "a\ufffdb" in answer.text


def test_every_word_of_the_text_stands_there_with_its_place(client: TestClient, strange: Path) -> None:
    with Store.open(strange) as store:
        record = store.record(store.find_reports("hostile")[0])
    shown, text = page(client, "hostile"), record.document.text
    for run in shown.xpath("//section[@class='text']//*[@data-start and not(self::p)]"):
        start, words = int(run.get("data-start")), run.text_content()
        assert words == "\n".join(map(harmless, text[start : start + len(words)].split("\n")))
    assert len(text_of(shown).replace("\n", "")) == len(text.replace("\n", ""))


def test_text_from_right_to_left_finds_its_own_direction(client: TestClient) -> None:
    blocks = page(client, "arabic").xpath("//section[@class='text']/p")
    assert blocks
    assert all(block.get("dir") == "auto" for block in blocks)
    assert "كركوك" in blocks[0].text_content()


@pytest.mark.parametrize("name", ["word", "long", "lines"])
def test_a_page_is_bounded_and_quick(client: TestClient, name: str) -> None:
    address = client.get(f"/reports/{name}").url.path
    begun = time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - begun
    assert len(answer.content) < 1_000_000
    assert took < 2, "the rule is 0.3 s; a busy machine is given more"


def test_a_long_text_is_shown_part_by_part(client: TestClient) -> None:
    first = page(client, "word")
    (parts, _) = first.xpath("//nav[@class='parts']")
    assert "10,000,000" in parts.text_content()
    assert len(text_of(first)) == TEXT
    (after,) = parts.xpath(".//a/@href")
    assert after.endswith(f"?from={TEXT}")
    last = page(client, "word", len(WORD) - 10)
    assert text_of(last) == "x" * 10
    assert page(client, "word", 10**11).xpath("//nav[@class='parts']")


@pytest.mark.parametrize("given", ["-1", "x", "1.5", "²", "9" * 40])
def test_a_start_that_is_no_number_is_refused(client: TestClient, given: str) -> None:
    address = client.get("/reports/word").url.path
    assert client.get(address, params={"from": given}).status_code == 400


@settings(max_examples=40)
@given(start=st.integers(0, 120_000))
def test_the_parts_of_a_text_are_the_text(strange: Path, start: int) -> None:
    with Store.open(strange) as store:
        record = store.record(store.find_reports("long")[0])
    shown = part(record, start, {})
    text = record.document.text[shown.first : shown.last]
    found = "".join(run.text for each in shown.paragraphs for run in each.runs)
    assert found.replace("\n", "") == text.replace("\n", "")
    anchors = [run.anchor for each in shown.paragraphs for run in each.runs if run.anchor]
    assert len(anchors) == len(set(anchors))
    begun = {f"s{mark.start}" for mark in all_marks(record) if shown.first <= mark.start < shown.last}
    assert begun <= set(anchors)


def test_marks_are_links_with_what_they_tell(site: TestClient, stories: Path) -> None:
    with Store.open(stories) as store:
        report = store.find_reports("https://wire.example/kirkuk?a=1&b=2")[0]
    shown = html.document_fromstring(site.get(report_page(report)).text)
    marks = {mark.text_content(): mark for mark in shown.xpath("//section[@class='text']//mark")}
    for word, kind, told in (
        ("exploded", "act", "Bombing"), ("Wednesday", "when", "Wednesday 1 March 2023"), ("police", "said", "police"),
    ):  # fmt: skip
        assert marks[word].get("class") == kind
        link = marks[word].getparent()
        assert link.tag == "a" and link.get("href") and told in link.get("title")
    assert {"act", "toll", "who", "where", "when", "weapon", "said", "other"} <= set(
        shown.xpath("//details[@class='legend']//mark/@class")
    )
    assert not shown.xpath("//section[@class='text']//a//a")


def test_furniture_says_why_nothing_is_read_from_it(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        report = store.find_reports(next(each for each in _sources(store) if each.endswith("tripoli-mortars.html")))[0]
    shown = html.document_fromstring(samples.get(report_page(report)).text)
    furniture = shown.xpath("//section[@class='text']/p[@class='furniture']")
    assert furniture
    assert all("left out: " in block.find("small").text_content() for block in furniture)


def _sources(store: Store) -> list[str]:
    return [store.record(each).report.source for each in store.read_ids()]


def test_where_it_comes_from_is_told(site: TestClient, stories: Path) -> None:
    with Store.open(stories) as store:
        wire, leaflet = (store.find_reports(each)[0] for each in ("https://wire.example/mogadishu", "notes.txt"))
    shown = html.document_fromstring(site.get(report_page(wire)).text)
    (link,) = shown.xpath("//dl//a")
    assert link.get("href") == "https://wire.example/mogadishu"
    assert link.get("rel") == "noopener noreferrer nofollow"
    assert "5 March 2023 (given)" in shown.text_content()
    told = html.document_fromstring(site.get(report_page(leaflet)).text)
    assert "publication date unknown" in told.text_content()
    assert not told.xpath("//dl//a")


def test_the_beginning_of_an_id_leads_to_the_report(site: TestClient, stories: Path) -> None:
    with Store.open(stories) as store:
        report = store.find_reports("notes.txt")[0]
    led = site.get(f"/reports/{report[:20]}", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (301, f"/reports/{report}")
    assert site.get("/reports/sha256:" + "0" * 64).status_code == 404
    assert site.get("/reports/" + quote(SCRIPT, safe="")).status_code == 404
    assert report_page(ReportId("a/b?c")) == "/reports/a%2Fb%3Fc"
