"""Markup from outside, made safe to parse: no controls, bounded size and depth, and its plain text by parsing alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEPTH = 80
"""Nesting elements kept open at once; news pages have 15 to 40, extractors recurse on more than some hundred."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DEAD = re.compile(
    r"<(?P<tag>script|style|svg|template)\b(?![^<>]*ld\+json)[^<>]*>.*?(?:</(?P=tag)\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_OPENING = re.compile(rf"(<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,100}}+)(?:{_ATTRIBUTE})*+")
"""A tag with its first hundred attributes, and all after them: no page has more, and the parser compares each with all
before it. It fits wherever a tag begins, so that none is looked through twice."""
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)[^<>]*+>")
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr "  # never hold anything
    "p li td th tr dt dd option thead tbody tfoot colgroup html head body script style title noscript".split()
)
"""Elements that cannot nest in themselves: the parser closes them."""
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset("script style head noscript template svg select textarea button iframe object".split())


def safe_markup(markup: str) -> str:
    """The markup without controls, comments, scripts (linked data stays), tags nested deeper than ``DEPTH``, and
    attributes of one tag after a hundred.

    Every pattern is linear in the length; the text between dropped tags stays.
    """
    return _shallow(_OPENING.sub(r"\1", _DEAD.sub(" ", _COMMENT.sub(" ", _CONTROLS.sub(" ", markup)))))


def _shallow(markup: str) -> str:
    pieces: list[str] = []
    position = depth = dropped = 0
    for match in _TAG.finditer(markup):
        if match["name"].lower() in _FLAT or match.group().endswith("/>"):
            continue
        if match["close"]:
            keep = not dropped
            depth = max(0, depth - keep)
            dropped = max(0, dropped - 1)
        elif keep := depth < DEPTH:
            depth += 1
        else:
            dropped += 1
        if not keep:
            pieces += (markup[position : match.start()], " ")
            position = match.end()
    return "".join(pieces) + markup[position:]


def parse(markup: str) -> HtmlElement | None:
    """The tree of safe markup, None where there is no element in it."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def plain_text(tree: HtmlElement) -> str:
    """All text of the tree, a paragraph a block element, scripts and form controls left out."""
    lines: list[str] = []
    words: list[str] = []

    def flush() -> None:
        if line := " ".join("".join(words).split()):
            lines.append(line)
        words.clear()

    skip = 0
    from lxml.etree import iterwalk

    for event, element in iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _SILENT:
            skip += 1 if event == "start" else -1
        if name in BLOCKS:
            flush()
        piece = element.text if event == "start" else element.tail
        if piece and not skip:
            words.append(piece)
    flush()
    return "\n\n".join(lines)
