"""Where a headline ends and the outlet's own name begins: "Two shot at fair - KXYZ News 5 Springfield"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gesta.knowledge.places import Gazetteer, Named
from gesta.model.documents import Document
from gesta.model.spans import Span
from gesta.resolve.place_scores import Toponym
from gesta.resolve.toponyms import described

_MARK = re.compile(
    r"\b(?:[KW][A-Z]{2,3}\d{0,2}\b(?!,)|\w+\.(?:com|net|org|co)\b|\w+tv\b|TV\b|News\w*\b|Weather\b|"
    r"(?:FOX|CBS|NBC|ABC) ?\d|(?:Times|Herald|Tribune|Gazette|Journal|Chronicle|Courier|Radio|Online|Newspaper)\b)"
)
_NAME = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+|\. [A-Z][a-z]+){0,2}(?![\w.])")
_WORD = re.compile(r"[^ -]+")
_PRESS = frozenset(
    "News Now Weather Sports Sport Times Herald Tribune Gazette Journal Chronicle Courier Radio Online Newspaper Live "
    "Action Channel Local Breaking First Alert Eyewitness Daily Star Sun Post Independent Enterprise Republic Union "
    "Press Mercury Globe Observer Record Register Sentinel Standard Citizen World Today Morning Evening Social Video "
    "Traffic Business Home Page Story Stories Latest Your The And For Progress Reporter Leader Advocate Fox".split()
)
"""Words of the names of papers and stations, some of which are towns' names as well."""
_SIDES = frozenset(
    "North South East West Northern Southern Eastern Western Northeast Northwest Southeast Southwest".split()
)
_TOWN = 20_000
"""People of a town that has a station or a paper of its own."""
_BREAK = re.compile(r" [-–—|:»]+ ")


def outlet_tail(document: Document) -> tuple[Span, ...]:
    """The ends of headlines that name the outlet, each from the mark that parts it from the headline."""
    found: list[Span] = []
    for block in document.blocks:
        if block.kind == "headline":
            for cut in _BREAK.finditer(document.text, block.start, block.end):
                if _MARK.search(document.text, cut.end(), block.end):
                    found.append(Span(cut.start(), block.end))
                    break
    return tuple(found)


def in_tails(
    document: Document, tails: Sequence[Span], found: Sequence[Toponym], gazetteer: Gazetteer
) -> Iterator[Toponym]:
    """The towns and units in the outlet's name that were not found there ("WXYZ Springfield News, Weather")."""
    text = document.text
    spans = [
        (at, end)
        for tail in tails
        for run in _NAME.finditer(text, tail.start, tail.end)
        for at, end in _parts(text, run.start(), run.end())
        if not any(at < each.end and each.start < end for each in found)
    ]
    named = gazetteer.named({text[at:end] for at, end in spans})
    last = 0
    for at, end in spans:
        if at >= last and any(_has_outlet(one) for one in named[text[at:end]]):
            yield described(text, at, end)
            last = end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where names may stand in the run, words of the press being none: at each word the longest first."""
    words = [(found.start(), found.end()) for found in _WORD.finditer(text, start, end)]
    for first, (at, _) in enumerate(words):
        for last in range(len(words), first, -1):
            named = [text[slice(*word)] for word in words[first:last]]
            if not _PRESS.intersection(named) and not (len(named) == 1 and named[0] in _SIDES):
                yield at, words[last - 1][1]


def _has_outlet(named: Named) -> bool:
    place = named.place
    return named.kind == "main" and (place.level == "admin1" or (place.level == "city" and place.population >= _TOWN))
