"""XML from outside, parsed without entities, network or unbounded depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from gesta.errors import Problem
from gesta.intake.decode import decode
from gesta.intake.sniff import looks_like_html

LARGEST_XML = 5_000_000
"""Bytes of one feed or list; feeds that carry the full text of a hundred articles have under two million."""
_DECLARATION = re.compile(r"<\?xml[^<>]{0,500}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,9})|x([0-9A-Fa-f]{1,8}))(?![0-9A-Za-z]);?")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Xml:
    """A parsed document. ``cut``: it ends before its outermost element does; ``problems``: what had to be mended."""

    root: etree._Element
    cut: bool = False
    problems: tuple[Problem, ...] = ()


def parse_xml(content: bytes, where: str, charset: str | None = None) -> Xml | Problem:
    """The document, mended where it is broken, or why it is none; entity declarations are refused as a whole."""
    if len(content) > LARGEST_XML:
        return Problem(where, f"it is larger than {LARGEST_XML // 1_000_000} MB")
    decoded = decode(content, where, charset)
    if isinstance(decoded, Problem):
        return decoded
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if not text:
        return Problem(where, "it is empty")
    if "<!ENTITY" in text:
        return Problem(where, "it declares XML entities, which are not read", "they can be made to fill the memory")
    if looks_like_html(text):
        return Problem(where, "it is an HTML page", "give the address of the feed itself")
    declaration = _DECLARATION.match(text)
    return _parsed(text[declaration.end() :] if declaration else text, where, decoded.problems)


def local_name(element: etree._Element) -> str:
    """The element's name in lower case without its namespace; empty for a comment.

    A mended document may have names that XML has not (":", "x:y" of no namespace): they are taken as they stand.
    """
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _parsed(text: str, where: str, problems: tuple[Problem, ...]) -> Xml | Problem:
    try:
        return Xml(etree.fromstring(text.encode("utf-8", "replace"), _parser(recover=False)), problems=problems)
    except etree.XMLSyntaxError as fault:
        what = f"it is broken XML: {str(fault.msg)[:200]}"
    try:
        root = etree.fromstring(_mended(text).encode("utf-8", "replace"), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return Problem(where, what)
    ending = text.rstrip()[-200:].lower()
    cut = re.search(rf"</(?:[\w.-]+:)?{re.escape(local_name(root))}\s*>", ending) is None
    return Xml(root, cut, (*problems, Problem(where, f"{what}; what could be read of it was read")))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                           encoding="utf-8", remove_comments=True, remove_pis=True)  # fmt: skip


def _mended(text: str) -> str:
    """The text without characters that XML forbids, by number too, and with HTML's named ones ("&nbsp;") as themselves.

    Where the parser mends, it lets numbers of surrogates through, which then nothing can read.
    """
    return _NAMED.sub(_character, _NUMBERED.sub(_allowed, _CONTROLS.sub("", text)))


def _allowed(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16)
    known = 0x20 <= number < 0xD800 or 0xDFFF < number < 0xFFFE or 0xFFFF < number < 0x110000 or number in (9, 10, 13)
    return match[0] if known else "\ufffd"


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OF_XML else html5.get(match[1], match[0])
