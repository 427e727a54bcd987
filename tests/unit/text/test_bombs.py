"""Pages and texts made to exhaust a machine: each is read or refused within a bound, and what is not read is told."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from gesta.errors import Problem
from gesta.evaluate.fuzz.case import Case
from gesta.evaluate.fuzz.chains import prepare
from gesta.evaluate.fuzz.promises import of_document
from gesta.evaluate.fuzz.workers import alone
from gesta.intake.decode import LARGEST
from gesta.intake.opml import read_opml
from gesta.intake.pages import text_report
from gesta.intake.rows import Given
from gesta.intake.xml import parse_xml
from gesta.model.documents import Document, Report
from gesta.model.terms import ReportId
from gesta.text import document
from gesta.text.documents import LONGEST, LONGEST_TITLE

BOMBS = {
    "a million nested elements": b"<div>" * 1_000_000 + b"Five died.",
    "a million nested inline elements": b"<b>" * 1_000_000 + b"Five died.",
    "nested tables": b"<table><tr><td>" * 200_000 + b"Five died.",
    "nested lists": b"<ul><li>Five" * 5_000,
    "a million attributes": b"<p " + b" ".join(b"a%d=1" % number for number in range(300_000)) + b">Five died.",
    "one endless attribute": b"<p a='" + b"x" * 5_000_000 + b"'>Five died.",
    "open comments": b"<!--" * 1_000_000,
    "open scripts": b"<script>" * 500_000,
    "a million paragraphs": b"<p>Five died." * 300_000,
    "a million metas": b"<meta name=a content=b>" * 200_000 + b"Five died.",
    "deep linked data": b"<script type='application/ld+json'>" + b"[" * 400_000 + b"</script><p>Five died.",
    "entities": b"&lt;" * 1_000_000,
    "angles": b"<" * 5_000_000,
    "blank lines": b"\n" * 5_000_000 + b"x",
}


@pytest.fixture(scope="module", autouse=True)
def loaded_once() -> None:
    prepare("text")


@pytest.mark.parametrize("name", BOMBS)
def test_a_page_made_to_explode_takes_five_seconds_at_most(name: str) -> None:
    assert alone(Case("file", BOMBS[name], ".html"), "text", twice=False) == []


def read(text: str, title: str | None = None) -> Document:
    return document(Report(ReportId("sha256:0"), "s", "text", text, title=title))


@pytest.mark.parametrize("piece", ["Five died. ", "Five died.\n", "x", "x\n"])
def test_of_an_endless_text_the_beginning_is_read_and_the_rest_told(piece: str) -> None:
    found = read(piece * (3 * LONGEST // len(piece)))
    assert list(of_document(found)) == []
    rest = found.blocks[-1]
    assert (rest.kind, rest.reason) == ("furniture", "too long")
    assert LONGEST - 30 < rest.start <= LONGEST
    assert any("are read" in problem.what for problem in found.problems)
    assert max(sentence.end for sentence in found.sentences) <= LONGEST


def test_a_text_of_the_longest_length_is_read_whole() -> None:
    found = read("Five died. " * (LONGEST // 11))
    assert all(block.kind != "furniture" for block in found.blocks)


def test_an_endless_title_is_no_headline() -> None:
    title = "Five " * LONGEST
    assert list(of_document(read(title, title=title))) == []


@pytest.mark.parametrize("title", ["Five " * 30_000, "w" * 150_000])
def test_an_endless_title_leaves_the_text_to_be_read(title: str) -> None:
    found = read("A bomb killed five people in Kirkuk.", title=title)
    assert list(of_document(found)) == []
    assert found.title is not None and title.startswith(found.title) and len(found.title) <= LONGEST_TITLE
    assert any(block.kind == "body" and "Kirkuk" in found.text[block.start : block.end] for block in found.blocks)
    assert [problem.where for problem in found.problems if "title" in problem.what] == ["document.title"]


def test_a_page_larger_than_is_read_is_a_problem() -> None:
    found = text_report(b"x" * (LARGEST + 1), "s", "html", Given(None, None))
    assert isinstance(found, Problem)
    assert "larger than 20 MB" in found.what


LAUGHS = "<!DOCTYPE lolz [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "bomb", [LAUGHS + "]><rss>&j;</rss>", "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss>&e;</rss>"]
)
@pytest.mark.parametrize("reader", [read_opml, parse_xml])
def test_entities_of_xml_are_not_read(bomb: str, reader: Callable[[bytes, str], object]) -> None:
    found = reader(bomb.encode(), "s")
    assert isinstance(found, Problem)
    assert "entities" in found.what


def test_memory_stays_bounded() -> None:
    """What the bombs above left of it: the largest has five megabytes."""
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 3_000_000
