"""OPML lists: nested, doubled, hostile."""

from __future__ import annotations

import pytest

from gesta.errors import Problem
from gesta.intake.opml import Named, Outline, read_opml

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Coast"><outline text="North"><outline type="rss" text="Herald" xmlUrl="http://herald.example/rss"/>
</outline><outline title="Wire" text="w" xmlurl=" https://wire.example/atom "/></outline>
<outline text="Again" xmlUrl="http://herald.example/rss"/><outline text="a folder"/>
<outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_a_nested_list() -> None:
    found = read_opml(LIST.encode(), "mine.opml")
    assert isinstance(found, Outline)
    assert found.feeds == (Named("http://herald.example/rss", "Herald"), Named("https://wire.example/atom", "Wire"))
    assert [problem.what for problem in found.problems] == ["'file:///etc/passwd' is not a web address: left out"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<rss/>", "no OPML list"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "entities"),
        ("", "empty"),
        ("words", "broken XML"),
    ],
)
def test_what_is_no_list_is_a_problem(content: str, what: str) -> None:
    found = read_opml(content.encode(), "mine.opml")
    assert isinstance(found, Problem)
    assert what in found.what


def test_an_empty_and_a_very_long_list_say_so() -> None:
    empty = read_opml(b"<opml><body/></opml>", "mine.opml")
    assert isinstance(empty, Outline)
    assert [problem.what for problem in empty.problems] == ["it lists no feed"]
    many = "".join(f'<outline xmlUrl="http://a.example/{number}"/>' for number in range(6000))
    long = read_opml(f"<opml><body>{many}</body></opml>".encode(), "mine.opml")
    assert isinstance(long, Outline)
    assert (len(long.feeds), len(long.problems)) == (5000, 1)


def test_a_folder_deeper_than_any_is_no_crash() -> None:
    found = read_opml(b"<opml>" + b"<outline>" * 100_000, "mine.opml")
    assert isinstance(found, Outline | Problem)
