"""RSS and Atom to entries."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from time import struct_time
from urllib.parse import urldefrag, urljoin

from lxml import etree

from gesta.errors import Problem
from gesta.intake.address import is_address
from gesta.intake.xml import Xml, local_name, parse_xml

_FEEDS = frozenset({"rss", "feed", "rdf"})
_ENTRIES = frozenset({"item", "entry"})
_OF_FEED = _ENTRIES | {"title", "channel"}
_OF_ENTRY = frozenset(
    "title link guid id origlink source pubdate published issued date created updated modified "
    "description summary content encoded".split()
)
_MOST_ALIKE = 10
"""Children of one name that an entry has: Atom has some links, RSS one of each."""
_TEXTS = frozenset({"description", "summary", "content", "encoded"})
"""The elements that hold an article or its summary; of any other, no field is longer than a link."""
_WORDS = _TEXTS | {"title"}
_MOST = 500
"""Entries of one feed; news feeds carry 10 to 100."""
_LONGEST_LINK, _LONGEST_LINE, _LONGEST_SUMMARY = 2000, 500, 5000
_MOST_ATTRIBUTES = 50
"""Attributes of one element; no element of a feed has a dozen."""
_FULL = 600
"""Characters from which what an entry carries is taken for the article and not for its summary."""
_TAG = re.compile(r"<[^<>]{0,1000}>")
_EARLIEST = date(1990, 1, 1)
"""No feed is older than the web: an earlier date ("1970-01-01") stands for none."""

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    ``link`` is absolute and has no fragment; ``published`` is the day as the feed writes it, in its own time zone;
    ``content`` is HTML, only where the entry carries the full text; ``outlet`` is the one that the entry credits, else
    the feed's title.
    """

    link: str
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    content: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed in its order, each link once, and what of it was left out or mended."""

    title: str | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


def read_feed(content: bytes, address: str, charset: str | None = None) -> Feed | Problem:
    """The entries of RSS (any version) or Atom, or why it is no feed. ``address``: what relative links start from."""
    parsed = parse_xml(content, address, charset)
    if isinstance(parsed, Problem):
        return parsed
    if local_name(parsed.root) == "opml":
        return Problem(address, "it is an OPML list, not a feed", "save it to a file that ends in .opml and name that")
    if local_name(parsed.root) not in _FEEDS:
        return Problem(address, f"it is no feed but <{local_name(parsed.root)[:40]}>", "RSS and Atom are read")
    problems = (*parsed.problems, *_bounded(parsed, address))
    read = _parsed(parsed.root, address)
    return read if isinstance(read, Problem) else _feed(*read, address, problems)


def _parsed(root: etree._Element, address: str) -> tuple[Fields, Sequence[Fields]] | Problem:
    """The fields of the feed and of its entries."""
    import feedparser

    # A stream, because bytes given as they are would be taken for the name of a file. What the parser's sanitiser does
    # is done by the text stage, in linear time.
    stream = io.BytesIO(etree.tostring(root, encoding="utf-8"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        read = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as fault:
        # Third-party code over hostile markup: whatever it trips on, the feed is not read.
        return Problem(address, f"it cannot be read as a feed ({type(fault).__name__})")
    return read.feed, read.entries


def _feed(feed: Fields, entries: Sequence[Fields], address: str, mended: tuple[Problem, ...]) -> Feed:
    problems = list(mended)
    title = _line(feed.get("title"))
    found: dict[str, Entry] = {}
    for number, fields in enumerate(entries, start=1):
        entry = _entry(fields, address, title)
        if isinstance(entry, Problem):
            problems.append(Problem(address, f"entry {number}: {entry.what}"))
        else:
            found.setdefault(entry.link, entry)
    return Feed(title, tuple(found.values()), tuple(problems))


def _bounded(parsed: Xml, address: str) -> Iterator[Problem]:
    """Takes from the tree what the feed parser must not meet, and says so.

    The last entry of a feed that was cut goes too, since its link may be cut. Some of the parser's steps take time that
    grows with the square of what they get: dates, categories, attributes.
    """
    entries = list(parsed.root.iter("{*}item", "{*}entry"))
    if parsed.cut and entries:
        yield Problem(address, "it ends in the middle: its last entry is left out")
        _drop(entries.pop())
    if len(entries) > _MOST:
        yield Problem(address, f"it has {len(entries)} entries: those after {_MOST} are left out")
        for entry in entries[_MOST:]:
            _drop(entry)
    for parent in (parsed.root, *parsed.root.iterchildren("{*}channel")):
        _keep(parent, _OF_FEED)
    for entry in entries[:_MOST]:
        _keep(entry, _OF_ENTRY)
    for element in parsed.root.iter("*"):
        _shorten(element)


def _keep(parent: etree._Element, names: frozenset[str]) -> None:
    """Leaves the element the children that are read, and of those no more than a feed has."""
    counts: Counter[str] = Counter()
    for child in list(parent):
        name = local_name(child)
        counts[name] += 1
        if name not in names or (counts[name] > _MOST_ALIKE and name not in _ENTRIES):
            parent.remove(child)
        elif len(child) and name in _WORDS:
            _flatten(child)


def _flatten(element: etree._Element) -> None:
    """Makes the markup inside an element the text of it: XHTML content, and HTML that was put in unescaped."""
    whole = etree.tostring(element, encoding="unicode", with_tail=False)
    element.clear(keep_tail=True)
    element.text = whole[whole.index(">") + 1 : whole.rindex("<")]
    element.set("type", "html")


def _shorten(element: etree._Element) -> None:
    if element.text and len(element.text) > _LONGEST_LINK and local_name(element) not in _TEXTS:
        element.text = element.text.strip()[:_LONGEST_LINK]
    if len(element.attrib) > _MOST_ATTRIBUTES:
        element.attrib.clear()
    for name, value in element.attrib.items():
        if len(value) > _LONGEST_LINK:
            del element.attrib[name]


def _drop(entry: etree._Element) -> None:
    if (parent := entry.getparent()) is not None:
        parent.remove(entry)


def _entry(fields: Fields, address: str, title: str | None) -> Entry | Problem:
    link = _link(fields.get("link"), address)
    if link is None:
        told = _line(fields.get("title"))
        return Problem(address, f"it has no web address: left out ({told[:80] if told else 'without title'})")
    source = fields.get("source")
    credited = _line(source.get("title")) if isinstance(source, Mapping) else None
    content = _content(fields)
    return Entry(
        link=link,
        title=_line(fields.get("title")),
        published=_published(fields),
        summary=_line(fields.get("summary"), _LONGEST_SUMMARY),
        content=content if len(_TAG.sub("", content)) >= _FULL else None,
        outlet=credited or title,
    )


def _link(value: object, address: str) -> str | None:
    """The absolute web address without its fragment, None where there is none."""
    try:
        link = urldefrag(urljoin(address, value.strip())).url if isinstance(value, str) and value.strip() else ""
    except ValueError:
        return None
    return link if is_address(link) and len(link) <= _LONGEST_LINK else None


def _content(fields: Fields) -> str:
    """The longest text that the entry carries, as HTML."""
    parts = fields.get("content")
    held = [part.get("value") for part in parts if isinstance(part, Mapping)] if isinstance(parts, Sequence) else []
    return max((value for value in held if isinstance(value, str)), key=len, default="")


def _published(fields: Fields) -> str | None:
    """The ISO day of publication, or of the last update where the feed tells no other."""
    for name in ("published", "updated"):
        if name not in fields:
            continue
        for day in _days(fields[name], fields.get(f"{name}_parsed")):
            if day >= _EARLIEST:
                return day.isoformat()
    return None


def _days(written: object, parsed: object) -> Iterator[date]:
    """The day in the time zone of whoever wrote it, else the one in UTC."""
    if isinstance(written, str):
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                yield read(written.strip()).date()
            except (ValueError, TypeError, OverflowError):
                continue
    if isinstance(parsed, struct_time):
        with suppress(ValueError):
            yield date(*parsed[:3])


def _line(value: object, longest: int = _LONGEST_LINE) -> str | None:
    """Plain words on one line: tags left out, no longer than told."""
    if not isinstance(value, str):
        return None
    return " ".join(unescape(_TAG.sub(" ", value[: longest * 10])).split())[:longest] or None
