"""Names of streets told without the word for it: "5700 block of Acme", "34th and Weber", "on South Grand".

A street is often called after a town or county far away; such a name is none, whatever the gazetteer has of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesta.knowledge.place_names import fold
from gesta.model.documents import Document
from gesta.resolve.place_scores import Toponym

_KIND = (
    r"(?:Streets?|streets|Avenues?|avenues|Roads?|roads|Drives?|Boulevards?|Lanes?|Parkway|Court|"
    r"Ave|Rd|Dr|Blvd|Ln|Pkwy|St)\b"
)
_SIDE = r"(?:(?:[NSEW]|North|South|East|West|[NS][EW])\.? )?"
_NUMBERED = r"\b\d{1,3}(?:st|nd|rd|th)\b"
_ON = re.compile(
    rf"\b[Bb]locks? of {_SIDE}$|\b(?:corner|intersection) of (?:[^.;,\n]{{1,40}} (?:and|&) )?{_SIDE}$"
    rf"|{_NUMBERED}(?: {_KIND}\.?)?(?:,| and| &| at| near) {_SIDE}$"
    rf"|(?<!\w)[A-Z]\w++ {_KIND}\.? (?:and|&|near|at|off) {_SIDE}$"
    r"|\bon (?:[NSEW]\.?|North|South|East|West) $"
)
_CROSSED = re.compile(
    rf" (?:and|&|at) {_SIDE}(?:{_NUMBERED}|[A-Z][\w'’-]+ (?:streets|avenues|roads|Streets|Avenues|Roads)\b)"
)
_STREET = re.compile(rf"(?<![\w'’-])(?P<stem>(?:[A-Z][\w'’-]+ ){{1,3}}){_KIND}")
_WHOLE = re.compile(r"(?:.* (?:Street|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Parkway|Highway)|Broadway)\.?")
_IN = re.compile(r"\b(?:in|to|from|of|outside|downtown) $", re.IGNORECASE)
_BEFORE = 70


def without_streets(document: Document, found: Sequence[Toponym]) -> Iterator[Toponym]:
    """The names, those of streets marked so that only a curated place will do for them, and those that a street of the
    text bears so that something in the text must speak for them. A headline writes "street" with a capital after a
    town's name too."""
    text = document.text
    heads = [(block.start, block.end) for block in document.blocks if block.kind == "headline"]
    streets = [each for each in _STREET.finditer(text) if not any(a <= each.start() < b for a, b in heads)]
    stems = {fold(words) for street in streets for words in _tails(street["stem"])}
    towns = {fold(each.name) for each in found if _is_town(text, each)}
    for each in found:
        street = not each.stated and _told_as_street(text, each)
        alike = _WHOLE.fullmatch(each.name) is not None
        alike = alike or (fold(each.name) in stems and fold(each.name) not in towns)
        yield replace(each, strict=each.strict or street, doubted=alike) if street or alike else each


def _tails(stem: str) -> Iterator[str]:
    """The name of a street, also without the words before it that may be a side or no part of it."""
    words = stem.split()
    yield from (" ".join(words[first:]) for first in range(len(words)))


def _is_town(text: str, each: Toponym) -> bool:
    """True where the words about a name make it a town's or a county's: its police, its state, "in"."""
    before = text[max(0, each.start - _BEFORE) : each.start]
    told = bool(each.containers or each.unit or each.body)
    return told or (_IN.search(before) is not None and not _ON.search(before))


def _told_as_street(text: str, each: Toponym) -> bool:
    if each.unit is not None or each.body:
        return False
    before = text[max(0, each.start - _BEFORE) : each.start]
    return (
        _ON.search(before) is not None
        or _CROSSED.match(text, each.end) is not None
        or _WHOLE.fullmatch(text, each.start, each.end) is not None
    )
