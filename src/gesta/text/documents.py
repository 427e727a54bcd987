"""A report to its document: clean text, blocks, sentences, language, publication time, each with where it is from."""

from __future__ import annotations

from dataclasses import replace

from gesta.errors import Problem
from gesta.model.documents import Block, Document, Report
from gesta.model.spans import Span
from gesta.text.address_dates import first_line_date
from gesta.text.blocks import Layout, layout
from gesta.text.language import NAMES, language_of
from gesta.text.paragraphs import paragraphs
from gesta.text.published import published
from gesta.text.sentences import sentences
from gesta.text.source import Source

_BOM = "\ufeff"
LONGEST = 100_000
"""Characters of one text that are read, some 17,000 words; what follows is kept as furniture. The longest article of
the development data has fewer; reading so much takes about five seconds of processor time."""
LONGEST_TITLE = 2_000
"""Characters of a title that are kept: one of a whole page would leave nothing of the text to be read."""


def document(report: Report) -> Document:
    """The document of one report; never raises for what the report holds, its faults are ``problems``."""
    source, title_problems = _shortened(_source(report))
    text, title = _titled(source)
    end = _readable(text)
    if title is not None and title.end > end:
        title = None
    parts = layout(text, _parted(text[:end], title), title)
    rest = _rest(text, end)
    blocks = (*parts.blocks, *rest)
    language = language_of(_reading(text, blocks))
    when, date_problems = published(text, report, source.dates, (*parts.dates, *first_line_date(text, parts.blocks)))
    foreign = language not in (None, "en")
    problems = (
        *report.problems,
        *source.problems,
        *title_problems,
        *date_problems,
        *_language_problems(language, blocks),
    )
    if rest:
        what = f"the text has {len(text):,} characters: the first {end:,} are read"
        problems = (*problems, Problem("document.text", what, "split it into one file a report"))
    return Document(
        report=report,
        title=source.title or _headline(text, blocks),
        text=text,
        language=language,
        blocks=blocks,
        sentences=() if foreign else sentences(text, blocks),
        published=when,
        outlet=source.outlet or parts.outlet,
        outlet_basis=source.outlet_basis or ("text" if parts.outlet else None),
        author=source.author or parts.author,
        author_basis=source.author_basis or _author_basis(parts),
        problems=problems,
    )


def _source(report: Report) -> Source:
    given = report.title.strip() if report.title and report.title.strip() else None
    if report.media == "html":
        from gesta.text.html import read_page

        return read_page(report, given)
    return Source(
        title=given,
        text=report.content.removeprefix(_BOM),
        outlet=report.outlet,
        outlet_basis="given" if report.outlet else None,
    )


def _shortened(source: Source) -> tuple[Source, tuple[Problem, ...]]:
    """The source with no longer title than ``LONGEST_TITLE``, cut at a word where it has any."""
    if source.title is None or len(source.title) <= LONGEST_TITLE:
        return source, ()
    start = source.title[:LONGEST_TITLE]
    kept = start[: max(start.rfind(" "), 0)].rstrip() or start
    what = f"the title has {len(source.title):,} characters: the first {len(kept):,} are kept"
    return replace(source, title=kept), (Problem("document.title", what),)


def _titled(source: Source) -> tuple[str, Span | None]:
    """The text with its title before it unless it is there already, and where the title stands as a headline."""
    if source.title is None:
        return source.text, None
    end = _after_title(source.text, source.title)
    if end is None:
        return f"{source.title}\n\n{source.text}", Span(0, len(source.title))
    start = len(source.text) - len(source.text.lstrip())
    rest = source.text[end:]
    own_line = not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())] or rest[0] in "\r"
    after_period = source.title[-1:] in ".!?" and rest[:1].isspace()
    return source.text, Span(start, end) if own_line or after_period else None


def _after_title(text: str, title: str) -> int | None:
    """The offset behind the title at the start of the text, white space aside; None where the text opens otherwise."""
    position = 0
    for word in title.split():
        while position < len(text) and text[position].isspace():
            position += 1
        if not text.startswith(word, position):
            return None
        position += len(word)
    return position


def _parted(text: str, title: Span | None) -> tuple[Span, ...]:
    """Paragraphs, with the title cut off as one of its own."""
    if title is None:
        return paragraphs(text)
    rest = text[title.end :]
    return (title, *(Span(title.end + span.start, title.end + span.end) for span in paragraphs(rest)))


def _readable(text: str) -> int:
    """Where reading ends: the end of the text, or of the last line, else word, within ``LONGEST`` characters."""
    if len(text) <= LONGEST:
        return len(text)
    half = LONGEST // 2
    return max(text.rfind("\n", half, LONGEST), 0) or max(text.rfind(" ", half, LONGEST), 0) or LONGEST


def _rest(text: str, start: int) -> tuple[Block, ...]:
    """What is not read, as one block; none where there is nothing but white space."""
    rest = text[start:]
    bare = rest.strip()
    first = start + len(rest) - len(rest.lstrip())
    return (Block("furniture", first, first + len(bare), "too long"),) if bare else ()


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.kind == "headline":
            return " ".join(text[block.start : block.end].split())
    return None


def _reading(text: str, blocks: tuple[Block, ...]) -> str:
    """The start of the body, or of the headline where there is no body."""
    for kind in ("body", "headline"):
        chosen = [text[block.start : min(block.end, block.start + 4000)] for block in blocks if block.kind == kind]
        if chosen:
            return "\n".join(chosen[:40])
    return ""


def _language_problems(language: str | None, blocks: tuple[Block, ...]) -> tuple[Problem, ...]:
    if not any(block.kind in ("body", "headline") for block in blocks):
        return (Problem("document.text", "the report holds no text to read"),)
    if language is None:
        return (Problem("document.language", "the language of the text is not clear; it is read as English"),)
    if language == "en":
        return ()
    name = NAMES.get(language, f"the language {language}")
    hint = "translate it first, or leave it out"
    return (Problem("document.language", f"the text is in {name} ({language}); only English is read yet", hint),)


def _author_basis(parts: Layout) -> str | None:
    return "byline" if parts.author else None
