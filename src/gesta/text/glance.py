"""The cheap words of a report, for deciding whether it is worth reading: no article is looked for, no dates, no outlet.

A page gives its title and its visible text by parsing alone, a paragraph a block, without navigation and without blocks
that are links throughout. What may be furniture otherwise stays: who decides on these words has to bear it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gesta.model.documents import Report
from gesta.text.language import language_of
from gesta.text.markup import BLOCKS, parse, safe_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEAD = frozenset("script style template svg select textarea button iframe object noscript".split())
_LINKED = 0.8
"""Share of a block's letters inside links from which it is a list of links."""
_LONG = 300
"""Letters from which a block is text all the same."""
_LEAST = 200
"""Letters under which what was left out is taken back: a page must not be judged by an empty rest."""
_BOM = "\ufeff"
_LINE = 80
"""Letters from which a line is running text, whose language is the text's."""
_SLICE = 3000


def glance(report: Report) -> str:
    """The words of the report: a text as it is, the visible text of a page. Never raises for what the report holds."""
    if report.media != "html":
        return report.content.removeprefix(_BOM)
    tree = parse(safe_markup(report.content))
    if tree is None:
        return ""
    kept, left_out = _blocks(tree)
    if sum(map(len, kept)) < _LEAST:
        kept += left_out
    return "\n\n".join(kept)


def language(text: str) -> str | None:
    """The language of the running text among the words (ISO 639-1), None where they do not tell.

    Menus tell little: the longest lines are asked first, and where they are too few, all.
    """
    running: list[str] = []
    size = 0
    for line in re.finditer(rf"[^\n]{{{_LINE},}}", text):
        running.append(line.group()[:_SLICE])
        size += len(running[-1])
        if size >= _SLICE:
            break
    return language_of("\n".join(running) if size >= _LEAST else text)


def _blocks(tree: HtmlElement) -> tuple[list[str], list[str]]:
    """The title and the visible blocks in order, and those that are links throughout or navigation."""
    from lxml.etree import iterwalk

    kept: list[str] = []
    left_out: list[str] = []
    words: list[str] = []
    linked = skipped = links = 0

    def flush() -> None:
        nonlocal linked
        if line := " ".join("".join(words).split()):
            furniture = skipped or (linked >= _LINKED * len(line) and len(line) < _LONG)
            (left_out if furniture else kept).append(line)
        words.clear()
        linked = 0

    dead = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        if name in BLOCKS or name in ("nav", "title"):
            flush()
        if name == "nav":
            skipped += step
        elif name in _DEAD:
            dead += step
        elif name == "a":
            links += step
        piece = element.text if event == "start" else element.tail
        if piece and not dead:
            words.append(piece)
            linked += len(piece) if links else 0
    flush()
    return kept, left_out
