"""Feeds as they are found: every version, broken, hostile."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.errors import Problem
from gesta.intake.feeds import Entry, Feed, read_feed

AT = "http://outlet.example/world/feed.xml"

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour &amp; Hill Herald</title><link>http://outlet.example/</link>
<item><title>Two hurt in &lt;b&gt;market&lt;/b&gt; blast</title><link> /2031/03/blast#top </link>
 <pubDate>Mon, 03 Mar 2031 23:30:00 -0500</pubDate><description>&lt;p&gt;A bomb&lt;/p&gt; went off.</description></item>
<item><title>By guid</title><guid>http://outlet.example/2031/03/guid</guid></item>
<item><title>Again</title><link>http://outlet.example/2031/03/blast</link></item>
<item><title>No address</title><description>Words.</description></item>
<item><title>Not the web</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://outlet.example/"><title>River Times</title>
</channel><item rdf:about="http://outlet.example/a"><title>Clash</title><link>http://outlet.example/a</link>
<dc:date>2031-03-04T01:00:00+03:00</dc:date></item></rdf:RDF>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://outlet.example/news/"><title>Delta Wire</title>
<entry><title type="html">Raid &amp;amp; arrests</title><link rel="alternate" href="raid.html"/>
<updated>2031-03-05T08:00:00Z</updated><published>2031-03-04T08:00:00Z</published>
<source><title>Agency of the Coast</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{"Police held nine men. " * 40}</p></div></content>
</entry></feed>"""


def _read(text: str | bytes, charset: str | None = None) -> Feed:
    found = read_feed(text if isinstance(text, bytes) else text.encode(), AT, charset)
    assert isinstance(found, Feed), found
    return found


def _fault(text: str | bytes) -> str:
    found = read_feed(text if isinstance(text, bytes) else text.encode(), AT)
    assert isinstance(found, Problem), found
    assert found.where == AT
    return found.what


def test_rss_2() -> None:
    feed = _read(RSS2)
    assert feed.title == "Harbour & Hill Herald"
    assert feed.entries == (
        Entry(
            link="http://outlet.example/2031/03/blast",
            title="Two hurt in market blast",
            published="2031-03-03",
            summary="A bomb went off.",
            outlet="Harbour & Hill Herald",
        ),
        Entry(link="http://outlet.example/2031/03/guid", title="By guid", outlet="Harbour & Hill Herald"),
    )
    assert [problem.what for problem in feed.problems] == [
        "entry 4: it has no web address: left out (No address)",
        "entry 5: it has no web address: left out (Not the web)",
    ]


def test_rss_1() -> None:
    assert _read(RSS1).entries == (Entry("http://outlet.example/a", "Clash", "2031-03-04", outlet="River Times"),)


def test_atom_with_full_text_and_a_credited_outlet() -> None:
    (entry,) = _read(ATOM).entries
    assert (entry.link, entry.title) == ("http://outlet.example/news/raid.html", "Raid & arrests")
    assert (entry.published, entry.outlet) == ("2031-03-04", "Agency of the Coast")
    assert entry.content is not None and "<p>Police held nine men." in entry.content


def test_a_summary_is_not_taken_for_the_full_text() -> None:
    short = RSS2.replace(
        "</pubDate>", "</pubDate><content:encoded>&lt;p&gt;A bomb went off.&lt;/p&gt;</content:encoded>"
    )
    assert _read(short).entries[0].content is None


@pytest.mark.parametrize("written", ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "", "0001-01-01T00:00:00+14:00"])
def test_a_date_that_is_none_is_none(written: str) -> None:
    entry = _read(RSS2.replace("Mon, 03 Mar 2031 23:30:00 -0500", written)).entries[0]
    assert entry.published is None


def test_a_feed_that_was_cut_loses_its_last_entry_and_says_so() -> None:
    cut = RSS2[: RSS2.index("/2031/03/guid") + 8]
    feed = _read(cut)
    assert [entry.title for entry in feed.entries] == ["Two hurt in market blast"]
    assert "broken XML" in feed.problems[0].what
    assert "last entry is left out" in feed.problems[1].what


def test_a_feed_with_names_of_html_and_control_characters_is_mended() -> None:
    feed = _read(RSS2.replace("went off", "went&nbsp;off\x08"))
    assert feed.entries[0].summary == "A bomb went off."
    assert "broken XML" in feed.problems[0].what


def test_a_wrong_or_old_encoding() -> None:
    accented = RSS2.replace("Harbour", "Häfen").replace("market", "café")
    for raw in (accented.encode("cp1252"), accented.replace("UTF-8", "windows-1252").encode("cp1252"),
                accented.replace("UTF-8", "ISO-8859-1").encode(), accented.encode("utf-16")):  # fmt: skip
        feed = _read(raw)
        assert (feed.title, feed.entries[0].title) == ("Häfen & Hill Herald", "Two hurt in café blast")


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]><rss><channel><title>&i;</title></channel></rss>"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (LAUGHS, "XML entities"),
        (LAUGHS.encode("utf-16"), "XML entities"),
        ('<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><rss><channel><title>&y;</title></channel></rss>',
         "XML entities"),
        ("<!DOCTYPE html><html><body>Not found</body></html>", "HTML page"),
        ("<html/>", "HTML page"),
        ("<opml><body/></opml>", "OPML list"),
        ("<sitemap/>", "no feed"),
        ("", "empty"),
        (" \n ", "empty"),
        ("/etc/passwd", "broken XML"),
        ("just words", "broken XML"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"<rss>" + b" " * 50_000_000, "larger than 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_a_problem(content: str | bytes, what: str) -> None:
    assert what in _fault(content)


_N = 100_000


@pytest.mark.parametrize(
    "content",
    [
        "<rss><channel>" + "<a>" * _N + "</a>" * _N + "</channel></rss>",
        "<rss><channel>" + "<item" * _N,
        "<rss><channel>" + "<item/>" * _N + "</channel></rss>",
        f"<rss><channel><item><link>/b</link><pubDate>{' ' * _N}x</pubDate></item></channel></rss>",
        f"<rss><channel><item><link>/b</link><pubDate>x{' ' * _N}x</pubDate></item></channel></rss>",
        "<rss><channel><item>" + "<category>x</category>" * _N + "</item></channel></rss>",
        "<rss><channel><item>" + "<link>/x</link>" * _N + "</item></channel></rss>",
        "<rss " + " ".join(f"a{number}=''" for number in range(_N)) + "><channel/></rss>",
        f"<rss><channel><item><link>/b</link><description>{'&lt;a ' * _N}</description></item></channel></rss>",
        f"<rss><channel><item><link>/b</link><summary>&lt;p style='{'a' * _N}'</summary></item></channel></rss>",
    ],
    ids=["deep", "unclosed", "entries", "spaces", "more spaces", "categories", "links", "attributes", "tags", "style"],
)
def test_hostile_feeds_take_no_time(content: str) -> None:
    began = time.monotonic()
    found = read_feed(content.encode(), AT)
    assert time.monotonic() - began < 5
    assert isinstance(found, Feed | Problem)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(RSS2)), st.integers(0, 40))
def test_no_bytes_raise(noise: bytes, at: int, length: int) -> None:
    raw = RSS2.encode()
    for content in (noise, raw[:at] + noise + raw[at + length :]):
        found = read_feed(content, AT)
        if isinstance(found, Feed):
            assert all(entry.link.lower().startswith("http") for entry in found.entries)
            assert len({entry.link for entry in found.entries}) == len(found.entries)
