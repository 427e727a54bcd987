"""Paragraphs to blocks: headline, byline, dateline, body, and furniture with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gesta.model.documents import Block
from gesta.model.spans import Span
from gesta.text import furniture, listings
from gesta.text.datelines import byline_author, dateline_of, is_byline
from gesta.text.dates import DateFound, find_date
from gesta.text.labels import Labelled, label_of
from gesta.text.opening_dates import notice_of, run_on_date

_HEADLINE = 220
"""No headline is longer; the longest of the development titles has about 200 characters."""
_REPEATED = 25
"""A line of at least so many characters that stands twice is a repeated caption or headline."""
_ENDS = (".", ".”", '."')
_SUBHEADS = 2
"""Lines below a headline that may be further ones."""
_PLAYLIST = "media marker"
_MENU_WORDS = 3
"""Sections of a site have names of one to three words."""
_STAMP_LABEL = re.compile(r"(?:first |originally |last )?(?:posted|published|updated?|date)\b", re.IGNORECASE)
"""A time stamp below the start of the body dates the report only where it says so; others are of pictures."""
_DONE = re.compile(r"\b(?!(?:updated|posted|published)\b)[A-Za-z][a-z]{2,}ed\b")
"""A verb of news, so that the line is a headline and no date alone."""
_DATE_LINE = re.compile(r"[\w\s,.:|/()@+•–—-]{6,80}$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks in order, and what was read from their form: author, outlet, dates with the basis they were found by."""

    blocks: tuple[Block, ...]
    author: str | None
    outlet: str | None
    dates: tuple[tuple[str, DateFound], ...]


@dataclass(slots=True)
class _Reader:
    text: str
    title: Span | None
    blocks: list[Block] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    author: str | None = None
    outlet: str | None = None
    dates: list[tuple[str, DateFound]] = field(default_factory=list)
    open_reason: str | None = None  # of a form or list whose items follow
    in_body: bool = False
    begun: bool = False  # below no more than lines like a second headline the report has not begun
    lines: int = 0
    headed: bool = False
    labelled: bool = True  # nothing but labelled lines so far


def layout(text: str, paragraphs: tuple[Span, ...], title: Span | None) -> Layout:
    """Every paragraph as one block, or two where a dateline stands before the body."""
    reader = _Reader(text, title)
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        _place(reader, paragraph, following)
    return Layout(tuple(reader.blocks), reader.author, reader.outlet, tuple(reader.dates))


def _place(reader: _Reader, span: Span, following: Span | None) -> None:
    words = reader.text[span.start : span.end]
    if span == reader.title:
        reader.seen.add(words)
        reader.headed = True
        reader.blocks.append(Block("headline", span.start, span.end))
        return
    label = label_of(words) if reader.labelled else None
    if label is not None and (label.field != "text" or reader.blocks):
        _label(reader, span, label)
        return
    reason = _furniture(reader, words) or _in_menu(reader, words, following)
    reader.labelled = reader.labelled and reason == "time stamp"
    if reason is not None:
        reader.blocks.append(Block("furniture", span.start, span.end, reason))
        labelled = not reader.begun or _STAMP_LABEL.match(words) is not None
        if reason == "time stamp" and labelled and (date := find_date(reader.text, span.start, span.end)):
            reader.dates.append(("text", date))
    elif is_byline(words):
        reader.author = reader.author or byline_author(words)
        reader.blocks.append(Block("byline", span.start, span.end))
    elif _is_date_line(reader, span):
        reader.blocks.append(Block("dateline", span.start, span.end))
    elif _is_headline(reader, words, following) and dateline_of(reader.text, span, first=False) is None:
        reader.headed = True
        reader.blocks.append(Block("headline", span.start, span.end))
    else:
        _body(reader, span)


def _label(reader: _Reader, span: Span, label: Labelled) -> None:
    """The label as furniture, with its value where that is no text to read; what the value says is kept."""
    value = Span(span.start + label.start, span.end)
    words = reader.text[value.start : value.end]
    if label.field == "author":
        reader.author = reader.author or words
    elif label.field == "outlet":
        reader.outlet = reader.outlet or words
    headline = label.field == "title" and not reader.headed
    body = label.field == "text" and value.start < value.end
    end = span.start + len(reader.text[span.start : value.start].rstrip()) if headline or body else span.end
    reader.blocks.append(Block("furniture", span.start, end, "label"))
    if headline:
        reader.headed = True
        reader.blocks.append(Block("headline", value.start, value.end))
    elif body:
        reader.labelled = False
        _body(reader, value)


def _body(reader: _Reader, span: Span) -> None:
    if not reader.in_body and (notice := notice_of(reader.text, span)) is not None and notice[0] < span.end:
        reader.blocks.append(Block("furniture", span.start, notice[1].end, "time stamp"))
        reader.dates.append(("text", notice[1]))
        span = Span(notice[0], span.end)
    elif not reader.in_body and not reader.dates and (run_on := run_on_date(reader.text, span)) is not None:
        reader.dates.append(("text", run_on))
    found = dateline_of(reader.text, span, first=not reader.in_body)
    reader.in_body = True
    reader.lines += 1
    long = span.end - span.start > _HEADLINE
    reader.begun = reader.begun or long or reader.lines > _SUBHEADS or reader.text.endswith(_ENDS, span.start, span.end)
    if found is None:
        reader.blocks.append(Block("body", span.start, span.end))
        return
    prefix = reader.text[found.span.start : found.span.end].rstrip()
    reader.blocks.append(Block("dateline", span.start, span.start + len(prefix)))
    reader.blocks.append(Block("body", found.span.end, span.end))
    if found.date is not None:
        reader.dates.append(("dateline", found.date))


def _furniture(reader: _Reader, words: str) -> str | None:
    """The reason the paragraph is furniture by itself, by what stands before it, or by being said already."""
    reason = furniture.reason_of(words)
    if reason is None and listings.timed_title(words) and _after_timed_title(reader):
        reason = _PLAYLIST
    if reason in listings.FORM_REASONS or (reason == listings.LIST_REASON and listings.opens_list(words)):
        reader.open_reason = reason
    elif reader.open_reason in listings.FORM_REASONS:
        if reason is None and listings.form_like(words):
            reason = reader.open_reason
        elif reason is None:
            reader.open_reason = None
    elif reader.open_reason is not None and reason is None:
        if listings.headline_like(words):
            reason = reader.open_reason
        else:
            reader.open_reason = None
    if reason is None and len(words) >= _REPEATED:
        if words in reader.seen:
            return "repeated"
        reader.seen.add(words)
    return reason


def _after_timed_title(reader: _Reader) -> bool:
    """True below a line of a list of videos: the next one belongs to it, however it ends."""
    above = reader.blocks[-1] if reader.blocks else None
    return (
        above is not None and above.reason == _PLAYLIST and listings.timed_title(reader.text[above.start : above.end])
    )


def _in_menu(reader: _Reader, words: str, following: Span | None) -> str | None:
    """ "navigation" for a short line between two menu lines, before any body ("Home", "Balochistan", "Sport")."""
    if reader.in_body or following is None or not reader.blocks or len(words.split()) > _MENU_WORDS:
        return None
    after = furniture.reason_of(reader.text[following.start : following.end])
    return "navigation" if reader.blocks[-1].reason == after == "navigation" else None


def _is_date_line(reader: _Reader, span: Span) -> bool:
    """True for a date alone on a line before the body ("29 September 2022", "Lagos, 29 September 2022")."""
    words = reader.text[span.start : span.end]
    if reader.begun or not _DATE_LINE.match(words):
        return False
    date = find_date(reader.text, span.start, span.end)
    if date is None or date.precision != "day":
        return False
    rest = words[: date.start - span.start] + words[date.end - span.start :]
    if len(re.findall(r"\w+", rest)) > 6 or _DONE.search(rest):
        return False
    reader.dates.append(("text", date))
    return True


def _is_headline(reader: _Reader, words: str, following: Span | None) -> bool:
    """True for the first short line without a final period, with more text below it."""
    if following is None or len(words) > _HEADLINE or reader.in_body or reader.headed:
        return False
    return not words.endswith((*_ENDS, ";", ":", ",", "…"))
