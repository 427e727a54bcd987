"""What a page says about itself in linked data, meta elements and time elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_DATES = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "sailthru.date",
    "parsely-pub-date",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "date",
)
"""Names and properties of meta elements that hold the first publication, the most reliable first."""
_SCRIPTS = 20
_SCRIPT_LENGTH = 500_000
_NODES = 5000


def page_dates(tree: HtmlElement) -> tuple[tuple[str, str], ...]:
    """(source, value) of every publication date the page gives, best first: linked data, meta, time elements."""
    found = [("JSON-LD datePublished", value) for value in _linked_dates(tree)]
    metas = _metas(tree)
    found += [(name, metas[name]) for name in _META_DATES if name in metas]
    for element in tree.iterfind(".//time[@datetime]"):
        marked = {"pubdate", "itemprop"} & set(element.attrib)
        found.append(("time[itemprop]" if marked else "time", element.get("datetime", "")))
        if len(found) > 40:
            break
    return tuple((source, value) for source, value in found if value.strip())


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Content of the meta elements by lower-cased property, name or itemprop; the first of a name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := element.get("content"):
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_dates(tree: HtmlElement) -> Iterator[str]:
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number >= _SCRIPTS or not script.text or len(script.text) > _SCRIPT_LENGTH:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _dates_in(data)


def _dates_in(data: object) -> Iterator[str]:
    """Every ``datePublished`` of the linked data, outermost first."""
    queue = [data]
    for visited, node in enumerate(queue):
        if visited > _NODES:
            return
        if isinstance(node, dict):
            value = node.get("datePublished")
            if isinstance(value, str):
                yield value
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)
