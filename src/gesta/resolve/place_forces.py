"""Places inside the names of their police, courts and schools: "Rocky Mount police", "the Tulsa County Jail".

Such a body's town is where it works, not by itself where an act was; ``claims`` takes it so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesta.knowledge.places import Gazetteer
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.resolve.numbers import SMALL, TENS
from gesta.resolve.place_scores import Toponym
from gesta.resolve.toponyms import described

_KIND = r"(?:(?:Metro(?:politan)?|City|State|County|Parish|Township|Regional|Central|Area|Public|Community) ){0,2}"
_FORCE = (
    rf"{_KIND}(?:police|sheriff(?:['’]?s)?|PD\b|fire(?:fighters| department| dept| rescue)|deputies|detectives|"
    r"officers|constabulary|jail|courthouse|(?:county|district|crown|superior|circuit) court|coroner|medical examiner|"
    r"district attorney|prosecutors?)"
)
_BODY = rf"(?:{_FORCE}|{_KIND}(?:high school|middle school|elementary school|school district|hospital|medical center))"
_AFTER = re.compile(rf" (?P<body>{_BODY})\b", re.IGNORECASE)
_WORD = r"(?:[A-Z][\w.'’-]*[a-z][\w'’]*|St\.|Mt\.|Ft\.)"
_NAMED = re.compile(rf"(?<![\w-])(?P<name>{_WORD}(?: {_WORD}){{0,2}}) (?P<body>(?i:{_FORCE}))\b")
_OF_TOWN = re.compile(r"\b(?:police|PD|fire(?:fighters| department| dept))\b", re.IGNORECASE)
_LARGER = re.compile(r"\b(?:state|county|parish|regional)\b", re.IGNORECASE)
_UNITS = ("admin1", "district", "city", "neighbourhood")
_OPENING = frozenset({"The", "A", "At", "In", "As", "And", "But", "When", "While", "After", "Before", "If", "That"})
_NUMBERS = frozenset(word.capitalize() for word in (*SMALL, *TENS))
"""Words that open a sentence ("Four police were hurt"), though villages are called so."""
_SHERIFF = re.compile(r"Sheriff(?:['’]?s)?")
_OF_BODY = frozenset(
    "State National Federal Military Local Metro Metropolitan Chief Area Community Regional Deputy Senior".split()
)


def of_bodies(text: str, found: Sequence[Toponym]) -> list[Toponym]:
    """The names, those that the name of a body follows marked with it ("Rocky Mount" of "Rocky Mount police")."""
    marked: list[Toponym] = []
    for each in found:
        end = _joint_end(text, each, found)
        body = None if text[max(0, each.start - 1) : each.start] == "-" else _AFTER.match(text, end)
        marked.append(_of_body(each, text[each.start : body.end()]) if body else each)
    return marked


def _joint_end(text: str, each: Toponym, found: Sequence[Toponym]) -> int:
    """Where the name ends, with the one joined to it by a hyphen ("Leeds-Ashby police" are of the first)."""
    return next((other.end for other in found if other.start == each.end + 1 and text[each.end] == "-"), each.end)


def _of_body(each: Toponym, body: str) -> Toponym:
    """The name with its body; police and firefighters of a bare name are those of a town, and no county's."""
    of_town = each.unit is None and _OF_TOWN.search(body) and not _LARGER.search(body)
    return replace(each, body=body, unit="city" if of_town else each.unit)


def in_bodies(
    document: Document, analysis: Analysis, found: Sequence[Toponym], gazetteer: Gazetteer
) -> Iterator[Toponym]:
    """Names of places that stand in the name of a body only, where a place bears them: "Tulsa County" of its jail."""
    text = document.text
    taken = [(each.start, each.end) for each in found]
    people = [analysis.span(e.first, e.end) for e in analysis.entities if e.label == "Person"]
    taken += [(span.start, span.end) for span in people]
    taken += [(block.start, block.end) for block in document.blocks if block.kind == "furniture"]
    spans: list[tuple[int, int, int]] = []
    for match in _NAMED.finditer(text):
        start, end = _trimmed(text, match.start("name"), match.end("name"))
        if start < end and not any(start < last and first < end for first, last in taken):
            spans.append((start, end, match.end()))
    named = gazetteer.named({text[start:end] for start, end, _ in spans})
    for start, end, last in spans:
        if any(n.kind != "variant" and n.place.level in _UNITS for n in named[text[start:end]]):
            yield _of_body(described(text, start, end), text[start:last])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without words that are the body's ("Metro", "State") or open the sentence ("The")."""
    words = [(match.start() + start, match.end() + start) for match in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[0])] in _OF_BODY | _OPENING | _NUMBERS:
        words.pop(0)
    while words and (text[slice(*words[-1])] in _OF_BODY or _SHERIFF.fullmatch(text, *words[-1])):
        words.pop()
    return (words[0][0], words[-1][1]) if words else (end, end)
