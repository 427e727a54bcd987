"""What copy-finding needs of a document: its sentences without furniture, who published it when, whom it credits."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from gesta.merge.across.copies_credit import Credit, credits_of, outlet_key
from gesta.model.documents import Block, Published
from gesta.model.incidents import Record
from gesta.model.spans import Quote, Span, quote
from gesta.model.terms import ReportId

_CAPTURE = re.compile(r"https?://web\.archive\.org/web/\d{1,14}[a-z_]*/", re.IGNORECASE)
"""The archive's prefix: a capture is of the page behind it."""
_HOST = re.compile(r"https?://(?:[^/@\s]*@)?(?:www\d?\.|m\.|amp\.|mobile\.)?([^/:\s?#]+)", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?:www\d?\.)?", re.IGNORECASE)
_MOST_SENTENCES = 400
"""Sentences looked at; what is longer is a book or a dump."""


class CopyText(msgspec.Struct, frozen=True):
    """One report as copies are found in it. ``sentences``: those of the body; every quote names the report."""

    report: ReportId
    source: str
    row_id: str | None
    outlet: str | None
    published: Published
    title: str | None
    headline: Quote | None
    sentences: tuple[Quote, ...]
    credits: tuple[Credit, ...] = ()

    @property
    def address(self) -> str:
        """What the report is a capture of."""
        return address_of(self.source, self.row_id)

    @property
    def site(self) -> str | None:
        """The host it stands on, None where its address is no web address."""
        return site_of(self.source)

    @property
    def publisher(self) -> str:
        """What its outlet is compared by."""
        return publisher_of(self.source, self.row_id, self.outlet)


def address_of(source: str, row_id: str | None) -> str:
    """What a capture is of: the address of its page, or the row of the table where it has none of its own."""
    page = _CAPTURE.sub("", source, count=1)
    if _HOST.match(page):
        return _SCHEME.sub("", page).split("#")[0].rstrip("/")
    return f"{source}|{row_id or ''}"


def site_of(source: str) -> str | None:
    """The host of a web address without "www", None for another address."""
    match = _HOST.match(_CAPTURE.sub("", source, count=1))
    return match[1].casefold() if match else None


def publisher_of(source: str, row_id: str | None, outlet: str | None) -> str:
    """What an outlet is compared by: its name, else its site, else the address of the report."""
    return outlet_key(outlet) if outlet else site_of(source) or address_of(source, row_id)


def text_of(record: Record) -> CopyText:
    """The record's text as copies are found in it."""
    document, report = record.document, record.report
    said = [_quoted(document.text, span, report.id) for span in _of_kind(record, "body")[:_MOST_SENTENCES]]
    heads = [block for block in document.blocks if block.kind == "headline"]
    head = _quoted(document.text, Span(heads[0].start, heads[0].end), report.id) if heads else None
    return CopyText(
        report=report.id,
        source=report.source,
        row_id=report.row_id,
        outlet=report.outlet,
        published=report.published,
        title=document.title,
        headline=head,
        sentences=tuple(each for each in said if each.exact),
        credits=credits_of(record),
    )


def _of_kind(record: Record, kind: str) -> list[Span]:
    """The sentences that begin in a block of the kind; where a document has no blocks all its sentences are body."""
    blocks = record.document.blocks
    if not blocks:
        return list(record.document.sentences)
    starts = [block.start for block in blocks]
    return [span for span in record.document.sentences if _block(blocks, starts, span.start).kind == kind]


def _block(blocks: tuple[Block, ...], starts: list[int], position: int) -> Block:
    return blocks[max(0, bisect_right(starts, position) - 1)]


def _quoted(text: str, span: Span, report: ReportId) -> Quote:
    found = quote(text, span)
    return Quote(found.start, found.end, found.exact, report)
