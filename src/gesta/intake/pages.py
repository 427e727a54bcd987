"""One captured text or page to a report."""

from __future__ import annotations

from gesta.errors import Problem
from gesta.intake.address import Page
from gesta.intake.decode import LARGEST, decode
from gesta.intake.rows import Given, Item
from gesta.model.documents import Media, Report, report_id


def page_report(page: Page, source: str, given: Given) -> Item:
    """The report of a fetched page, addressed by ``source``, or why it is none."""
    if not page.content.strip():
        return Problem(source, "the page is empty")
    media: Media = "text" if page.media_type == "text/plain" else "html"
    return text_report(page.content, source, media, given, page.charset)


def text_report(raw: bytes, source: str, media: Media, given: Given, charset: str | None = None) -> Item:
    """The report of the bytes, decoded, or why they are none. ``charset``: the one of the HTTP header."""
    if len(raw) > LARGEST:
        return Problem(source, f"it is larger than {LARGEST // 1_000_000} MB", "split it into one file a report")
    decoded = decode(raw, source, charset)
    if isinstance(decoded, Problem):
        return decoded
    if not decoded.text.strip("\ufeff \t\r\n"):
        return Problem(source, "it is empty")
    return Report(
        id=report_id(raw, source, given.outlet, given.published),
        source=source,
        media=media,
        content=decoded.text,
        outlet=given.outlet,
        published=given.published,
        problems=decoded.problems,
    )
