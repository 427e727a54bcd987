"""Evidence: character spans into ``document.text``, and the words that stand there."""

from __future__ import annotations

import msgspec

from gesta.model.terms import ReportId


class Span(msgspec.Struct, frozen=True, order=True):
    """Half-open range of Unicode code points in ``document.text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """True when every character of this span lies in the other."""
        return other.start <= self.start and self.end <= other.end


class Quote(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A span together with its words: ``document.text[start:end] == exact``.

    ``report``: whose document, where a record stands on several; in the record of one report it is left out.
    """

    start: int
    end: int
    exact: str
    report: ReportId | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Evidence = tuple[Quote, ...]


def quote(text: str, span: Span) -> Quote:
    """The span with the words of ``text`` it covers, stripped of white space at both ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    exact = words.strip()
    return Quote(start, start + len(exact), exact)
