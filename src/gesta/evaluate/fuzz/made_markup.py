"""Soup of HTML: nesting, unclosed and lying tags, floods of entities and attributes, charsets that contradict."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from gesta.evaluate.fuzz.made_signs import SIGNS
from gesta.evaluate.fuzz.made_words import news

_TAGS = (
    "div", "p", "span", "table", "tr", "td", "th", "ul", "li", "a", "b", "article", "section", "form", "select",
    "option",
    "script", "style", "svg", "math", "template", "noscript", "iframe", "frameset", "title", "head", "body", "html",
    "br",
    "img", "meta", "link", "base", "object", "textarea", "pre", "blockquote", "h1", "time", "main", "nav", "footer",
    "x-y",
    "font", "marquee", "plaintext", "xmp", "listing", "dl", "dt", "dd", "ruby", "rt", "caption", "colgroup", "col",
    "a:b",
)  # fmt: skip
_WHOLE = (
    "<!-- ", "-->", "<!-- x --!>", "<![CDATA[", "]]>", "<?php echo 1 ?>", "<?xml version='1.0' encoding='utf-16'?>",
    "<!DOCTYPE html [<!ENTITY a 'b'>]>", "&amp;", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&nbsp",
    "&notit;",
    "&a;" * 20, "<", ">", "</", "<!", "<?", "<//", "< p >", "<p/", "<p\x00>", "<=>", "</3", "&", "&#", "&#x",
    "<p <p <p",
    "<meta charset=utf-7>", "<meta charset='utf-16le'>", "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    "<meta http-equiv=Content-Type content='text/html; charset=gbk'>", "<base href='javascript:1'>", "<svg><style><p>",
    "<script type='application/ld+json'>{\"datePublished\": [[[[{\"datePublished\": 5}]]]]}</script>",
    "<template><tr><td>",
    "<script type='application/ld+json'>{\"@graph\": " + "[" * 300 + "</script>", "<math><mi><table><mtext>",
    "<table><a><td>",
    "<time datetime='9999-99-99'>", "<time datetime='2021-05-12T25:00'>now</time>",
    "<meta property='article:published_time'"
    " content='0001-01-01'>", "<meta name=date content='\x00'>", "<meta name=author content='a\nb;c'>",
    "<title>a</title>",
    "<meta property='og:site_name' content='\u202eX'>", "<meta property='og:title' content=''>", "<p>By Jane Roe</p>",
    "<link rel=canonical href='http://[::1'>", "<a href='http://[x/'>y</a>", "<img src=data:,>", "<h1></h1>",
    "<pre>\n\n",
)  # fmt: skip
_CODECS = ("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "utf-32", "gbk", "gb18030", "big5", "shift_jis", "euc-kr",
           "koi8-r", "cp1251", "cp1252", "cp1256", "latin-1", "utf-7", "iso2022_jp", "hz", "mac-roman",
           "cp037")  # fmt: skip
CHARSETS = (None, None, None, "utf-8", "utf-16", "gbk", "latin-1", "x-unknown", "", "punycode", "\x00", "idna", "utf-7",
            "base64", "rot13", "unicode_escape", "cp65001", "u" * 500)  # fmt: skip


def _tag(dice: Random) -> str:
    name = dice.choice(_TAGS)
    if dice.random() < 0.25:
        return f"</{name}>"
    attributes = "".join(_attribute(dice) for _ in range(dice.choice((0, 0, 0, 1, 2, 12))))
    return f"<{name}{attributes}{dice.choice(('>', '>', '>', '>', '/>', '', ' '))}"


def _attribute(dice: Random) -> str:
    name = dice.choice(
        ("class", "id", "href", "src", "style", "onclick", "content", "datetime", "lang", "dir", "a\x00b", "=")
    )
    value = dice.choice(("x", "article body post-content", "comment sidebar", "x" * 3000, "&quot;&lt;", "{{x}}", "\n",
                         "../" * 40,
                         "display:none", "http://a.example/" + "%00" * 9, "0", dice.choice(SIGNS)))  # fmt: skip
    mark = dice.choice(('"', '"', "'", ""))
    return f" {name}={mark}{value}{mark if dice.random() < 0.95 else ''}"


def _flood(dice: Random) -> str:
    piece = dice.choice((_tag(dice), dice.choice(_WHOLE), "<div>", "<b>", "<table><tr><td>", "&lt;", "<p>x", "</div>"))
    return piece * dice.choice((30, 100, 400, 1500))


def soup(dice: Random, most: int) -> str:
    """A page of up to ``most`` pieces of markup and news."""
    parts: list[str] = []
    if dice.random() < 0.6:
        parts.append("<!doctype html><html><head><title>Five killed in Kirkuk</title></head><body><article>")
    makers: tuple[Callable[[Random], str], ...] = (
        _tag, _tag, _tag, lambda dice: dice.choice(_WHOLE), lambda dice: f"<p>{news(dice, 3)}</p>",
        lambda dice: news(dice, 2), lambda dice: dice.choice(SIGNS),
    )  # fmt: skip
    for _ in range(dice.randint(1, most)):
        parts.append(_flood(dice) if dice.random() < 0.02 else dice.choice(makers)(dice))
    return "".join(parts)


def in_bytes(dice: Random, text: str) -> bytes:
    """The text in some encoding, often with bytes that the encoding does not have, or under a wrong mark."""
    raw = text.encode(dice.choice(_CODECS), dice.choice(("replace", "ignore", "xmlcharrefreplace")))
    if dice.random() < 0.1:
        raw = dice.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")) + raw
    for _ in range(dice.choice((0, 0, 0, 1, 3))):
        place = dice.randint(0, len(raw))
        raw = raw[:place] + dice.randbytes(dice.choice((1, 1, 2, 7))) + raw[place:]
    return raw
