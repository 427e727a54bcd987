"""Web pages to documents: article, metadata, and pages made to break a parser."""

from __future__ import annotations

import time

import pytest

from gesta.model.documents import Document, Report
from gesta.model.terms import ReportId
from gesta.text import document

ARTICLE = """<article><h1>Five killed in market blast</h1><p class="byline">By Amina Warsame</p>
<p>KISMAYO (CH) — Five people were killed on Tuesday when a roadside bomb went off near a market, police said.</p>
<p>"We heard a loud bang and then people were running," said Halima Nur, 34, who sells vegetables there.</p>
<p>No group has said it carried out the attack. The port was closed for several hours on Tuesday.</p></article>"""

_HANGS = 60.0
"""Seconds after which a page hangs, on a busy machine too; such pages take one to three."""


def page(head: str = "", body: str = ARTICLE) -> Document:
    markup = f"<!doctype html><html lang='en'><head><title>Five killed | Coast Herald</title>{head}</head><body>{body}"
    return document(Report(ReportId("sha256:0"), "http://coast.example/1", "html", markup + "</body></html>"))


def test_the_article_is_taken_and_the_page_is_not() -> None:
    found = page(body=f"<nav><a href='/'>Home</a></nav>{ARTICLE}<footer>© 2021 Coast Herald</footer>")
    assert found.title == "Five killed in market blast"
    assert found.text.startswith("Five killed in market blast")
    assert "Home" not in found.text
    assert [block.kind for block in found.blocks][:1] == ["headline"]
    assert "KISMAYO (CH) —" in [found.text[b.start : b.end] for b in found.blocks if b.kind == "dateline"]


@pytest.mark.parametrize(
    ("head", "body", "basis"),
    [
        ('<meta property="article:published_time" content="2021-05-12T08:10:00+03:00">', "", "article:published_time"),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-05-12"}]}</script>',
            "",
            "JSON-LD datePublished",
        ),
        ("", '<time datetime="2021-05-12T08:10">12 May</time>', "time"),
    ],
)
def test_the_pages_own_date_names_where_it_stands(head: str, body: str, basis: str) -> None:
    found = page(head, body + ARTICLE)
    assert (found.published.start, found.published.basis) == ("2021-05-12", f"page: {basis}")


def test_outlet_and_author_come_from_the_page() -> None:
    found = page('<meta property="og:site_name" content="Coast Herald"><meta name="author" content="Amina Warsame">')
    assert (found.outlet, found.outlet_basis) == ("Coast Herald", "page")
    assert (found.author, found.author_basis) == ("Amina Warsame", "page")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "Five people were killed near the market on Tuesday, police said.",
        "<b>" * 100_000 + "Five people were killed.",
        "<table><tr><td>" * 20_000 + "Five people were killed.",
        "<a<" * 200_000,
        "<a/b=" * 200_000,
        "<!--" * 100_000,
        "<script>" * 100_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>Five people were killed.</p>",
        "<p>\ud800\x00 Five people \x0b were killed",
        "</html></body><p",
        "",
    ],
)
def test_a_hostile_page_neither_fails_nor_hangs(markup: str) -> None:
    start = time.monotonic()
    found = document(Report(ReportId("sha256:0"), "x", "html", markup))
    assert time.monotonic() - start < _HANGS
    assert isinstance(found, Document)
    if "people" in markup:
        assert "Five people" in found.text


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>" * 50_000 + "Five people were killed.",
        "<p>Five people were killed." * 20_000,
        "<span>Five people were killed. </span>" * 20_000,
    ],
)
def test_a_page_of_very_many_elements_is_read_plainly(markup: str) -> None:
    start = time.monotonic()
    found = document(Report(ReportId("sha256:0"), "x", "html", markup))
    assert time.monotonic() - start < _HANGS
    assert "no article was found in the page" in found.problems[0].what
    assert "Five people were killed." in found.text
