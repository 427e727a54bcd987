"""Reports as captured and documents as read."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from typing import Literal

import msgspec

from gesta.errors import Problem
from gesta.model.spans import Evidence, Span
from gesta.model.terms import BlockKind, ReportId, TimePrecision

Media = Literal["text", "html"]


class Report(msgspec.Struct, frozen=True):
    """What was captured from one address, decoded but otherwise untouched.

    ``title``, ``outlet``, ``published`` are those given with it (a table's column, an option), not read from it.
    """

    id: ReportId
    source: str
    media: Media
    content: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    row_id: str | None = None
    problems: tuple[Problem, ...] = ()


def report_id(
    content: bytes, source: str, outlet: str | None = None, published: str | None = None, row_id: str | None = None
) -> ReportId:
    """SHA-256 over content, address, outlet, given date and row id, each with its length before it."""
    digest = hashlib.sha256()
    for part in (content, *((value or "").encode() for value in (source, outlet, published, row_id))):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return ReportId(f"sha256:{digest.hexdigest()}")


class Published(msgspec.Struct, frozen=True):
    """When the report was published; ``basis``: given, page metadata, dateline, text, address, or unknown."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"
    basis: str = "unknown"
    evidence: Evidence = ()


class Block(msgspec.Struct, frozen=True):
    """One paragraph-like part of a document; furniture says why nothing is read from it."""

    kind: BlockKind
    start: int
    end: int
    reason: str | None = None


class Document(msgspec.Struct, frozen=True):
    """Clean text of one report. ``blocks`` cover all text but white space, in order; ``sentences`` are spans inside
    blocks that are not furniture, in order."""

    report: Report
    title: str | None
    text: str
    language: str | None
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    published: Published
    outlet: str | None = None
    outlet_basis: str | None = None
    author: str | None = None
    author_basis: str | None = None
    problems: tuple[Problem, ...] = ()

    def block_at(self, position: int) -> Block | None:
        """The block that holds the character position."""
        place = bisect_right(self.blocks, position, key=lambda block: block.start) - 1
        return self.blocks[place] if place >= 0 and position < self.blocks[place].end else None
