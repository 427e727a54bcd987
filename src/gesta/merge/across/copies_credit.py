"""Whom a text credits: agencies and outlets in datelines, bylines, source lines, copyright lines and the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from gesta.knowledge.actors import load
from gesta.merge.across.copies_words import squeezed
from gesta.model.documents import Block
from gesta.model.incidents import Record
from gesta.model.spans import Quote

CreditKind = Literal["source", "dateline", "byline", "copyright", "reporter"]
_PART = r"[A-ZÀ-ÖØ-Þ][\w&+-]{0,30}(?:\.\w{1,20}){0,3}"
_NAME = (
    r"(?P<name>(?!(?:By|BY|From|FROM|All|Staff|Updated?)\b)"
    rf"{_PART}(?:[ ](?:of[ ]|the[ ]|and[ ]|al[ ]|el[ ]|de[ ]|la[ ])?(?!All\b)(?:{_PART}|\d{{1,3}}\b)){{0,4}})"
)
"""A name of one to five capitalised words."""
_SOURCE = re.compile(
    rf"(?:^[^\S\n]*+|[(\[]\s*+)(?:[Ss]ources?|SOURCE|[Vv]ia|VIA|[Rr]epublished (?:from|with permission (?:of|from)))"
    r"(?:\s*+[:–—-])?\s++"
    rf"(?:[Tt]he )?{_NAME}\s*[.)\]]?(?:\s*$|(?<=[)\]]))",
    re.MULTILINE,
)
"""A line or brackets of its own: "Source: AFP", "(via Reuters)"."""
_FIRST = re.compile(
    r"\b(?i:(?:first|originally|previously)[ ](?:published|appeared|reported|printed|posted)|republished|reprinted|"
    r"(?:article|story|report|piece)[ ](?:is|was|comes)[ ](?:courtesy[ ]of|published|provided))[ ]"
    rf"(?:(?:by|in|on|at|from)[ ])?(?:[Tt]he[ ])?{_NAME}"
)
"""A sentence about the text itself: "This article was first published by ..."."""
_BRACKETS = re.compile(rf"[(\[]\s*{_NAME}\s*(?:[,/|][^)\]]{{0,40}})?[)\]]")
_OPENING = re.compile(rf"[^.()\[\]]{{0,60}}[(\[]\s*{_NAME}\s*[)\]]\s*(?:--+|[-–—:])")
"""A dateline that stands in its first sentence: "BAGHDAD (Reuters) - "."""
_BYLINE_PART = re.compile(rf"(?:^|[,|/–—-]|\bfor\b|\bfrom\b|\b[Bb]y:?\b)\s*(?:[Tt]he )?{_NAME}")
_CONTRIBUTED = re.compile(r"\bcontribut", re.IGNORECASE)
"""Own reporting that an agency helped with is no text of the agency."""
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|[Cc]opyright)\s*+(?:©|\([cC]\))?\s*+(?:\d{{4}})?,?\s*+(?:by\s++)?(?:[Tt]he )?{_NAME}"
)
_REPORTER = re.compile(
    rf"\b(?:told (?:the )?(?=[A-Z])({_NAME.replace('?P<name>', '?P<told>')})|"
    rf"{_NAME}[’']s?[ ](?=[A-Z][\w-]{{1,30}}[ ][A-Z][\w-]{{1,30}},?[ ](?:report|said|has|in\b|who)))"
)
"""A reporter's own outlet: "told AFP", "Al Jazeera's Jane Roe, reporting from"."""
_LONGEST_LINE = 400
"""Characters of a block in which source, byline and copyright lines are looked for."""
_MOST = 12
"""Credits kept of one text."""


class Credit(msgspec.Struct, frozen=True, order=True):
    """Words that credit a text to somebody. ``sure``: they say so whoever is named; else they count only where the one
    named is a known outlet. ``key``: the name as it is compared."""

    kind: CreditKind
    name: str
    key: str
    sure: bool
    quote: Quote


def credits_of(record: Record) -> tuple[Credit, ...]:
    """Everybody whom the record's text credits, the plainest words first, each named once."""
    found: dict[str, Credit] = {}
    for credit in sorted(_found(record), key=lambda each: (not each.sure, each.quote.start, each.name)):
        found.setdefault(credit.key, credit)
    return tuple(found.values())[:_MOST]


def outlet_key(name: str) -> str:
    """A name of an outlet as it is compared: the knowledge base's id where it is one of its media, else its letters."""
    letters = squeezed(name)
    return _media().get(letters, letters)


def known(key: str) -> bool:
    """True when the key is that of an outlet or agency of the knowledge base."""
    return key.startswith("media.")


@cache
def _media() -> dict[str, str]:
    """Ids of outlets and agencies by the letters of their names; a name that several have is nobody's."""
    names: dict[str, set[str]] = {}
    for actor in load():
        if actor.kind == "media":
            for name in (actor.name, *actor.aliases, *actor.acronyms):
                names.setdefault(squeezed(name), set()).add(actor.id)
    return {name: min(ids) for name, ids in names.items() if len(ids) == 1}


def _found(record: Record) -> Iterator[Credit]:
    text = record.document.text
    body = 0
    for block in record.document.blocks:
        words = text[block.start : block.end]
        for kind, name, start, end, sure in _in_block(block, words, first=block.kind == "body" and not body):
            yield _credit(record, kind, name, block.start + start, block.start + end, sure)
        body += block.kind == "body"


_Hit = tuple[CreditKind, str, int, int, bool]


def _in_block(block: Block, words: str, *, first: bool) -> Iterator[_Hit]:
    if block.kind == "headline" or block.reason == "photo credit":
        return
    if block.kind == "dateline":
        yield from _hits("dateline", _BRACKETS.finditer(words), sure=True)
    elif block.kind == "byline" and not _CONTRIBUTED.search(words):
        yield from _hits("byline", _BYLINE_PART.finditer(words), sure=False)
    if first and (opening := _OPENING.match(words)):
        yield from _hits("dateline", [opening], sure=True)
    if len(words) <= _LONGEST_LINE:
        yield from _hits("source", _SOURCE.finditer(words), sure=False)
        yield from _hits("source", _FIRST.finditer(words), sure=True)
        yield from _hits("copyright", _COPYRIGHT.finditer(words), sure=False)
    if block.kind == "body":
        for match in _REPORTER.finditer(words):
            name = match["told"] or match["name"]
            yield "reporter", name, match.start(), match.end(), False


def _hits(kind: CreditKind, matches: Iterable[re.Match[str]], *, sure: bool) -> Iterator[_Hit]:
    for match in matches:
        yield kind, match["name"], match.start(), match.end(), sure


def _credit(record: Record, kind: CreditKind, name: str, start: int, end: int, sure: bool) -> Credit:
    exact = record.document.text[start:end]
    lead = len(exact) - len(exact.lstrip(" \n,|/–—-"))
    exact = exact.strip(" \n,|/–—-")
    quoted = Quote(start + lead, start + lead + len(exact), exact, record.report.id)
    return Credit(kind, name.strip(" .-"), outlet_key(name), sure, quoted)
