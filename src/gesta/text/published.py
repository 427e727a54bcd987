"""When a report was published: given with it, told by its page, read from its dateline, or from
its address; else unknown."""

from __future__ import annotations

from gesta.errors import Problem
from gesta.model.documents import Published, Report
from gesta.model.spans import Span, quote
from gesta.text.address_dates import ADDRESS, address_date
from gesta.text.dates import DateFound, read_date

_WHERE = "report.published"
_HINT = "pass --published"


def published(
    text: str, report: Report, page: tuple[tuple[str, str], ...], found: tuple[tuple[str, DateFound], ...]
) -> tuple[Published, tuple[Problem, ...]]:
    """The publication time and what is wrong with it.

    ``page``: (source, value) of the page's own dates, best first; ``found``: (basis, date) read from ``text``. The
    address that the report was got from comes last.
    A given date that cannot be read hides no other: the report stays undated rather than dated otherwise than told.
    """
    if report.published is not None and (given := report.published.strip()):
        if (date := read_date(given)) is None:
            what = f"the date {given[:40]!r} cannot be read"
            return Published(), (Problem(_WHERE, what, "give it as YYYY-MM-DD"),)
        return Published(date.first, date.last, date.precision, "given"), _yearless(date, given)
    for source, value in page:
        date = read_date(value)
        if date is not None and date.first is not None:
            return Published(date.first, date.last, date.precision, f"page: {source}"), ()
    return _told(text, found, address_date(report.source))


def _told(
    text: str, found: tuple[tuple[str, DateFound], ...], address: DateFound | None
) -> tuple[Published, tuple[Problem, ...]]:
    """The first date with a year that the text tells, else that of the address, else one without a year."""
    dated = [item for item in found if item[1].first is not None]
    if not dated and address is not None:
        return Published(address.first, address.last, address.precision, ADDRESS), ()
    for basis, date in dated[:1] or found[:1]:
        evidence = (quote(text, Span(date.start, date.end)),)
        result = Published(date.first, date.last, date.precision, basis, evidence)
        return result, _yearless(date, evidence[0].exact)
    return Published(), (Problem(_WHERE, "no publication date found", _HINT),)


def _yearless(date: DateFound, words: str) -> tuple[Problem, ...]:
    if date.first is not None:
        return ()
    return (Problem(_WHERE, f"the date {words.strip()[:40]!r} has no year", _HINT),)
