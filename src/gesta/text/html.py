"""A web page to its article: trafilatura's extraction and metadata, else a plain reading of the page."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING

from gesta.errors import Problem
from gesta.model.documents import Report
from gesta.text.markup import parse, plain_text, safe_markup
from gesta.text.metadata import page_dates
from gesta.text.source import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extraction

_LARGEST = 3_000_000
"""Characters of markup, scripts aside, that the extractor is given; a larger page is read plainly to bound time."""
_ELEMENTS = 15_000
"""Elements, and table rows and cells among them, from which the extractor, quadratic in both, is not asked either: news
pages have some thousands; at these bounds a page made to hurt takes some three seconds."""
_CELLS = 3_000
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""A fixed last date: the extractor's own is today, and one page would be read differently another day."""


def read_page(report: Report, title: str | None) -> Source:
    """The article of an HTML report: title, paragraphs, outlet, author and the page's own dates."""
    markup = safe_markup(report.content)
    tree = parse(markup)
    if tree is None:
        return Source(title, "", *_outlet(report, None), problems=(_problem("the page holds no markup to read"),))
    dates = page_dates(tree)
    page = _extract(tree) if len(markup) <= _LARGEST and _moderate(tree) else None
    text = page.text.strip() if page and page.text else ""
    problems: tuple[Problem, ...] = ()
    if not text:
        text = plain_text(tree)
        problems = (_problem("no article was found in the page; all its text was taken"),)
    author = page.author if page else None
    outlet, basis = _outlet(report, page)
    if page and page.date:
        dates = (*dates, ("date found in the page", page.date))
    return Source(
        title=title or _line(page.title if page else None),
        text=text,
        dates=dates,
        author=author,
        author_basis="page" if author else None,
        problems=problems,
        outlet=outlet,
        outlet_basis=basis,
    )


def _moderate(tree: HtmlElement) -> bool:
    """True for a tree that the extractor can be given without fear for time."""
    elements = sum(1 for _ in islice(tree.iter("*"), _ELEMENTS))
    return elements < _ELEMENTS and sum(1 for _ in tree.iter("td", "th", "tr")) <= _CELLS


def _extract(tree: HtmlElement) -> Extraction | None:
    """The extractor's reading of the page, None where it finds no article or fails on the markup."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None  # third-party code over hostile markup: whatever it trips on, the page is read plainly
    return found if isinstance(found, Extraction) else None


def _outlet(report: Report, page: Extraction | None) -> tuple[str | None, str | None]:
    if report.outlet:
        return report.outlet, "given"
    if page and page.sitename:
        return _line(page.sitename), "page"
    return None, None


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _problem(what: str) -> Problem:
    return Problem("document.text", what)
